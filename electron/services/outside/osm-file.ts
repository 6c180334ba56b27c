import { readFileSync } from "node:fs";
import { OSM_PACKED, OSM_ZIP } from "#core/formats/known-formats";
import { RefusalError, refuse } from "#core/model/refusal";
import { diskFailure } from "#services/disk-failure";
import { formatOfFile } from "#services/outside/format-of";
import { packFiles } from "#services/outside/pack-files";

/** Whether a file holds OpenStreetMap data, packed or not, by its content. @throws RefusalError `format.*` */
export function isOsmFile(path: string, name: string): boolean {
  const format = formatOfFile(path, name);
  return format === "OSM" || format === OSM_ZIP || isPackedAlone(format, name);
}

/** `mali.osm.bz2`, as extracts are handed out: unpacking it to see would take as long as reading it. */
function isPackedAlone(format: string, name: string): boolean {
  return (format === "gzip" || format === "bzip2") && OSM_PACKED.test(name);
}

/**
 * The bytes of OpenStreetMap data, out of the pack they may be in.
 *
 * @throws RefusalError `zip.*`; `import.not-osm` and `import.several-osm` for a pack that holds none or more
 */
export function osmBytes(path: string, name: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (thrown) {
    throw diskFailure(thrown, name);
  }
  const format = formatOfFile(path, name);
  if (format !== OSM_ZIP && !isPackedAlone(format, name)) return bytes;
  const members = packFiles(format, bytes, name) ?? [];
  const [first, ...others] = members.length > 1 ? members.filter(({ name: one }) => OSM_NAME.test(one)) : members;
  if (!first) throw new RefusalError(refuse("import.not-osm", { file: name, line: 1 }));
  if (others.length > 0) {
    const files = [first, ...others].map((one) => one.name).join(", ");
    throw new RefusalError(refuse("import.several-osm", { file: name, feature: first.name, params: { files } }));
  }
  return first.bytes();
}

const OSM_NAME = /\.(osm|pbf)$/i;
