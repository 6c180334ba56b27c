import { isOsmFile } from "#services/outside/osm-file";
import { runJob } from "#services/run-job";
import { formatAsked } from "#shells/cli/format-asked";
import { inputPathOrFolder, isFolder, outputPath } from "#shells/cli/paths";
import { textOption, type Verb } from "#shells/cli/verb";

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
    const isOsm = !isFolder(inputPathOrFolder(path)) && isOsmFile(path, path);
    if (as !== undefined || isOsm) {
      const { throughClasses } = await import("#shells/cli/convert-through-classes");
      return throughClasses(path, out, as, options, context);
    }
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
