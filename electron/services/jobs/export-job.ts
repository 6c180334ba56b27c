import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BridgeOutput, ExportOptions } from "#core/bridge/bridge";
import { featureClasses } from "#core/features/classes";
import type { PlanFonts } from "#core/formats/plan/plan-pdf";
import { formatOfId } from "#core/formats/write/writable-formats";
import { decodeDocument, type ProjectDocument } from "#core/model/document";
import type { ClassId } from "#core/model/feature";
import { Project } from "#core/model/project";
import { isRefusal, RefusalError } from "#core/model/refusal";
import { type DataExport, exportEnding, exportMime, exportName, isDataExport } from "#services/export-name";
import type { Job } from "#services/jobs/job";
import { toolsOf } from "#services/outside/reader-tools";
import { rootFolder } from "#services/program";

/** Makes a file to hand over; bytes in: `encodeDocument`, bytes out: the file. */
export const makeExportJob: Job<
  { readonly options: ExportOptions; readonly temp: string; readonly projects: string },
  BridgeOutput<"export.make">
> = async ({ options, temp, projects }, context) => {
  const document = decodeDocument(context.bytes);
  const value = { name: exportName(document.meta.name, options), mime: exportMime(options) };
  if (!isDataExport(options)) return { value, bytes: await sheetOf(document, options) };
  const { writeDocument } = await import("#services/write/write-document");
  const ending = exportEnding(options);
  const folder = mkdtempSync(join(temp, "export-"));
  try {
    const { attachmentsMissing, again, warnings, files } = await writeDocument(document, {
      ...options,
      classes: options.classes?.filter((id): id is ClassId => featureClasses.some((one) => one.id === id)),
      format: formatOfId(options.format),
      ending,
      path: join(folder, value.name),
      time: new Date().toISOString(),
      tools: toolsOf(context, temp),
      projects,
    });
    return {
      value: {
        ...value,
        ...(attachmentsMissing > 0 ? { attachmentsMissing } : {}),
        again,
        ...(warnings.length > 0
          ? { warnings: warnings.map(({ code, count, params }) => ({ code, count, ...(params ? { params } : {}) })) }
          : {}),
      },
      // A copy: what comes from the disk lies in memory that cannot move between threads.
      bytes: new Uint8Array(readFileSync(files[0] ?? "")),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function sheetOf(document: ProjectDocument, options: Exclude<ExportOptions, DataExport>): Promise<Uint8Array> {
  switch (options.format) {
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
