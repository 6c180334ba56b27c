import type { ExportProfile } from "#core/formats/export-profile";
import { projectContent } from "#core/formats/project-content";
import { ByteSink } from "#core/formats/write/byte-sink";
import { fitCrs } from "#core/formats/write/fit-crs";
import { formatOfId } from "#core/formats/write/writable-formats";
import { writeGeoJsonContent } from "#core/formats/write/write-geojson";
import type { Lang } from "#core/messages/catalogue";
import type { ProjectDocument } from "#core/model/document";
import type { ClassId } from "#core/model/feature";

export interface GeoJsonOptions {
  readonly profile: ExportProfile;
  readonly lang: Lang;
  /** Classes to write; all that today's plan shows when absent. */
  readonly classes?: readonly ClassId[];
}

/**
 * Writes a project as one GeoJSON FeatureCollection (RFC 7946): `writeGeoJsonContent` on `projectContent`. Columns and
 * values are the same in every language.
 */
export function writeGeoJson(document: ProjectDocument, options: GeoJsonOptions): Uint8Array<ArrayBuffer> {
  const { content } = fitCrs(projectContent(document, options), formatOfId("geojson"), { file: document.meta.name });
  const pieces: Uint8Array[] = [];
  const sink = new ByteSink((bytes) => pieces.push(bytes.slice()));
  const { lang } = options;
  writeGeoJsonContent(content, () => sink, {
    lang,
    title: document.meta.name,
    project: true,
    time: document.meta.created,
  });
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
