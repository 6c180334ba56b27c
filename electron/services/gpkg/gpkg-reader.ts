import { basename, join } from "node:path";
import { readGpkgContent } from "#services/gpkg/gpkg-content";
import { inFolder } from "#services/outside/on-disk";
import type { ServiceReader } from "#services/outside/reader-tools";

/** Reads a GeoPackage where it lies, or a packed one from a copy. */
export const readGpkg: ServiceReader = ({ file, main }, _options, { temp }) => {
  if (main.path !== undefined) return readGpkgContent({ path: main.path, name: file, temp });
  const read = (folder: string) => readGpkgContent({ path: join(folder, basename(main.name)), name: file, temp });
  return inFolder(temp, [main], read);
};
