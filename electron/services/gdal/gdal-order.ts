/** What GDAL is asked: to read the files of a folder through one of them, into a GeoPackage in that folder. */
export interface GdalOrder {
  /** A folder that holds the files and nothing else; the GeoPackage is left in it. */
  readonly folder: string;
  /** Name of the file GDAL opens. */
  readonly main: string;
  /** How long the main file is, by which the time it may take is measured. */
  readonly bytes: number;
  /** Name of what the planner chose, for refusals. */
  readonly file: string;
}

/** What came of it. */
export interface GdalAnswer {
  /** Name of the driver that read: `EDIGEO`. */
  readonly driver: string;
  /** Name of the GeoPackage made; absent when nothing could be read. */
  readonly made?: string;
  /** What GDAL called errors, in its own words. */
  readonly errors: readonly string[];
  /** What GDAL warned of, each once. */
  readonly warnings: readonly string[];
}

/** Name of the GeoPackage that is made. */
export const MADE = "maillage-out.gpkg";
