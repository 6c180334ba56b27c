import { crsWkt, wgs84Wkt } from "#core/formats/gpkg/crs-wkt";
import { projectedCrs } from "#core/geometry/crs";

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

/** What a layer's CRS is called and how it is written; `undefined` for one that is not known by more than its number. */
export function crsText(crs: string | null): CrsText | undefined {
  if (crs === null) return undefined;
  const wkt = wktOf(crs);
  if (wkt === undefined) return undefined;
  const code = /^EPSG:\d+$/i.test(crs) ? crs.toUpperCase() : codeOfWkt(wkt);
  return { code, name: /^\s*\w+\s*\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? crs, wkt, esri: esriOf(wkt) };
}

function wktOf(crs: string): string | undefined {
  if (/^(EPSG:4326|OGC:CRS84)$/i.test(crs)) return wgs84Wkt;
  const known = projectedCrs(crs);
  if (known) return crsWkt(known.code);
  return /^\s*(PROJCS|GEOGCS|COMPD_CS|LOCAL_CS)\s*\[/i.test(crs) ? crs : undefined;
}

/** The EPSG number the whole of a WKT bears: the last authority, outermost. */
function codeOfWkt(wkt: string): string | undefined {
  const found = /AUTHORITY\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$/i.exec(wkt)?.[1];
  return found && `EPSG:${found}`;
}

/** ESRI's spelling: no authorities and axes, `D_` before a datum, its own names for WGS 84. */
function esriOf(wkt: string): string {
  return wkt
    .replace(/,\s*AUTHORITY\s*\[[^\]]*\]/gi, "")
    .replace(/,\s*AXIS\s*\[[^\]]*\]/gi, "")
    .replace(/,\s*TOWGS84\s*\[[^\]]*\]/gi, "")
    .replace(/DATUM\["(?!D_)([^"]*)"/g, (_whole, name: string) => `DATUM["D_${ESRI_DATUM[name] ?? name}"`)
    .replace(/GEOGCS\["WGS 84"/g, 'GEOGCS["GCS_WGS_1984"')
    .replace(/SPHEROID\["WGS 84"/g, 'SPHEROID["WGS_1984"')
    .replace(/PROJCS\["WGS 84 \/ UTM zone (\d+)([NS])"/g, 'PROJCS["WGS_1984_UTM_Zone_$1$2"')
    .replace(/UNIT\["degree",[\d.]+/g, 'UNIT["Degree",0.0174532925199433')
    .replace(/UNIT\["metre",1/g, 'UNIT["Meter",1');
}

const ESRI_DATUM: Readonly<Record<string, string>> = {
  WGS_1984: "WGS_1984",
  Reseau_Geodesique_Francais_1993_v1: "RGF_1993",
};
