import { expect, it } from "vitest";
import type { OutsideContent } from "#core/formats/outside-content";
import { transformOf } from "#core/geometry/crs-transform";
import { withNamedCrs } from "#services/crs/name-crs";

const contentIn = (crs: string | null): OutsideContent => ({
  format: "MapInfo MIF",
  encoding: "UTF-8",
  layers: [{ name: "plan", crs, fields: [], objects: [] }],
  warnings: [],
});

const LAMBERT =
  'PROJCS["RGF93 / Lambert-93",GEOGCS["RGF93",DATUM["Reseau_Geodesique_Francais_1993",SPHEROID["GRS 1980",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic_2SP"],PARAMETER["standard_parallel_1",49],PARAMETER["standard_parallel_2",44],PARAMETER["latitude_of_origin",46.5],PARAMETER["central_meridian",3],PARAMETER["false_easting",700000],PARAMETER["false_northing",6600000],UNIT["metre",1]]';

it("names the CRS of a WKT, heights left aside", () => {
  const heights = 'VERT_CS["NGF-IGN69 height",VERT_DATUM["Nivellement General",2005],UNIT["metre",1]]';
  for (const wkt of [LAMBERT, `COMPD_CS["both",${LAMBERT},${heights}]`]) {
    expect(withNamedCrs(contentIn(wkt)).layers[0]?.crs).toBe("EPSG:2154");
  }
});

it("gives no CRS to the positions of a plan, and says so", () => {
  const { layers, warnings } = withNamedCrs(contentIn('LOCAL_CS["Nonearth",UNIT["Meter",1]]'));
  expect(layers[0]?.crs).toBeNull();
  expect(warnings).toEqual([{ code: "crs.of-plan", count: 1, params: { layer: "plan" } }]);
});

const adindan = (datum: string): string =>
  `PROJCS["Mali UTM 29N",GEOGCS["GCS_${datum}",DATUM["D_${datum}",SPHEROID["Clarke_1880_RGS",6378249.145,293.465]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000],PARAMETER["False_Northing",0],PARAMETER["Central_Meridian",-9],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0],UNIT["Meter",1]]`;

it("brings a zone no list has to WGS 84 by the shift of its datum, and says so", () => {
  const { layers, warnings } = withNamedCrs(contentIn(adindan("Adindan")));
  expect(warnings).toMatchObject([{ code: "crs.by-datum", params: { datum: "Adindan", metres: 44 } }]);
  const [x, y] = transformOf(layers[0]?.crs ?? "")?.fromLonLat(-8, 12.6) ?? [0, 0];
  // The same place by way of Adindan's longitude and latitude.
  const [lon, lat] = transformOf("EPSG:4201")?.fromLonLat(-8, 12.6) ?? [0, 0];
  const bare = "+proj=tmerc +lon_0=-9 +k=0.9996 +x_0=500000 +a=6378249.145 +rf=293.465 +towgs84=0,0,0 +no_defs";
  const there = transformOf(bare)?.toLonLat(x, y) ?? [0, 0];
  const own = transformOf("+proj=longlat +a=6378249.145 +rf=293.465 +towgs84=0,0,0 +no_defs")?.fromLonLat(...there) ?? [
    0, 0,
  ];
  expect(own[0]).toBeCloseTo(lon, 7);
  expect(own[1]).toBeCloseTo(lat, 7);
});

it("gives no shift to a datum it does not know", () => {
  const { layers, warnings } = withNamedCrs(contentIn(adindan("Ailleurs")));
  expect(layers[0]?.crs).toBe(adindan("Ailleurs"));
  expect(warnings).toMatchObject([{ code: "crs.not-listed" }]);
});
