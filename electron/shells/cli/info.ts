import { basename } from "node:path";
import { runJob } from "#services/run-job";
import { inputPath } from "#shells/cli/paths";
import type { Verb } from "#shells/cli/verb";

/** `info FILE`: layers, geometry types, counts, extent, CRS, fields, encoding, warnings. */
export const infoVerb: Verb = {
  options: {},
  words: [1, 1],
  async run([path = ""], _options, { temp, progress }) {
    inputPath(path);
    const { value } = await runJob("survey", { path, name: path, temp }, { onProgress: progress });
    return { file: basename(path), ...value };
  },
};
