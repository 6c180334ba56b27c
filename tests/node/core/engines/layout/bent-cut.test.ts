import { describe, expect, it } from "vitest";
import { bentCut } from "#core/engines/layout/bent-cut";
import { RegionIndex } from "#core/engines/layout/region-index";
import { signedAreaMm2 } from "#core/geometry/ring";

function pad(id: string, x: number, y: number, w: number, h: number) {
  const ring = [x, y, x + w, y, x + w, y + h, x, y + h];
  return { ring, ids: [id], areaMm2: w * h, center: [x + w / 2, y + h / 2] as const, mustStay: true, isMovable: false };
}

describe("bentCut", () => {
  //  ┌────────────────┐
  //  │ ██████         │   two houses that overlap seen from any side:
  //  │        ██████  │   no straight line parts them, a bent one does
  //  └─── street ─────┘
  const lot = [0, 0, 30_000, 0, 30_000, 20_000, 0, 20_000];
  const pads = [pad("a", 2000, 11_000, 16_000, 6000), pad("b", 12_000, 3000, 16_000, 6000)];
  const street = new RegionIndex([[0, -12_000, 30_000, -12_000, 30_000, 0, 0, 0]]);
  const rules = {
    now: 2,
    unease: (_: number, own: readonly number[]) => own.length - 1,
    leastAreaMm2: 100e6,
    leastFrontMm: 6000,
  };

  it("winds between the houses and keeps all land", () => {
    const cut = bentCut(lot, [0, 1], pads, street, rules);
    expect(cut?.sides.map(({ pads: own }) => own.length)).toEqual([1, 1]);
    const sum = cut?.sides.reduce((area, { ring }) => area + signedAreaMm2(ring), 0) ?? 0;
    expect(sum / signedAreaMm2(lot)).toBeCloseTo(1, 6);
  });

  it("finds none where a side would have no street", () => {
    expect(bentCut(lot, [0, 1], pads, street, { ...rules, leastFrontMm: 16_000 })).toBeUndefined();
  });
});
