import { describe, expect, it } from "vitest";
import { cutCorners } from "#core/engines/layout/cut-corners";
import { RegionIndex } from "#core/engines/layout/region-index";
import { signedAreaMm2 } from "#core/geometry/ring";

const block = [0, 0, 60_000, 0, 60_000, 40_000, 0, 40_000];
//  ──────────────────  street to the south and the east; the site's border elsewhere
const streets = new RegionIndex([[0, -12_000, 72_000, -12_000, 72_000, 40_000, 60_000, 40_000, 60_000, 0, 0, 0]]);

describe("cutCorners", () => {
  it("cuts the corner two streets meet at, by the length asked for", () => {
    const corners = cutCorners([block], streets, [], 4000);
    expect(corners).toHaveLength(1);
    const [ax, ay, , , bx, by] = corners[0] as [number, number, number, number, number, number];
    expect(Math.hypot(bx - ax, by - ay) / 4000).toBeCloseTo(1, 3);
    expect(signedAreaMm2(corners[0] as number[])).toBeGreaterThan(4e6);
  });

  it("leaves a corner where a house stands", () => {
    const ring = [58_000, 500, 59_500, 500, 59_500, 6000, 58_000, 6000];
    const house = {
      ring,
      ids: ["h"],
      areaMm2: 8e6,
      center: [58_750, 3250] as const,
      mustStay: false,
      isMovable: false,
    };
    expect(cutCorners([block], streets, [house], 4000)).toEqual([]);
  });
});
