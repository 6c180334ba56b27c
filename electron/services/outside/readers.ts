import type { OutsideReader } from "#core/formats/outside-source";

/**
 * How each outside format is read, by the name `knownFormatOf` gives it; a reader is brought in when its format comes.
 * To read one format more: its sign in `core/formats/known-formats.ts`, its reader here.
 */
export const readers: ReadonlyMap<string, () => Promise<OutsideReader>> = new Map([
  ["Shapefile", async () => (await import("#core/formats/shapefile/read-shapefile")).readShapefile],
  ["DXF", async () => (await import("#core/formats/dxf/read-dxf")).readDxf],
  ["KML", async () => (await import("#core/formats/kml/read-kml")).readKml],
  ["GPX", async () => (await import("#core/formats/gpx/read-gpx")).readGpx],
]);

/** Formats that can be read, as people know them. */
export const READABLE = ["GeoPackage", "GeoJSON", "OSM XML", "OSM PBF", "Overpass JSON", ...readers.keys(), "ZIP"].join(
  ", ",
);
