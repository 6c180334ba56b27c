import { basename } from "node:path";
import { zipSync } from "fflate";
import type { OutsideFile } from "#core/formats/outside-source";

/** What a file geodatabase of ESRI is called. */
export const ESRI_GDB = "ESRI GDB";

/** The catalogue every file geodatabase has. */
const CATALOGUE = /^a00000001\.gdbtable$/i;

/** The files of a folder as the one pack GDAL opens, when they are a file geodatabase; `undefined` otherwise. */
export function gdbPack(folder: string, files: readonly OutsideFile[]): OutsideFile | undefined {
  if (!files.some(({ name }) => CATALOGUE.test(name))) return undefined;
  const name = basename(folder);
  const members = (): Record<string, Uint8Array> =>
    Object.fromEntries(files.map((file) => [`${name}/${file.name}`, file.bytes()]));
  return { name: `${name}.zip`, bytes: () => zipSync(members(), { level: 0 }) };
}
