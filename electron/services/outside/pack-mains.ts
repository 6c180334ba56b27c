import { endingOf, type OutsideFile, stemOf } from "#core/formats/outside-source";

/** Endings of files that belong to one of the same name with another ending. */
const COMPANIONS: Readonly<Record<string, string>> = {
  ".dbf": ".shp",
  ".shx": ".shp",
  ".prj": ".shp",
  ".cpg": ".shp",
  ".dat": ".tab",
  ".map": ".tab",
  ".id": ".tab",
  ".ind": ".tab",
  ".mid": ".mif",
  ".xsd": ".gml",
  ".gfs": ".gml",
};

/** A file of a pack, and its format where that can be told. */
export interface PackedFile {
  readonly main: OutsideFile;
  readonly format: string | undefined;
}

/**
 * Whether a packed file is read along with another of its pack: a part of a Shapefile or of a MapInfo table, a further
 * table of a transport feed, what an EDIGEO sheet names in its `.THF`.
 */
export function isCompanion({ main, format }: PackedFile, known: readonly PackedFile[]): boolean {
  if (format === "EDIGEO" && !/\.thf$/i.test(main.name)) return known.some((one) => /\.thf$/i.test(one.main.name));
  if (endingOf(main.name) === ".txt") {
    const folder = folderOf(main.name);
    const feed = known.find((one) => one.format === "GTFS" && folderOf(one.main.name) === folder);
    return feed !== undefined && feed.main !== main;
  }
  const ending = COMPANIONS[endingOf(main.name)];
  if (ending === undefined) return false;
  const wanted = `${stemOf(main.name).toLowerCase()}${ending}`;
  return known.some((one) => one.main.name.toLowerCase() === wanted);
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf("/") + 1);
}
