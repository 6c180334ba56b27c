import { basename, join } from "node:path";
import type { OutsideContent } from "#core/formats/outside-content";
import { RefusalError } from "#core/model/refusal";
import { readGpkgContent } from "#services/gpkg/gpkg-content";
import { inFolder } from "#services/outside/on-disk";
import { gdalReader } from "#services/outside/read-with-gdal";
import type { ServiceReader } from "#services/outside/reader-tools";

/** Reads a GeoPackage where it lies, or a packed one from a copy; one with curves through GDAL, which draws them out. */
export const readGpkg: ServiceReader = async (source, options, tools) => {
  const { file, main } = source;
  const { temp } = tools;
  const read = (path: string): OutsideContent => readGpkgContent({ path, name: file, temp });
  try {
    if (main.path !== undefined) return read(main.path);
    return await inFolder(temp, [main], (folder) => read(join(folder, basename(main.name))));
  } catch (thrown) {
    if (!(thrown instanceof RefusalError) || thrown.refusal.code !== "gpkg.curved") throw thrown;
    return gdalReader({ format: "GeoPackage", ending: ".gpkg" })(source, options, tools);
  }
};
