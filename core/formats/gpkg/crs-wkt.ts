import { projectedCrs } from "#core/geometry/crs";

const WGS84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],' +
  'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],' +
  'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]';

const RGF93 =
  'GEOGCS["RGF93 v1",DATUM["Reseau_Geodesique_Francais_1993_v1",SPHEROID["GRS 1980",6378137,298.257222101,' +
  'AUTHORITY["EPSG","7019"]],AUTHORITY["EPSG","6171"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],' +
  'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4171"]]';

const METRES = 'UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH]';

/** WKT 1 of WGS 84, longitude and latitude in degrees. */
export const wgs84Wkt: string = WGS84;

/**
 * WKT 1 of a CRS that `projectedCrs` knows, as GDAL writes it.
 *
 * @throws RangeError for any other
 * @see OGC 01-009
 */
export function crsWkt(code: string): string {
  const crs = projectedCrs(code);
  if (!crs) throw new RangeError(`unknown CRS ${code}`);
  if (crs.epsg === 2154) {
    return (
      `PROJCS["${crs.name}",${RGF93},PROJECTION["Lambert_Conformal_Conic_2SP"],PARAMETER["latitude_of_origin",46.5],` +
      'PARAMETER["central_meridian",3],PARAMETER["standard_parallel_1",49],PARAMETER["standard_parallel_2",44],' +
      `PARAMETER["false_easting",700000],PARAMETER["false_northing",6600000],${METRES},AUTHORITY["EPSG","2154"]]`
    );
  }
  const zone = crs.epsg % 100;
  const south = crs.epsg >= 32700;
  return (
    `PROJCS["${crs.name}",${WGS84},PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],` +
    `PARAMETER["central_meridian",${zone * 6 - 183}],PARAMETER["scale_factor",0.9996],` +
    `PARAMETER["false_easting",500000],PARAMETER["false_northing",${south ? 10_000_000 : 0}],${METRES},` +
    `AUTHORITY["EPSG","${crs.epsg}"]]`
  );
}
