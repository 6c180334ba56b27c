import { extname } from "node:path";
import type { ExportOptions } from "#core/bridge/bridge";
import { filesOf } from "#core/derived/documents-of";
import type { ExportProfile } from "#core/formats/export-profile";
import { decodeDocument, encodeDocument } from "#core/model/document";
import { RefusalError, refuse } from "#core/model/refusal";
import { writeBytesDurably } from "#services/durable-file";
import { runJob } from "#services/run-job";
import { openProject, projectsFolder } from "#shells/cli/open-project";
import { outputPath } from "#shells/cli/paths";
import { type CliContext, textOption, type Verb } from "#shells/cli/verb";

const FORMATS: Readonly<Record<string, "gpkg" | "geojson" | "dxf">> = {
  ".gpkg": "gpkg",
  ".geojson": "geojson",
  ".json": "geojson",
  ".dxf": "dxf",
};

const PROFILES: readonly string[] = ["interne", "affichage", "ouvert"] satisfies ExportProfile[];

/** The format a file name asks for. @throws RefusalError `cli.cannot-write` */
export function formatOfName(path: string): "gpkg" | "geojson" | "dxf" {
  const format = FORMATS[extname(path).toLowerCase()];
  if (format) return format;
  throw new RefusalError(
    refuse("cli.cannot-write", { file: path, params: { formats: Object.keys(FORMATS).join(" ") } }),
  );
}

/** Makes a file of a project and writes it wholly or not at all. */
export async function writeExport(
  path: string,
  document: Uint8Array,
  options: ExportOptions,
  context: CliContext,
): Promise<number> {
  outputPath(path);
  const order = { options, temp: context.temp, projects: projectsFolder(context) };
  const { bytes } = await runJob("export.make", order, { bytes: document });
  writeBytesDurably(path, bytes, 0o666);
  return bytes.length;
}

/** `export P.gpkg OUT`: a file to hand over. Personal data goes out only under `--profile interne`. */
export const exportVerb: Verb = {
  options: { profile: { type: "string" }, documents: { type: "boolean" } },
  words: [2, 2],
  async run([project = "", out = ""], options, context) {
    // Law 2013-015: names go out only when asked for by name.
    const profile = textOption(options, "profile") ?? "affichage";
    if (!PROFILES.includes(profile)) {
      throw new RefusalError(
        refuse("cli.bad-option", { params: { option: "--profile", value: profile, expected: PROFILES.join(", ") } }),
      );
    }
    const format = formatOfName(out);
    const documents = options["documents"] === true;
    if (documents && format !== "gpkg") {
      throw new RefusalError(
        refuse("cli.bad-option", { params: { option: "--documents", value: format, expected: "gpkg" } }),
      );
    }
    const { bytes } = await openProject(project, context);
    const document = decodeDocument(bytes);
    const asked = { format, profile: profile as ExportProfile, ...(documents ? { documents } : {}) };
    const size = await writeExport(out, encodeDocument(document), asked, context);
    const files = format === "gpkg" && (profile === "interne" || documents) ? filesOf(document.features).size : 0;
    return { out, format, profile, features: document.features.length, documents: files, bytes: size };
  },
};
