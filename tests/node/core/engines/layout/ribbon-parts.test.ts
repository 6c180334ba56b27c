import { describe, expect, it } from "vitest";
import { layOut } from "#core/engines/layout/lay-out";
import type { LayoutInput } from "#core/engines/layout/layout-types";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { lotDepthMm, ribbonParts } from "#core/engines/layout/ribbon-parts";
import { signedAreaMm2 } from "#core/geometry/ring";
import { isRefusal } from "#core/model/refusal";
import { expectExactCoverage } from "./exact-coverage.ts";
import { emptySite, metres } from "./layout-worlds.ts";

const none = new PolygonFinder([]);

/*
 *      ______
 *  ___/      \___     a strip with four bends, two of them inwards on each side
 *  ___      ___
 *     \____/
 */
const bent = metres(0, 0, 300, 40, 600, 0, 600, 15, 300, 55, 0, 15);

describe("ribbons", () => {
  it("are cut across at their bends, without a gap", () => {
    const { parts, cuts } = ribbonParts([bent], 20_000, none);
    expect(parts).toHaveLength(2);
    expect(cuts).toHaveLength(4);
    const areas = parts.map(([ring = []]) => signedAreaMm2(ring));
    expect(areas.every((area) => area > 0)).toBe(true);
    expect(areas.reduce((a, b) => a + b, 0)).toBe(signedAreaMm2(bent));
  });

  it("are not cut through a house, nor where they are no ribbons", () => {
    const house = new PolygonFinder([[metres(296, 44, 304, 44, 304, 52, 296, 52)]]);
    expect(ribbonParts([bent], 20_000, house).parts).toEqual([[bent]]);
    const ell = metres(0, 0, 600, 0, 600, 220, 230, 220, 230, 560, 0, 560);
    expect(ribbonParts([ell], 25_000, none).parts).toEqual([[ell]]);
  });

  it("have lots as deep as they are broad, where that is a little less than asked for", () => {
    expect(lotDepthMm([metres(0, 0, 400, 0, 400, 14, 0, 14)], 20_000)).toBeGreaterThan(13_000);
    expect(lotDepthMm([metres(0, 0, 400, 0, 400, 14, 0, 14)], 20_000)).toBeLessThan(14_000);
    expect(lotDepthMm([metres(0, 0, 400, 0, 400, 90, 0, 90)], 20_000)).toBe(20_000);
    expect(lotDepthMm([metres(0, 0, 400, 0, 400, 8, 0, 8)], 20_000)).toBe(20_000);
  });
});

describe("a strip of 40 m along a track", () => {
  const site = [metres(0, 0, 400, 60, 900, 40, 1200, 120, 1195, 160, 895, 80, 400, 100, -5, 40)];
  const track = { id: "track", path: metres(0, 20, 400, 80, 900, 60, 1198, 140), rank: "access" as const };
  const input: LayoutInput = {
    ...emptySite(site, { parcelAreaM2: 300, frontageM: 15, facilities: ["school"] }),
    streets: [track],
  };
  const plan = layOut(input);
  if (isRefusal(plan)) throw new Error(plan.code);

  it("is lined with lots on both sides, all its length", () => {
    expect(plan.score.lots).toBeGreaterThan(80);
    expect(plan.score.freeWithinTenPercent).toBe(1);
    expect(plan.score.rectangularity).toBeGreaterThan(0.98);
    expectExactCoverage(plan);
  });

  it("holds no school: a strip is no place for one, and the plan says so", () => {
    expect(plan.faces.filter(({ use }) => use === "ecole")).toEqual([]);
    expect(plan.remarks).toContainEqual(
      expect.objectContaining({ code: "layout.reserve-left-out", params: expect.objectContaining({ use: "ecole" }) }),
    );
  });
});
