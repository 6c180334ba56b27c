import { ESRI_GDB } from "#services/outside/gdb-pack";
import type { GdalFormat } from "#services/outside/read-with-gdal";
import type { ServiceReader } from "#services/outside/reader-tools";

/**
 * How each outside format is read, by the name `knownFormatOf` gives it; a reader is brought in when its format comes.
 * To read one format more: its sign in `core/formats/known-formats.ts`, its reader here.
 */
export const readers: ReadonlyMap<string, () => Promise<ServiceReader>> = new Map<string, () => Promise<ServiceReader>>(
  [
    ["GeoPackage", async () => (await import("#services/gpkg/gpkg-reader")).readGpkg],
    ["GeoJSON", async () => (await import("#core/formats/geojson-content")).readGeoJson],
    ["Shapefile", async () => (await import("#core/formats/shapefile/read-shapefile")).readShapefile],
    ["DXF", async () => (await import("#core/formats/dxf/read-dxf")).readDxf],
    ["KML", async () => (await import("#core/formats/kml/read-kml")).readKml],
    ["GPX", async () => (await import("#core/formats/gpx/read-gpx")).readGpx],
    ["EPANET INP", async () => (await import("#core/formats/epanet/read-inp")).readInp],
    ["GTFS", async () => (await import("#core/formats/gtfs/read-gtfs")).readGtfs],
    ["LandXML", async () => (await import("#core/formats/landxml/read-landxml")).readLandXml],
    ["CSV", async () => (await import("#core/formats/table/read-csv")).readCsv],
    ["WKT", async () => (await import("#core/formats/wkt/read-wkt")).readWkt],
    ["GeoJSONSeq", async () => (await import("#core/formats/read-geojson-sequence")).readGeoJsonSequence],
    ["TopoJSON", async () => (await import("#core/formats/read-topojson")).readTopoJson],
    [
      "MapInfo TAB",
      gdal({ format: "MapInfo TAB", ending: ".tab", companions: [".dat", ".map", ".id", ".ind", ".dbf"] }),
    ],
    ["MapInfo MIF", gdal({ format: "MapInfo MIF", ending: ".mif", companions: [".mid"] })],
    ["GML", gdal({ format: "GML", ending: ".gml", companions: [".xsd", ".gfs"], xml: "file" })],
    ["FlatGeobuf", gdal({ format: "FlatGeobuf", ending: ".fgb" })],
    ["Excel", gdal({ format: "Excel", ending: ".xlsx", xml: "pack", isTable: true })],
    ["OpenDocument", gdal({ format: "OpenDocument", ending: ".ods", xml: "pack", isTable: true })],
    ["EDIGEO", gdal({ format: "EDIGEO", ending: ".THF", sheetFiles: /\.(dic|gen|geo|qal|scd|vec|thf)$/i })],
    [ESRI_GDB, gdal({ format: ESRI_GDB, ending: ".gdb.zip", isZip: true })],
    ["Esri JSON", gdal({ format: "Esri JSON", ending: ".json" })],
  ],
);

function gdal(how: GdalFormat): () => Promise<ServiceReader> {
  return async () => (await import("#services/outside/read-with-gdal")).gdalReader(how);
}

/** Formats that can be read, as people know them. */
export const READABLE = ["OSM XML", "OSM PBF", "Overpass JSON", ...readers.keys(), "ZIP"].join(", ");
