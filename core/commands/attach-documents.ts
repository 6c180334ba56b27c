import { fieldRefusal } from "#core/commands/field-values";
import { attachedTo, documentOfFile, isSha256, ofField } from "#core/derived/documents-of";
import { type Position, pointAt } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { Feature, Fields } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

/** A file whose bytes the main side already keeps, and what is known of it. */
export interface NewDocument {
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly fileName: string;
  readonly kind: string;
  readonly title?: string;
  /** ISO day. */
  readonly date?: string;
  /** `2026-03-01 10:22:05`, by the camera's clock. */
  readonly takenAt?: string;
  /** Where a camera looked, degrees from north, clockwise. */
  readonly bearingDeg?: number;
  /** Where it stands, millimetres. */
  readonly at?: Position;
  /** Objects it is attached to. */
  readonly of: readonly string[];
}

/**
 * Attaches documents to objects, or places them on the map. A file that the project has already is not taken twice: its
 * record gets the new objects beside those it has, and a place when it had none.
 *
 * @returns refusals `feature.unknown`, `field.*`, `document.bad-file`, `document.already-attached`
 */
export const attachDocuments: Command<{ readonly documents: readonly NewDocument[] }> = {
  id: "attach-documents",
  plan(project, { documents }, env) {
    const added = new Map<string, Feature>();
    const updated = new Map<string, [Feature, Feature]>();
    for (const given of documents) {
      if (!isSha256(given.sha256)) return refuse("document.bad-file", { params: { name: given.fileName } });
      const unknown = given.of.find((id) => !project.get(id));
      if (unknown !== undefined) return refuse("feature.unknown", { ids: [unknown] });
      const own = written(given);
      for (const [key, value] of Object.entries(own)) {
        const refusal = fieldRefusal("document", key, value);
        if (refusal) return refusal;
      }
      const first = added.get(given.sha256);
      const before = documentOfFile(project, given.sha256);
      const now = first ?? (before && (updated.get(before.id)?.[1] ?? before));
      if (now) {
        const after = joined(now, given);
        if (first) added.set(given.sha256, after);
        else if (before && after !== before) updated.set(before.id, [before, after]);
        continue;
      }
      const { sha256, bytes, mediaType, fileName, takenAt } = given;
      const fields: Fields = {
        ...own,
        sha256,
        bytes,
        mediaType,
        fileName,
        ...(takenAt ? { takenAt } : {}),
        ...ofField(given.of),
      };
      const geometry = given.at ? pointAt(Math.round(given.at[0]), Math.round(given.at[1])) : null;
      added.set(sha256, { id: env.newId(), class: "document", geometry, fields });
    }
    const count = added.size + updated.size;
    if (count === 0) return refuse("document.already-attached");
    return { change: { added: [...added.values()], updated: [...updated.values()], removed: [] }, params: { count } };
  },
};

/** What a planner could have written himself. */
function written({ kind, title, date, bearingDeg }: NewDocument): Fields {
  return {
    kind,
    ...(title ? { title } : {}),
    ...(date ? { date } : {}),
    ...(bearingDeg === undefined ? {} : { bearingDeg }),
  };
}

/** A document with more objects, and with the place it lacked; itself when that adds nothing. */
function joined(document: Feature, { of, at }: NewDocument): Feature {
  const ids = attachedTo(document);
  const more = of.filter((id) => !ids.includes(id));
  const place = document.geometry === null && at ? pointAt(Math.round(at[0]), Math.round(at[1])) : document.geometry;
  if (more.length === 0 && place === document.geometry) return document;
  return { ...document, geometry: place, fields: { ...document.fields, ...ofField([...ids, ...more]) } };
}
