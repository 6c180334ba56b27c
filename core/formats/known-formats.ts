/** The first bytes of a file, and what its name ends with (`.dbf`, lower case). */
export interface FileHead {
  readonly bytes: Uint8Array;
  /** The same bytes as text: UTF-8 where they are, without byte-order mark. */
  readonly text: string;
  readonly extension: string;
}

/** What a file is, by its content and only then by its name, as people know it; `undefined` where nothing is recognised. */
export function knownFormatOf(head: FileHead): string | undefined {
  for (const [format, is] of FORMATS) {
    const found = is(head);
    if (found) return typeof found === "string" ? found : format;
  }
  return undefined;
}

/** What a ZIP with OpenStreetMap data in it is called. */
export const OSM_ZIP = "OSM (ZIP)";
/** Names of OpenStreetMap data packed by themselves. */
export const OSM_PACKED = /\.osm(\.pbf)?\.(gz|bz2)$/i;

type Sign = (head: FileHead) => boolean | string | undefined;

const starts =
  (...signs: readonly string[]): Sign =>
  ({ bytes }) =>
    signs.some((sign) => [...sign].every((one, i) => bytes[i] === one.charCodeAt(0)));

const says =
  (pattern: RegExp): Sign =>
  ({ text }) =>
    pattern.test(text);

/** First the formats with bytes of their own, then XML and JSON by their root, then text by its first lines. */
const FORMATS: readonly (readonly [format: string, sign: Sign])[] = [
  ["GeoPackage", starts("SQLite format 3\0")],
  ["OSM", ({ text }) => text.slice(0, 16).includes("OSMHeader")],
  ["OSM", says(/^\s*(<\?xml[^>]*\?>)?\s*(<!--[\s\S]*?-->\s*)*<(osm|osmChange)[\s>]/)],
  ["ZIP", (head) => starts("PK\u0003\u0004", "PK\u0005\u0006")(head) && zipFormat(head)],
  ["gzip", ({ bytes }) => bytes[0] === 0x1f && bytes[1] === 0x8b],
  ["bzip2", starts("BZh")],
  ["xz", starts("\u00fd7zXZ")],
  ["7z", starts("7z\u00bc\u00af")],
  ["RAR", starts("Rar!")],
  ["Zstandard", starts("\u0028\u00b5\u002f\u00fd")],
  ["tar", ({ bytes }) => String.fromCharCode(...bytes.subarray(257, 262)) === "ustar"],
  ["PDF", starts("%PDF-")],
  ["GeoTIFF", starts("II*\0", "MM\0*", "II+\0", "MM\0+")],
  ["PNG", starts("\u0089PNG")],
  ["JPEG", starts("\u00ff\u00d8\u00ff")],
  ["LAS", starts("LASF")],
  ["HDF5", starts("\u0089HDF")],
  ["netCDF", starts("CDF\u0001", "CDF\u0002")],
  ["PMTiles", starts("PMTiles")],
  ["FlatGeobuf", starts("fgb\u0003")],
  ["GeoParquet", starts("PAR1")],
  ["o5m", ({ bytes, text }) => bytes[0] === 0xff && /o5m2/.test(text.slice(0, 12))],
  ["Excel 97-2003", starts("\u00d0\u00cf\u0011\u00e0")],
  ["DWG", ({ text }) => /^AC10\d\d/.test(text)],
  ["DXF", starts("AutoCAD Binary DXF")],
  ["Shapefile", isShapefile],
  ["Shapefile", isDbase],
  ["KML", says(/^[\s\S]{0,2000}?<(\w+:)?kml[\s>]/)],
  ["GPX", says(/^[\s\S]{0,2000}?<(\w+:)?gpx[\s>]/)],
  ["LandXML", says(/^[\s\S]{0,2000}?<(\w+:)?LandXML[\s>]/)],
  ["GML", says(/<(\w+:)?FeatureCollection[\s>]|xmlns:gml=/)],
  ["SQL", says(/^\s*(--[^\n]*\n\s*)*(BEGIN\s*;|SET \w+|CREATE (TABLE|SCHEMA)|INSERT INTO|DROP TABLE)/i)],
  ["QGIS", says(/^\s*(<!DOCTYPE qgis|<qgis[\s>])/)],
  ["SVG", says(/^[\s\S]{0,2000}?<svg[\s>]/)],
  ["HTML", says(/^\s*(<!DOCTYPE html|<html[\s>])/i)],
  ["GeoJSONSeq", isSequence],
  ["TopoJSON", says(/^\s*\{[\s\S]{0,2000}?"type"\s*:\s*"Topology"/)],
  ["Esri JSON", says(/^\s*\{[\s\S]*"geometryType"\s*:\s*"esriGeometry/)],
  ["EPANET INP", says(/^\s*(;[^\n]*\n\s*)*\[(TITLE|JUNCTIONS|RESERVOIRS|TANKS|PIPES|OPTIONS)\]/i)],
  [
    "SWMM INP",
    ({ extension, text }) => extension === ".inp" && /^\s*\[(EVAPORATION|RAINGAGES|SUBCATCHMENTS)/im.test(text),
  ],
  [
    "EPANET INP",
    ({ extension, text }) => extension === ".inp" || /^\s*\[(JUNCTIONS|PIPES)\]\s*$/im.test(text.slice(0, 4000)),
  ],
  ["DXF", ({ extension, text }) => extension === ".dxf" || /^\s*(0|999)[ \t]*\r?\n/.test(text)],
  ["EDIGEO", says(/^BOMT\s*\d*:/)],
  ["MapInfo MIF", says(/^version\s+\d+\s*\r?\n/i)],
  ["MapInfo TAB", says(/^!table/i)],
  ["WKT (.prj)", says(/^\s*(PROJCS|GEOGCS|PROJCRS|GEOGCRS|COMPD_CS|BOUNDCRS)\s*\[/)],
  [
    "WKT",
    says(
      /^\s*(\S{1,20}\s+)?(SRID=\d+;)?(MULTI)?(POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\s*(Z|M|ZM)?\s*(\(|EMPTY)/i,
    ),
  ],
  ["GTFS", ({ text }) => isGtfsTable(text)],
  ["CSV", isCsv],
  ["OSM", ({ text }) => /^\s*[[{]/.test(text) && /"elements"\s*:/.test(text) && !/"features"\s*:/.test(text)],
  ["GeoJSON", says(/^\s*[[{]/)],
  ["KML", ({ extension, text }) => extension === ".kml" && /^\s*</.test(text)],
  ["GPX", ({ extension, text }) => extension === ".gpx" && /^\s*</.test(text)],
  ["OSM", ({ extension, text }) => extension === ".osm" && /^\s*</.test(text)],
  ["XML", says(/^\s*</)],
  // A name that promises a format we read: its reader says best what is wrong, and where.
  ["GeoJSON", ({ extension }) => extension === ".geojson" || extension === ".json"],
  ["OSM", ({ extension }) => extension === ".osm" || extension === ".pbf"],
];

/** GeoJSON texts one after the other: after record separators (RFC 8142), or one a line. */
function isSequence({ bytes, text, extension }: FileHead): boolean {
  if (bytes[0] === 0x1e) return true;
  const trimmed = text.trimStart();
  if (!trimmed.startsWith("{")) return false;
  if (/^\.(geojsonl|geojsons|ndgeojson|ndjson|jsonl)$/.test(extension)) return true;
  const end = trimmed.indexOf("\n");
  const line = trimmed.slice(0, Math.max(0, end)).trimEnd();
  return line.endsWith("}") && line.includes('"type"') && trimmed.slice(end).trimStart().startsWith("{");
}

function zipFormat({ bytes }: FileHead): string {
  const members: string[] = [];
  for (let at = bytes.indexOf(0x50); at >= 0 && at + 30 < bytes.length; at = bytes.indexOf(0x50, at + 1)) {
    if (bytes[at + 1] !== 0x4b || bytes[at + 2] !== 3 || bytes[at + 3] !== 4) continue;
    const nameBytes = (bytes[at + 26] ?? 0) + (bytes[at + 27] ?? 0) * 256;
    if (nameBytes <= 300) members.push(String.fromCharCode(...bytes.subarray(at + 30, at + 30 + nameBytes)));
  }
  const any = (pattern: RegExp): boolean => members.some((name) => pattern.test(name));
  if (any(/(^|\/)(stops|stop_times|routes|trips|agency|calendar)\.txt/)) return "GTFS";
  if (any(/\.kml/i)) return "KMZ";
  if (any(/\.(shp|shx|dbf)/i)) return "Shapefile (ZIP)";
  if (any(/\.gdbtable$/i)) return "ESRI GDB";
  if (any(/^xl\/|^\[Content_Types\]/)) return "Excel";
  if (any(/^mimetype/)) return "OpenDocument";
  if (any(/\.qgs/i)) return "QGIS";
  if (any(/\.osm(\.pbf)?$/i)) return OSM_ZIP;
  return "ZIP";
}

function isShapefile({ bytes, extension }: FileHead): boolean {
  // ESRI's index of places begins as a Shapefile does.
  if (extension === ".sbn" || extension === ".sbx") return false;
  const code = bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0x27 && bytes[3] === 0x0a;
  return code || extension === ".shp" || extension === ".shx";
}

/** A dBase table: its version, a date, and a head that is as long as it says. */
function isDbase({ bytes, extension }: FileHead): boolean {
  if (extension === ".dbf") return true;
  if (![0x03, 0x83, 0x8b, 0x30].includes(bytes[0] ?? 0) || bytes.length < 33) return false;
  const headBytes = (bytes[8] ?? 0) + (bytes[9] ?? 0) * 256;
  return (bytes[2] ?? 0) <= 12 && (bytes[3] ?? 0) <= 31 && headBytes > 32 && bytes[headBytes - 1] === 0x0d;
}

/** A table of GTFS by the columns it names in its first line. @see https://gtfs.org/documentation/schedule/reference */
function isGtfsTable(text: string): boolean {
  const columns = (text.split(/\r?\n|\r/, 1)[0] ?? "").split(",").map((one) => one.trim().replaceAll('"', ""));
  if (columns.length < 2) return false;
  return columns.filter((one) => GTFS_COLUMNS.test(one)).length >= 2;
}

const GTFS_COLUMNS =
  /^(agency_(id|name|url|timezone)|stop_(id|name|lat|lon|sequence)|route_(id|short_name|long_name|type)|trip_id|service_id|(arrival|departure|start|end)_(time|date)|monday|exception_type|shape_(id|pt_lat|pt_lon)|headway_secs|fare_id|feed_(publisher_name|publisher_url|lang|version)|price|currency_type|payment_method|(from|to)_stop_id)$/;

/** Lines with one separator, as often in the first as in the second. */
function isCsv({ text, extension }: FileHead): boolean {
  if (extension === ".csv" || extension === ".tsv") return true;
  // Bytes that are no text, and JSON or XML, whose lines may well hold as many commas.
  if (/\0|^\s*[[{<]/.test(text)) return false;
  // A text may well be in an encoding of one byte a letter.
  if (extension !== ".txt" && text.includes("\ufffd")) return false;
  const [first = "", second = ""] = text.split(/\r?\n|\r/, 2);
  const parted = [",", ";", "\t", "|"].some((sign) => {
    const times = first.split(sign).length;
    return times > 1 && times === second.split(sign).length;
  });
  return parted || isPointList(first, second);
}

/** A surveyor's list, blanks between a number and its coordinates, with or without a heading. */
function isPointList(first: string, second: string): boolean {
  const [heading, row] = [first, second].map((line) => line.trim().split(/\s+/)) as [string[], string[]];
  const coordinates = row.filter((word) => /^-?\d+([.,]\d+)?$/.test(word));
  return row.length >= 2 && row.length <= 6 && heading.length === row.length && coordinates.length >= row.length - 1;
}
