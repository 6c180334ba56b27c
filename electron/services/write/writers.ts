import type { FormatId } from "#core/formats/write/writable-formats";
import type { Writer } from "#core/formats/write/writer";

/** How each format is written, by its id; a writer is brought in when its format is asked for. A GeoPackage is SQLite's, and a data set holds one. */
export const writers: Readonly<Record<Exclude<FormatId, "gpkg" | "dataset">, () => Promise<Writer>>> = {
  shp: async () => (await import("#core/formats/write/write-shapefile")).writeShapefile,
  geojson: async () => (await import("#core/formats/write/write-geojson")).writeGeoJsonContent,
  geojsonl: async () => (await import("#core/formats/write/write-geojson")).writeGeoJsonLines,
  kml: async () => (await import("#core/formats/write/write-kml")).writeKml,
  kmz: async () => (await import("#core/formats/write/write-kml")).writeKmzDocument,
  gpx: async () => (await import("#core/formats/write/write-gpx")).writeGpx,
  dxf: async () => (await import("#core/formats/write/write-dxf")).writeDxfContent,
  csv: async () => (await import("#core/formats/write/write-csv")).writeCsvTables,
  xlsx: async () => (await import("#core/formats/write/write-xlsx")).writeXlsx,
  osm: async () => (await import("#core/formats/write/write-osm")).writeOsm,
  points: async () => (await import("#core/formats/write/write-points")).writePoints,
  inp: async () => (await import("#core/formats/write/write-inp")).writeInp,
  gtfs: async () => (await import("#core/formats/write/write-gtfs")).writeGtfs,
};
