import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { featureClasses } from "#core/features/classes";
import { tidied } from "#core/formats/gpkg/fit-geometry";
import { projectedCrs } from "#core/geometry/crs";
import { changeBetween, isEmpty } from "#core/model/change";
import { type ProjectDocument, recordOf } from "#core/model/document";
import type { Feature, FieldValue } from "#core/model/feature";
import {
  emptyHead,
  FOUNDING,
  foundingChange,
  type JournalHead,
  replay,
  type SealedRecord,
  seal,
  verifiedPrefix,
} from "#core/model/journal";
import type { Project } from "#core/model/project";
import type { ProjectMeta } from "#core/model/project-meta";
import { referentielSchema } from "#core/model/referentiel";
import { RefusalError, refuse } from "#core/model/refusal";
import { featureJson, sortedJson } from "#core/model/sorted-json";
import { nativeChainHash } from "#services/chain-hash";
import { tableColumns, withOutsideDatabase } from "#services/gpkg/open-outside";
import { countAttachments } from "#services/gpkg/read-attachments";
import { readClassTable, type TableReading } from "#services/gpkg/read-class-table";
import { stateDigest, stateSeal } from "#services/gpkg/state-digest";

/** A project file, read. */
export interface OpenedProject {
  /** State and whole history; the last record may be one that takes in what was edited outside. */
  readonly document: ProjectDocument;
  /** The tables differ from what Maillage wrote: someone edited them in another program, or the journal is damaged. */
  readonly editedOutside: boolean;
  /** Files of documents it brings (`eachAttachment`). */
  readonly attachments: number;
}

/** What reading takes from outside. */
export interface ReadProjectOptions {
  /** Name of the file, for refusals and the history. */
  readonly name: string;
  /** A folder for the copy that is read. */
  readonly temp: string;
  /** ISO time of opening. */
  readonly now: string;
  readonly newId: () => string;
}

/** Command of the record that takes in what was edited in another program. One step, undone like any other. */
export const OUTSIDE_EDIT = "outside-edit";

/** Command of the record that takes in a file that came without its history. */
export const OPEN_COPY = "open-copy";

const words = z.object({
  format: z.literal("1"),
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string(),
  crs: z.string(),
  created: z.string(),
  attributions: z.string().transform((text, context) => {
    const read = z.array(z.string()).safeParse(JSON.parse(text));
    if (read.success) return read.data;
    context.addIssue({ code: "custom", message: "not a list" });
    return z.NEVER;
  }),
  ninacadMask: z.string().optional(),
  programme: z.string().optional(),
  /** Only where the project has one of its own. */
  referentiel_propre: z
    .string()
    .transform((text) => JSON.parse(text) as unknown)
    .pipe(referentielSchema)
    .optional(),
  state_digest: z.string(),
  /** Not in files of the first versions. */
  state_seal: z.string().optional(),
});

/**
 * Opens a project GeoPackage. The file is not changed. State comes from its tables, history from its journal; what
 * differs between the two was edited in another program and becomes one undoable step at the end.
 *
 * A file that was handed out without its history (profiles `affichage`, `ouvert`) becomes a project of its own.
 *
 * @throws RefusalError `gpkg.*`, with file, layer and feature
 */
export function readProjectFile(path: string, options: ReadProjectOptions): OpenedProject {
  return withOutsideDatabase(path, options.name, options.temp, (database) => ({
    ...readTables(database, options),
    attachments: countAttachments(database),
  }));
}

function readTables(database: DatabaseSync, options: ReadProjectOptions): Omit<OpenedProject, "attachments"> {
  const { meta, digest, seal } = readMeta(database, options.name);
  const features = readFeatures(database, options);
  const records = readRecords(database, options.name);
  if (records.length === 0) return { document: copyOf(meta, features, options), editedOutside: false };

  const { good, head } = verifiedPrefix(records, emptyHead, nativeChainHash);
  const untouched = stateDigest(meta, features) === digest && good.length === records.length;
  if (untouched && seal === stateSeal(digest, head)) {
    return { document: { meta, features, records }, editedOutside: false };
  }
  const base = replayed(good);
  if (base && untouched && stateDigest(base.meta, base.all()) === digest) {
    return { document: { meta: base.meta, features: [...base.all()], records }, editedOutside: false };
  }
  if (!base) return { document: copyOf(meta, features, options), editedOutside: true };
  return { document: withOutsideEdit(base, meta, features, good, head, options), editedOutside: true };
}

function readMeta(
  database: DatabaseSync,
  file: string,
): { meta: ProjectMeta; digest: string; seal: string | undefined } {
  if (!tableColumns(database, "maillage_meta")) throw new RefusalError(refuse("gpkg.not-project", { file }));
  const rows = database.prepare("SELECT key, value FROM maillage_meta").all();
  let read: ReturnType<typeof words.safeParse>;
  try {
    read = words.safeParse(Object.fromEntries(rows.map((row) => [String(row["key"]), row["value"]])));
  } catch {
    read = words.safeParse(undefined);
  }
  if (!read.success) throw new RefusalError(refuse("gpkg.bad-meta", { file, layer: "maillage_meta" }));
  const {
    id,
    name,
    crs,
    created,
    attributions,
    ninacadMask,
    programme,
    referentiel_propre: referentiel,
    state_digest,
    state_seal,
  } = read.data;
  if (!projectedCrs(crs)) throw new RefusalError(refuse("gpkg.unknown-crs", { file, params: { crs } }));
  const mask = ninacadMask === undefined ? {} : { ninacadMask };
  const asked = programme === undefined ? {} : { programme };
  const norms = referentiel === undefined ? {} : { referentiel };
  const meta = { id, name, crs, created, attributions, ...mask, ...asked, ...norms };
  return { meta, digest: state_digest, seal: state_seal };
}

function readFeatures(database: DatabaseSync, { name, newId }: ReadProjectOptions): Feature[] {
  const reading: TableReading = { file: name, beside: readBeside(database, name), ids: new Set(), newId };
  const features: Feature[] = [];
  for (const featureClass of featureClasses) {
    const columns = tableColumns(database, featureClass.table);
    // A table that was removed outside: its features are removed, in a step that can be undone.
    if (columns) for (const feature of readClassTable(database, featureClass, columns, reading)) features.push(feature);
  }
  return features;
}

const besideValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

function readBeside(database: DatabaseSync, file: string): Map<string, Record<string, FieldValue>> {
  const beside = new Map<string, Record<string, FieldValue>>();
  if (!tableColumns(database, "maillage_champs")) return beside;
  for (const row of database.prepare("SELECT id, champs FROM maillage_champs").all()) {
    const id = String(row["id"]);
    try {
      beside.set(id, besideValues.parse(JSON.parse(String(row["champs"]))));
    } catch {
      throw new RefusalError(refuse("gpkg.bad-beside", { file, layer: "maillage_champs", feature: id }));
    }
  }
  return beside;
}

function readRecords(database: DatabaseSync, file: string): SealedRecord[] {
  if (!tableColumns(database, "maillage_journal")) return [];
  const row = z.object({ seq: z.number(), text: z.string(), hash: z.string() });
  const rows = z
    .array(row)
    .safeParse(database.prepare("SELECT seq, text, hash FROM maillage_journal ORDER BY seq").all());
  if (!rows.success) throw new RefusalError(refuse("gpkg.bad-journal", { file, layer: "maillage_journal" }));
  return rows.data.map(({ seq, text, hash }) => ({ seq, text, hash }));
}

function replayed(records: readonly SealedRecord[]): Project | undefined {
  if (records.length === 0) return undefined;
  try {
    return replay(records.map(recordOf)).project;
  } catch {
    // Sealed in good order, yet not a project's history: the tables still hold the state.
    return undefined;
  }
}

/** The state of the tables behind the history: one more record that leads from one to the other. */
function withOutsideEdit(
  base: Project,
  meta: ProjectMeta,
  features: readonly Feature[],
  records: readonly SealedRecord[],
  head: JournalHead,
  { name, now }: ReadProjectOptions,
): ProjectDocument {
  const from = new Map([...base.all()].map((feature) => [feature.id, feature]));
  const to = new Map<string, Feature>();
  for (const feature of features) {
    const before = from.get(feature.id);
    const same = before && featureJson(before) === featureJson(feature);
    to.set(feature.id, same ? before : { ...feature, geometry: feature.geometry && tidied(feature.geometry) });
  }
  const between = changeBetween(from, to);
  const change = {
    ...between,
    ...(sortedJson(base.meta) === sortedJson(meta) ? {} : { meta: [base.meta, meta] as const }),
  };
  if (isEmpty(change)) return { meta, features: [...base.all()], records };
  const params = {
    file: name,
    added: change.added.length,
    updated: change.updated.length,
    removed: change.removed.length,
  };
  const record = seal({ seq: head.seq + 1, time: now, kind: "do", command: OUTSIDE_EDIT, params, change }, head);
  base.apply(change);
  return { meta: base.meta, features: [...base.all()], records: [...records, record] };
}

/** A project made anew of a file's state, under an id of its own. */
function copyOf(meta: ProjectMeta, features: readonly Feature[], options: ReadProjectOptions): ProjectDocument {
  const own: ProjectMeta = { ...meta, id: `copie-${options.newId()}`.toLowerCase().slice(0, 64) };
  const founding = seal(
    { seq: 1, time: options.now, kind: "do", command: FOUNDING, change: foundingChange(own) },
    emptyHead,
  );
  const added = features.map((feature) => ({ ...feature, geometry: feature.geometry && tidied(feature.geometry) }));
  if (added.length === 0) return { meta: own, features: [], records: [founding] };
  const record = seal(
    {
      seq: 2,
      time: options.now,
      kind: "do",
      command: OPEN_COPY,
      params: { file: options.name, count: added.length },
      change: { added, updated: [], removed: [] },
    },
    { seq: 1, hash: founding.hash },
  );
  return { meta: own, features: added, records: [founding, record] };
}
