import { basename } from "node:path";
import { runJob } from "#services/run-job";
import { isPhoto, surveyPhoto } from "#shells/cli/photos";
import type { Verb } from "#shells/cli/verb";

/** `info FILE`, or a folder of files: of a photo what it says of itself; else layers, geometry types, counts, extent, CRS, fields, encoding, warnings. */
export const infoVerb: Verb = {
  options: {},
  words: [1, 1],
  async run([path = ""], _options, { temp, progress }) {
    if (isPhoto(path)) return { file: basename(path), ...surveyPhoto(path) };
    const { value } = await runJob("survey", { path, name: path, temp }, { onProgress: progress });
    return { file: basename(path), ...value };
  },
};
