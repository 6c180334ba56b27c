import { basename, join } from "node:path";
import type { OutsideContent } from "#core/formats/outside-content";
import { type Refusal, RefusalError } from "#core/model/refusal";
import { readGpkgContent } from "#services/gpkg/gpkg-content";
import { inFolder } from "#services/outside/on-disk";
import { type GdalFormat, gdalReader } from "#services/outside/read-with-gdal";
import type { ServiceReader } from "#services/outside/reader-tools";

/** What GDAL reads of a database that our reader refused: curves, which it draws out, and tables of SpatiaLite. */
function throughGdal({ code, params }: Refusal): GdalFormat | undefined {
  if (code === "gpkg.curved") return { format: "GeoPackage", ending: ".gpkg" };
  return code === "gpkg.no-contents" && params?.["shapes"] ? { format: "SQLite", ending: ".sqlite" } : undefined;
}

/** Reads a GeoPackage, or another SQLite database with shapes, where it lies; a packed one from a copy. */
export const readGpkg: ServiceReader = async (source, options, tools) => {
  const { file, main } = source;
  const { temp } = tools;
  const read = (path: string): OutsideContent => readGpkgContent({ path, name: file, temp });
  try {
    if (main.path !== undefined) return read(main.path);
    return await inFolder(temp, [main], (folder) => read(join(folder, basename(main.name))));
  } catch (thrown) {
    const how = thrown instanceof RefusalError ? throughGdal(thrown.refusal) : undefined;
    if (!how) throw thrown;
    return gdalReader(how)(source, options, tools);
  }
};
