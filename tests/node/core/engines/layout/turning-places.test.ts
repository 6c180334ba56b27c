import { describe, expect, it } from "vitest";
import { RegionIndex } from "#core/engines/layout/region-index";
import { withTurningPlaces } from "#core/engines/layout/turning-places";
import { bandAlong, regionAreaMm2 } from "#core/geometry/clip";

const site = [[0, 0, 200_000, 0, 200_000, 100_000, 0, 100_000]];
const ground = { land: site, siteIndex: new RegionIndex(site), rightOfWay: [], pads: [] };

function street(path: number[]) {
  return { path, rank: "access" as const, widthMm: 12_000, region: bandAlong(path, 12_000) };
}

describe("withTurningPlaces", () => {
  it("widens the end that leads nowhere, not the one that leaves the site", () => {
    const blind = street([-20_000, 50_000, 120_000, 50_000]);
    const [turned] = withTurningPlaces([blind], ground);
    expect(regionAreaMm2(turned?.region ?? []) - regionAreaMm2(blind.region)).toBeCloseTo(18_000 * 6000, -6);
  });

  it("leaves a street that ends at another as it is", () => {
    const main = street([120_000, -20_000, 120_000, 120_000]);
    const side = street([-20_000, 50_000, 120_000, 50_000]);
    expect(withTurningPlaces([main, side], ground)).toEqual([main, side]);
  });

  it("makes no place where a house stands", () => {
    const ring = [100_000, 40_000, 110_000, 40_000, 110_000, 43_500, 100_000, 43_500];
    const house = {
      ring,
      ids: ["h"],
      areaMm2: 35e6,
      center: [105_000, 41_750] as const,
      mustStay: true,
      isMovable: false,
    };
    const blind = street([-20_000, 50_000, 120_000, 50_000]);
    expect(withTurningPlaces([blind], { ...ground, pads: [house] })).toEqual([blind]);
  });
});
