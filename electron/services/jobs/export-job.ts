import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BridgeOutput, ExportOptions } from "#core/bridge/bridge";
import type { PlanFonts } from "#core/formats/plan/plan-pdf";
import { decodeDocument, type ProjectDocument } from "#core/model/document";
import { Project } from "#core/model/project";
import { isRefusal, RefusalError } from "#core/model/refusal";
import { exportMime, exportName } from "#services/export-name";
import type { Job } from "#services/jobs/job";
import { rootFolder } from "#services/program";

/** Makes a file to hand over; bytes in: `encodeDocument`, bytes out: the file. */
export const makeExportJob: Job<
  { readonly options: ExportOptions; readonly temp: string; readonly projects: string },
  BridgeOutput<"export.make">
> = async ({ options, temp, projects }, { bytes }) => {
  const document = decodeDocument(bytes);
  const value = { name: exportName(document.meta.name, options), mime: exportMime[options.format] };
  if (options.format !== "gpkg") return { value, bytes: await fileOf(document, options) };
  const { writeProject } = await import("#services/jobs/write-project-job");
  const { profile, documents } = options;
  const path = join(temp, `${randomUUID()}.gpkg`);
  try {
    const attachmentsMissing = writeProject(document, { path, profile, documents, projects });
    return { value: attachmentsMissing > 0 ? { ...value, attachmentsMissing } : value, bytes: readFileSync(path) };
  } finally {
    rmSync(path, { force: true });
  }
};

async function fileOf(
  document: ProjectDocument,
  options: Exclude<ExportOptions, { format: "gpkg" }>,
): Promise<Uint8Array> {
  switch (options.format) {
    case "geojson": {
      const { writeGeoJson } = await import("#core/formats/geojson");
      return writeGeoJson(document, { ...options, lang: "fr" });
    }
    case "dxf": {
      const { writeDxf } = await import("#core/formats/dxf");
      return writeDxf(document, { ...options, lang: "fr" });
    }
    case "pdf":
    case "filiation": {
      const { filiationPdf, planPdf } = await import("#core/formats/plan/plan-pdf");
      const made =
        options.format === "pdf"
          ? await planPdf(document, options.plan, planFonts())
          : await filiationPdf(document, options.sheet, planFonts());
      if (isRefusal(made)) throw new RefusalError(made);
      return made;
    }
    case "conflicts": {
      const { sheetsPdf } = await import("#core/formats/plan/plan-pdf");
      const { conflictSheets } = await import("#core/formats/plan/conflict-sheets");
      const { conflictsOf } = await import("#services/conflict-list");
      const { meta, features } = document;
      const { lang, date } = options;
      const conflicts = conflictsOf(new Project(meta, features), lang);
      return sheetsPdf(conflictSheets(conflicts, { lang, date, project: meta.name, crs: meta.crs }), planFonts());
    }
  }
}

function planFonts(): PlanFonts {
  const fonts = join(rootFolder, "resources", "fonts");
  return {
    regular: readFileSync(join(fonts, "NotoSans-Regular.ttf")),
    bold: readFileSync(join(fonts, "NotoSans-Bold.ttf")),
  };
}
