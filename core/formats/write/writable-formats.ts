/** A format files are handed over in. */
export interface WritableFormat {
  readonly id: FormatId;
  /** Endings of a file's name that ask for it, lower case; the first is the one we give. */
  readonly endings: readonly string[];
  readonly mime: string;
  /** Where it stands in a list of formats. */
  readonly group: "sig" | "drawing" | "table" | "field" | "network" | "open";
  /** What positions it holds: those of any CRS, degrees of WGS 84 only, or metres. */
  readonly crs: "any" | "degrees" | "metres";
  /** Files side by side under one name, one file, or a pack of files with names of their own. */
  readonly pack: "beside" | "one" | "zip";
  /** It has no room for an object without a shape. */
  readonly shapesOnly?: true;
  /** How far a position may be from where it was, in units of its CRS: degrees, metres. */
  readonly reach: { readonly degrees: number; readonly metres: number };
}

export type FormatId = (typeof formatIds)[number];

/** Ids of the formats. */
export const formatIds = [
  "gpkg",
  "shp",
  "geojson",
  "geojsonl",
  "kml",
  "kmz",
  "dxf",
  "csv",
  "xlsx",
  "points",
  "gpx",
  "osm",
  "inp",
  "gtfs",
  "dataset",
] as const;

const EXACT = { degrees: 0, metres: 0 };
/** Half of the last digit `coordinateText` writes. */
const TEXT = { degrees: 0.6e-11, metres: 0.6e-6 };

/** Every format that can be written, in the order people look for them. */
export const writableFormats: readonly WritableFormat[] = [
  {
    id: "gpkg",
    endings: [".gpkg"],
    mime: "application/geopackage+sqlite3",
    group: "sig",
    crs: "any",
    pack: "one",
    reach: EXACT,
  },
  {
    id: "shp",
    endings: [".shp.zip", ".shp", ".shz", ".zip"],
    mime: "application/zip",
    group: "sig",
    crs: "any",
    pack: "beside",
    reach: EXACT,
  },
  {
    id: "geojson",
    endings: [".geojson", ".json"],
    mime: "application/geo+json",
    group: "sig",
    crs: "degrees",
    pack: "one",
    reach: TEXT,
  },
  {
    id: "geojsonl",
    endings: [".geojsonl", ".ndjson", ".geojsons", ".geojsonseq"],
    mime: "application/geo+json-seq",
    group: "sig",
    crs: "degrees",
    pack: "one",
    reach: TEXT,
  },
  {
    id: "kml",
    endings: [".kml"],
    mime: "application/vnd.google-earth.kml+xml",
    group: "sig",
    crs: "degrees",
    pack: "one",
    reach: TEXT,
  },
  {
    id: "kmz",
    endings: [".kmz"],
    mime: "application/vnd.google-earth.kmz",
    group: "sig",
    crs: "degrees",
    pack: "zip",
    reach: TEXT,
  },
  {
    id: "dxf",
    shapesOnly: true,
    endings: [".dxf"],
    mime: "image/vnd.dxf",
    group: "drawing",
    crs: "metres",
    pack: "one",
    reach: TEXT,
  },
  {
    id: "xlsx",
    endings: [".xlsx"],
    mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    group: "table",
    crs: "any",
    pack: "zip",
    reach: TEXT,
  },
  {
    id: "csv",
    endings: [".csv", ".csv.zip"],
    mime: "text/csv",
    group: "table",
    crs: "any",
    pack: "beside",
    reach: TEXT,
  },
  {
    id: "points",
    shapesOnly: true,
    endings: [".txt", ".pts"],
    mime: "text/plain",
    group: "field",
    crs: "metres",
    pack: "one",
    reach: { degrees: 0.6e-3, metres: 0.6e-3 },
  },
  {
    id: "gpx",
    shapesOnly: true,
    endings: [".gpx"],
    mime: "application/gpx+xml",
    group: "field",
    crs: "degrees",
    pack: "one",
    reach: TEXT,
  },
  { id: "inp", endings: [".inp"], mime: "text/plain", group: "network", crs: "metres", pack: "one", reach: TEXT },
  {
    id: "gtfs",
    endings: [".gtfs.zip", ".gtfs"],
    mime: "application/zip",
    group: "network",
    crs: "degrees",
    pack: "zip",
    reach: TEXT,
  },
  {
    id: "osm",
    shapesOnly: true,
    endings: [".osm"],
    mime: "application/vnd.openstreetmap.data+xml",
    group: "open",
    crs: "degrees",
    pack: "one",
    reach: { degrees: 0.6e-11, metres: 0 },
  },
  {
    id: "dataset",
    endings: [".dataset.zip", ".datapackage.zip", "/"],
    mime: "application/zip",
    group: "open",
    crs: "any",
    pack: "zip",
    reach: EXACT,
  },
];

/** A format by its id. */
export function formatOfId(id: FormatId): WritableFormat {
  return writableFormats.find((format) => format.id === id) as WritableFormat;
}

/** The format a file's name asks for, by its longest ending. */
export function formatOfName(name: string): { readonly format: WritableFormat; readonly ending: string } | undefined {
  const lower = name.toLowerCase();
  let best: { format: WritableFormat; ending: string } | undefined;
  for (const format of writableFormats) {
    for (const ending of format.endings) {
      if (lower.endsWith(ending) && ending.length > (best?.ending.length ?? 0)) best = { format, ending };
    }
  }
  return best;
}
