import { extname } from "node:path";
import type { ExportOptions } from "#core/bridge/bridge";
import type { ExportProfile } from "#core/formats/export-profile";
import { decodeDocument, encodeDocument } from "#core/model/document";
import { RefusalError, refuse } from "#core/model/refusal";
import { writeBytesDurably } from "#services/durable-file";
import { runJob } from "#services/run-job";
import { inputPath, outputPath } from "#shells/cli/paths";
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
  { temp }: CliContext,
): Promise<number> {
  outputPath(path);
  const { bytes } = await runJob("export.make", { options, temp }, { bytes: document });
  writeBytesDurably(path, bytes, 0o666);
  return bytes.length;
}

/** `export P.gpkg OUT`: a file to hand over. Personal data goes out only under `--profile interne`. */
export const exportVerb: Verb = {
  options: { profile: { type: "string" } },
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
    const { bytes } = await runJob("project.open", {
      path: inputPath(project),
      name: project,
      temp: context.temp,
    });
    const document = decodeDocument(bytes);
    const size = await writeExport(
      out,
      encodeDocument(document),
      { format, profile: profile as ExportProfile },
      context,
    );
    return { out, format, profile, features: document.features.length, bytes: size };
  },
};
