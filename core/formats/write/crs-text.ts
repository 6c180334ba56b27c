import { crsWkt, wgs84Wkt } from "#core/formats/gpkg/crs-wkt";
import { wktOfEntry } from "#core/formats/write/proj-wkt";
import { projectedCrs } from "#core/geometry/crs";
import type { CrsEntry } from "#core/geometry/crs-entry";

/** A CRS as files name it. */
export interface CrsText {
  /** `EPSG:32629`; none where only its text is known. */
  readonly code: string | undefined;
  readonly name: string;
  /** WKT 1 as OGC has it. */
  readonly wkt: string;
  /** WKT 1 as ESRI has it, for `.prj`. */
  readonly esri: string;
}

/** Finds a CRS in the EPSG list by its code. */
export type FindCrs = (code: string) => CrsEntry | undefined;

/** What a layer's CRS is called and how it is written; `undefined` for one that is not known by more than its number. */
export function crsText(crs: string | null, find: FindCrs = () => undefined): CrsText | undefined {
  if (crs === null) return undefined;
  if (/^EPSG:3857$/i.test(crs)) return WEB_MERCATOR;
  const entry = find(crs.toUpperCase());
  const wkt = wktOf(crs) ?? (entry && wktOfEntry(entry));
  if (wkt === undefined) return undefined;
  const code = /^EPSG:\d+$/i.test(crs) ? crs.toUpperCase() : undefined;
  return { code, name: /^\s*\w+\s*\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? crs, wkt, esri: esriOf(wkt, entry) };
}

const WEB =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],' +
  'UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0],' +
  'PARAMETER["False_Northing",0],PARAMETER["Central_Meridian",0],PARAMETER["Standard_Parallel_1",0],' +
  'PARAMETER["Auxiliary_Sphere_Type",0],UNIT["Meter",1]';

/** The sphere of web maps: WKT 1 has no words for it but ESRI's. */
const WEB_MERCATOR: CrsText = {
  code: "EPSG:3857",
  name: "WGS 84 / Pseudo-Mercator",
  wkt: `PROJCS["WGS 84 / Pseudo-Mercator",${WEB},AUTHORITY["EPSG","3857"]]`,
  esri: `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",${WEB}]`,
};

function wktOf(crs: string): string | undefined {
  if (/^(EPSG:4326|OGC:CRS84)$/i.test(crs)) return wgs84Wkt;
  const known = projectedCrs(crs);
  if (known) return crsWkt(known.code);
  return /^\s*(PROJCS|GEOGCS|COMPD_CS|LOCAL_CS)\s*\[/i.test(crs) ? crs : undefined;
}

/** ESRI's spelling: no authorities, shifts and axes, `D_` before a datum, its own names. */
function esriOf(wkt: string, entry: CrsEntry | undefined): string {
  const plain = wkt
    .replace(/,\s*(AUTHORITY|AXIS|TOWGS84)\s*\[[^\]]*\]/gi, "")
    .replace(/DATUM\["(?!D_)([^"]*)"/g, (_whole, name: string) => `DATUM["D_${ESRI_DATUM[name] ?? name}"`)
    .replace(
      /GEOGCS\["(?!GCS_)([^"]*)"/g,
      (_whole, name: string) => `GEOGCS["GCS_${ESRI_DATUM[name] ?? underscored(name)}"`,
    )
    .replace(/SPHEROID\["([^"]*)"/g, (_whole, name: string) => `SPHEROID["${ESRI_DATUM[name] ?? underscored(name)}"`)
    .replace(/UNIT\["degree",[\d.]+/g, 'UNIT["Degree",0.0174532925199433')
    .replace(/UNIT\["metre",1/g, 'UNIT["Meter",1')
    .replace(/PROJECTION\["Lambert_Conformal_Conic_[12]SP"/, 'PROJECTION["Lambert_Conformal_Conic"');
  return plain.replace(
    /^PROJCS\["([^"]*)"/,
    (_whole, name: string) => `PROJCS["${entry?.esriName ?? underscored(name)}"`,
  );
}

function underscored(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, "_").replace(/_$/, "");
}

const ESRI_DATUM: Readonly<Record<string, string>> = {
  North_American_Datum_1983: "North_American_1983",
  North_American_Datum_1927: "North_American_1927",
  "WGS 84": "WGS_1984",
  "GRS 1980": "GRS_1980",
  Reseau_Geodesique_Francais_1993_v1: "RGF_1993",
  "RGF93 v1": "RGF_1993",
  NZGD2000: "NZGD_2000",
  NAD83: "North_American_1983",
  NAD27: "North_American_1927",
  ETRS89: "ETRS_1989",
};
