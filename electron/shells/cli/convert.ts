import { importFeatures } from "#core/commands/import-features";
import { featureClasses } from "#core/features/classes";
import { runJob } from "#services/run-job";
import { classesAsked, formatAsked, writeExport } from "#shells/cli/export";
import { inputPathOrFolder, outputPath } from "#shells/cli/paths";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { cleaningOptions, crsOfFile, isOsm, readOsmFile, readOutside } from "#shells/cli/read-outside";
import { type CliContext, type OptionValues, textOption, type Verb } from "#shells/cli/verb";

/**
 * `convert IN OUT`: any readable file to any writable one, attributes, layers and CRS kept. OpenStreetMap data, and
 * whatever is said to be of a class (`--class`), goes through our classes.
 */
export const convertVerb: Verb = {
  options: {
    layer: { type: "string" },
    class: { type: "string" },
    crs: { type: "string" },
    from: { type: "string" },
    encoding: { type: "string" },
    formulas: { type: "boolean" },
  },
  words: [2, 2],
  async run([path = "", out = ""], options, context) {
    formatAsked(outputPath(out));
    const as = textOption(options, "class");
    if (as !== undefined || isOsm(inputPathOrFolder(path))) return throughClasses(path, out, as, options, context);
    const input = {
      from: { path, name: path },
      out,
      layer: textOption(options, "layer"),
      crs: textOption(options, "crs"),
      source: textOption(options, "from"),
      encoding: textOption(options, "encoding"),
      keepFormulas: options["formulas"] === true,
      lang: context.lang,
      time: new Date().toISOString(),
      temp: context.temp,
    };
    const { value } = await runJob("convert", input, { onProgress: context.progress });
    return { out, ...value, features: value.layers.reduce((sum, { count }) => sum + count, 0) };
  },
};

async function throughClasses(
  path: string,
  out: string,
  as: string | undefined,
  options: OptionValues,
  context: CliContext,
): Promise<object> {
  const crs = textOption(options, "crs");
  const osm = isOsm(path) ? await readOsmFile(path, crs, context) : undefined;
  const held = ProjectOnDisk.found(path, crs ?? osm?.crs ?? (await crsOfFile(path, context)), context);
  const into = held.project.meta.crs;
  const how = { as, from: textOption(options, "from"), cleaning: cleaningOptions({}) };
  const read = osm ?? (await readOutside([path], into, how, context));
  held.run(importFeatures, { features: read.features, attributions: read.attributions, file: path });
  const classes = classesAsked(options, "layer", path);
  const wish = { profile: "interne", classes, crs, keepFormulas: options["formulas"] === true } as const;
  const written = await writeExport(out, held.encoded(), wish, context);
  const counts = featureClasses.map(({ id, table }) => [table, held.project.countOf(id)] as const);
  return {
    out,
    format: formatAsked(out).id,
    ...written,
    crs: into,
    features: written.again.objects,
    counts: Object.fromEntries(counts.filter(([, count]) => count > 0)),
  };
}
