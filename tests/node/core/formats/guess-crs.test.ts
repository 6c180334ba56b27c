import { describe, expect, it } from "vitest";
import { guessCrs, MALI } from "#core/formats/guess-crs";
import { suggestedCrs } from "#core/formats/layer-survey";

const bamako = [610_000, 1_390_000, 611_000, 1_391_000] as const;
/** Gao, east of the Greenwich meridian. */
const gao = [-0.1, 16.2, 0.1, 16.3] as const;
const wgs84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]';

describe("the CRS of a layer that does not say it", () => {
  it.each([
    ["what the file says, whatever the numbers", "EPSG:4326", bamako, undefined, { crs: "EPSG:4326", why: "said" }],
    ["degrees where numbers can be degrees", null, gao, undefined, { crs: "EPSG:4326", why: "degrees" }],
    ["the zone of Mali that puts it in Mali", null, bamako, undefined, { crs: "EPSG:32629", why: "near" }],
    ["the project's own first", null, bamako, "EPSG:32630", { crs: "EPSG:32630", why: "near" }],
    ["none far from all", null, [0, 0, 500, 500], undefined, { crs: "EPSG:32629", why: "none" }],
    ["none without a place", null, null, "EPSG:32630", { crs: "EPSG:32630", why: "none" }],
  ] as const)("is %s", (_, crs, extent, project, expected) => {
    expect(guessCrs(crs, extent, MALI, project)).toEqual(expected);
  });

  it("is never degrees for a drawing: its sheet may be small", () => {
    expect(guessCrs(null, [0, 0, 50, 40], MALI, "EPSG:32629", "DXF R2000")).toEqual({ crs: "EPSG:32629", why: "none" });
  });

  it("is the one that lies nearest to the project", () => {
    // The same numbers lie near Bamako in zone 29 and near Mopti in zone 30.
    expect(guessCrs(null, bamako, [-2, 12.5, -1.9, 12.6]).crs).toBe("EPSG:32630");
  });
});

describe("the CRS a project takes from a layer", () => {
  it.each([
    ["its own", "EPSG:32630", bamako, "EPSG:32630"],
    ["the UTM zone of degrees", "EPSG:4326", gao, "EPSG:32631"],
    ["the UTM zone of degrees said in WKT", wgs84, gao, "EPSG:32631"],
    ["what nobody knows, as it is said", "EPSG:99999", bamako, "EPSG:99999"],
    ["nothing of nothing", null, bamako, ""],
    ["nothing of numbers that are no degrees", "EPSG:4326", bamako, "EPSG:4326"],
  ] as const)("is %s", (_, crs, extent, expected) => {
    expect(suggestedCrs({ crs, extent })).toBe(expected);
  });
});
