import { describe, expect, it } from "vitest";
import type { Pad } from "#core/engines/layout/ground-types";
import type { PlanFace } from "#core/engines/layout/plan-face";
import { RegionIndex } from "#core/engines/layout/region-index";
import { type SplitRules, splitLots } from "#core/engines/layout/split-lots";
import { signedAreaMm2 } from "#core/geometry/ring";

/*
 *   40 m ┌───────────────┐
 *        │ ┌─┐  ┌─┐  ┌─┐ │   three compounds on one lot of 1 600 m²
 *        │ └─┘  └─┘  └─┘ │
 *      0 └───────────────┘
 *        ═════ street ═════
 */
const box = (x: number, y: number, w: number, h: number): number[] =>
  [x, y, x + w, y, x + w, y + h, x, y + h].map((value) => value * 1000);
const padAt = (x: number): Pad => ({
  ring: box(x, 20, 6, 8),
  ids: [`h${x}`],
  mustStay: false,
  isMovable: false,
  areaMm2: 48e6,
  center: [(x + 3) * 1000, 24_000],
});
const pads = [padAt(4), padAt(17), padAt(30)];
const street = new RegionIndex([box(-20, -12, 80, 12)]);
const rules: SplitRules = { areaMm2: 400e6, frontMm: 16_000, leastFrontMm: 9000, leastAreaMm2: 150e6 };
const lot = (standing: number[]): PlanFace => ({
  label: { kind: "lot", block: 0, pads: standing },
  rings: [box(0, 0, 40, 40)],
});

describe("splitLots", () => {
  it("parts a lot that three compounds share, each with its front and the least area", () => {
    const [split] = splitLots([lot([0, 1, 2])], pads, street, rules).splits;
    const parts = split?.parts ?? [];
    expect(parts.length).toBeGreaterThanOrEqual(3);
    expect(parts.flatMap((part) => part.pads).sort()).toEqual([0, 1, 2]);
    const areas = parts.map(({ rings }) => rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0));
    expect(Math.min(...areas)).toBeGreaterThanOrEqual(150e6 - 1e5);
    expect(Math.abs(areas.reduce((a, b) => a + b, 0) - 1600e6)).toBeLessThan(1e6);
    for (const { rings } of parts) {
      const ring = rings[0] ?? [];
      const onStreet = ring.filter((_, i) => i % 2 === 0 && Math.abs(ring[i + 1] ?? 9) < 2);
      expect(Math.max(...onStreet) - Math.min(...onStreet)).toBeGreaterThanOrEqual(9000 - 2);
    }
  });

  it("leaves a lot of the size asked for alone", () => {
    const own: PlanFace = { label: { kind: "lot", block: 0, pads: [0] }, rings: [box(0, 0, 14, 30)] };
    expect(splitLots([own], pads.slice(0, 1), street, rules).splits).toEqual([]);
  });

  it("makes no lot without a street", () => {
    expect(splitLots([lot([0, 1, 2])], pads, new RegionIndex([]), rules).splits).toEqual([]);
  });
});
