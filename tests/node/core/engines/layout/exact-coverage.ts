import { expect } from "vitest";
import type { LayoutResult } from "#core/engines/layout/layout-types";
import { signedAreaMm2 } from "#core/geometry/ring";

/** Every border inside the site is met by the same border, run the other way, of exactly one neighbour. */
export function expectExactCoverage(result: LayoutResult): void {
  const borders = new Map<string, number>();
  for (const { rings } of result.faces) {
    rings.forEach((ring, r) => {
      expect(signedAreaMm2(ring) > 0).toBe(r === 0);
      expect(ring.every(Number.isInteger)).toBe(true);
      const corners = new Set<string>();
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        corners.add(`${ring[i]} ${ring[i + 1]}`);
        const key = `${ring[j]} ${ring[j + 1]} ${ring[i]} ${ring[i + 1]}`;
        borders.set(key, (borders.get(key) ?? 0) + 1);
      }
      expect(corners.size).toBe(ring.length / 2);
    });
  }
  expect([...borders.values()].every((count) => count === 1)).toBe(true);
  // What is left without a twin runs round the site: its area is the site's.
  let twice = 0;
  const [ox, oy] = (result.faces[0]?.rings[0] ?? [0, 0]) as [number, number];
  for (const key of borders.keys()) {
    const [ax, ay, bx, by] = key.split(" ").map(Number) as [number, number, number, number];
    if (!borders.has(`${bx} ${by} ${ax} ${ay}`)) twice += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
  }
  expect(Math.abs(twice / 2e6 - result.score.siteAreaM2)).toBeLessThan(0.01);
}
