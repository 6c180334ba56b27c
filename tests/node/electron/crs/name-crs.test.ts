import { expect, it } from "vitest";
import type { OutsideContent } from "#core/formats/outside-content";
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
