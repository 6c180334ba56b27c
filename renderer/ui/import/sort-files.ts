import { knownFormatOf, OSM_PACKED, OSM_ZIP } from "#core/formats/known-formats";
import { endingOf, stemOf } from "#core/formats/outside-source";

/** A file to import, and the files that belong to it (`.dbf`, `.prj`). */
export interface FileGroup {
  readonly main: File;
  readonly beside: readonly File[];
}

/** Files sorted by the road they take. */
export interface SortedFiles {
  readonly osm: readonly File[];
  readonly photos: readonly File[];
  /** Pictures and altitudes to lay under the plan. */
  readonly backdrops: readonly File[];
  readonly groups: readonly FileGroup[];
}

/** Endings of files that only come with another of the same name, by the ending of that one. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  ".shp": [".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qpj", ".qmd", ".shp.xml"],
  ".tab": [".dat", ".map", ".id", ".ind"],
  ".mif": [".mid"],
  ".csv": [".csvt", ".prj"],
};

const PHOTOS = /^(JPEG)$/;
const BACKDROPS = /^(GeoTIFF|PNG|HDF5|netCDF)$/;
const BACKDROP_NAMES = /\.(tiff?|png|jp2|hgt|mbtiles|pmtiles|vrt|asc)$/i;
/** Bytes a format is told by. */
const HEAD_BYTES = 65_536;

function isOsm(format: string | undefined, name: string): boolean {
  if (format === "gzip" || format === "bzip2") return OSM_PACKED.test(name);
  return format === OSM_ZIP || (format === "OSM" && !/\.(kml|gml|gpx|xml\.gz)$/i.test(name));
}

/** Sorts files by their content, and puts together those that belong together. */
export async function sortFiles(files: readonly File[]): Promise<SortedFiles> {
  const sorted = { osm: [] as File[], photos: [] as File[], backdrops: [] as File[], rest: [] as File[] };
  for (const file of files) {
    const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const format = knownFormatOf({
      bytes,
      text: new TextDecoder().decode(bytes),
      extension: endingOf(file.name),
    });
    if (isOsm(format, file.name)) sorted.osm.push(file);
    else if (format && PHOTOS.test(format)) sorted.photos.push(file);
    else if ((format && BACKDROPS.test(format)) || BACKDROP_NAMES.test(file.name)) sorted.backdrops.push(file);
    else sorted.rest.push(file);
  }
  const { rest, ...others } = sorted;
  return { ...others, groups: groupsOf(rest) };
}

function groupsOf(files: readonly File[]): FileGroup[] {
  const key = (name: string): string => stemOf(name).toLowerCase();
  const mains = new Map(
    files
      .filter(({ name }) => COMPANIONS[endingOf(name)])
      .map((file) => [`${key(file.name)}${endingOf(file.name)}`, file]),
  );
  const mainOf = (file: File): File | undefined => {
    for (const [ending, companions] of Object.entries(COMPANIONS)) {
      const own = companions.find((each) => file.name.toLowerCase().endsWith(each));
      const stem = own && file.name.toLowerCase().slice(0, -own.length);
      const main = stem === undefined ? undefined : mains.get(`${stem}${ending}`);
      if (main && main !== file) return main;
    }
    return undefined;
  };
  const besides = Map.groupBy(files, mainOf);
  return (besides.get(undefined) ?? []).map((main) => ({ main, beside: besides.get(main) ?? [] }));
}
