import { filesOf } from "#core/derived/documents-of";
import { featureClasses } from "#core/features/classes";
import type { ExportProfile } from "#core/formats/export-profile";
import { decodeDocument } from "#core/model/document";
import type { ClassId } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";
import type { JobValue } from "#services/jobs/jobs";
import { runJob } from "#services/run-job";
import { formatAsked } from "#shells/cli/format-asked";
import { openProject, projectsFolder } from "#shells/cli/open-project";
import { outputPath } from "#shells/cli/paths";
import { type CliContext, type OptionValues, textOption, type Verb } from "#shells/cli/verb";

const PROFILES: readonly string[] = ["interne", "affichage", "ouvert"] satisfies ExportProfile[];

/** What of a project goes into a file, and how. */
export interface ExportWish {
  readonly profile: ExportProfile;
  readonly documents?: boolean | undefined;
  readonly classes?: readonly ClassId[] | undefined;
  readonly crs?: string | undefined;
  readonly keepFormulas?: boolean | undefined;
}

/** Makes a file of a project and writes it wholly or not at all. */
export async function writeExport(
  path: string,
  document: Uint8Array,
  wish: ExportWish,
  context: CliContext,
): Promise<JobValue<"document.write">> {
  const order = {
    ...wish,
    path: outputPath(path),
    lang: context.lang,
    time: new Date().toISOString(),
    temp: context.temp,
    projects: projectsFolder(context),
  };
  return (await runJob("document.write", order, { bytes: document, onProgress: context.progress })).value;
}

/** The classes named by their tables, commas between. @throws RefusalError `cli.no-such-layer` */
export function classesAsked(options: OptionValues, name: string, file: string): ClassId[] | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  return text.split(",").map((table) => {
    const found = featureClasses.find((one) => one.table === table.trim());
    if (found) return found.id;
    const layers = featureClasses.map((one) => one.table).join(", ");
    throw new RefusalError(refuse("cli.no-such-layer", { file, layer: table.trim(), params: { layers } }));
  });
}

/** `export P.gpkg OUT`: a file to hand over. Personal data goes out only under `--profile interne`. */
export const exportVerb: Verb = {
  options: {
    profile: { type: "string" },
    documents: { type: "boolean" },
    class: { type: "string" },
    crs: { type: "string" },
    formulas: { type: "boolean" },
  },
  words: [2, 2],
  async run([project = "", out = ""], options, context) {
    // Law 2013-015: names go out only when asked for by name.
    const profile = textOption(options, "profile") ?? "affichage";
    if (!PROFILES.includes(profile)) {
      throw new RefusalError(
        refuse("cli.bad-option", { params: { option: "--profile", value: profile, expected: PROFILES.join(", ") } }),
      );
    }
    const format = formatAsked(out).id;
    const documents = options["documents"] === true;
    if (documents && format !== "gpkg") {
      throw new RefusalError(
        refuse("cli.bad-option", { params: { option: "--documents", value: format, expected: "gpkg" } }),
      );
    }
    const classes = classesAsked(options, "class", out);
    const { value, bytes } = await openProject(project, context);
    const crs = textOption(options, "crs");
    // A project file is the project, and a project keeps its CRS.
    if (format === "gpkg" && !classes && crs !== undefined && crs.toUpperCase() !== value.meta.crs) {
      const params = { crs: value.meta.crs, asked: crs };
      throw new RefusalError(refuse("cli.project-crs", { file: project, params }));
    }
    const written = await writeExport(
      out,
      bytes,
      {
        profile: profile as ExportProfile,
        ...(documents ? { documents } : {}),
        classes,
        crs,
        keepFormulas: options["formulas"] === true,
      },
      context,
    );
    const { features } = decodeDocument(bytes);
    const files = format === "gpkg" && (profile === "interne" || documents) ? filesOf(features).size : 0;
    const count = written.again.objects;
    return { out, format, profile, features: count, documents: files, ...written };
  },
};
