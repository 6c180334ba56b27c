import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BridgeOutput, ExportOptions } from "#core/bridge/bridge";
import { writeDxf } from "#core/formats/dxf";
import type { ExportProfile } from "#core/formats/export-profile";
import { writeGeoJson } from "#core/formats/geojson";
import { planPdf } from "#core/formats/plan/plan-pdf";
import { decodeDocument, encodeDocument, type ProjectDocument } from "#core/model/document";
import type { Referentiel } from "#core/model/referentiel";
import { isRefusal, RefusalError } from "#core/model/refusal";
import { exportMime, exportName } from "#services/export-name";
import { readProjectFile } from "#services/gpkg/read-project";
import { writeProjectFile } from "#services/gpkg/write-project";
import type { Job, NamedFile } from "#services/jobs/job";
import { rootFolder } from "#services/program";
import norms from "../../../resources/referentiel/mali-2026.json" with { type: "json" };

/** Opens a project file; bytes: `encodeDocument`. */
export const openProjectJob: Job<NamedFile & { readonly temp: string }, BridgeOutput<"project.open">> = ({
  path,
  name,
  temp,
}) => {
  const now = new Date().toISOString();
  const { document, editedOutside } = readProjectFile(path, { name, temp, now, newId: randomUUID });
  const last = document.records.at(-1);
  const { id, name: title, crs } = document.meta;
  return {
    value: { meta: { id, name: title, crs }, head: { seq: last?.seq ?? 0, hash: last?.hash ?? "" }, editedOutside },
    bytes: encodeDocument(document),
  };
};

/** Writes a project file at a path; bytes in: `encodeDocument`. */
export const writeProjectJob: Job<{ readonly path: string; readonly profile: ExportProfile }, null> = (
  { path, profile },
  { bytes },
) => {
  writeProject(path, decodeDocument(bytes), profile);
  return { value: null };
};

/** Makes a file to hand over; bytes in: `encodeDocument`, bytes out: the file. */
export const makeExportJob: Job<
  { readonly options: ExportOptions; readonly temp: string },
  BridgeOutput<"export.make">
> = async ({ options, temp }, { bytes }) => {
  const document = decodeDocument(bytes);
  const value = { name: exportName(document.meta.name, options), mime: exportMime[options.format] };
  if (options.format === "gpkg") {
    const path = join(temp, `${randomUUID()}.gpkg`);
    try {
      writeProject(path, document, options.profile);
      return { value, bytes: readFileSync(path) };
    } finally {
      rmSync(path, { force: true });
    }
  }
  if (options.format === "geojson") return { value, bytes: writeGeoJson(document, { ...options, lang: "fr" }) };
  if (options.format === "dxf") return { value, bytes: writeDxf(document, { ...options, lang: "fr" }) };
  const fonts = join(rootFolder, "resources", "fonts");
  const made = await planPdf(document, options.plan, {
    regular: readFileSync(join(fonts, "NotoSans-Regular.ttf")),
    bold: readFileSync(join(fonts, "NotoSans-Bold.ttf")),
  });
  if (isRefusal(made)) throw new RefusalError(made);
  return { value, bytes: made };
};

function writeProject(path: string, document: ProjectDocument, profile: ExportProfile): void {
  writeProjectFile(path, document, { profile, norms: norms as Referentiel, styleOf: () => "" });
}
