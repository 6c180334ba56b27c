import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutRow, Running } from "#core/engines/layout/cut-row";

/** A straight row of a depth and a length, metres, with the street along all of it. */
function row(lengthM: number, houses: [number, number][] = []) {
  const end = lengthM * 1000;
  return {
    area: new Running([0, 25_000, end, 25_000]),
    front: new Running([0, 1, end, 1]),
    houses,
    areaMm2: 400e6,
    frontMm: 16_000,
    leastFrontMm: 9_000,
    depthMm: 25_000,
  };
}

describe("Running", () => {
  it("finds where a sum is reached, to the thousandth of a millimetre", () => {
    const density = fc.tuple(fc.integer({ min: 1, max: 40_000 }), fc.integer({ min: 1, max: 40_000 }));
    fc.assert(
      fc.property(
        fc.array(density, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (slabs, share) => {
          const edges = slabs.flatMap(([a, b], i) => [i * 10_000, a, (i + 1) * 10_000, b]);
          const running = new Running(edges);
          const at = running.where(share * running.total);
          expect(Math.abs(running.upTo(at) / running.total - share)).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it("keeps its digits beside an edge that all but stands upright", () => {
    //  a box 100 m long and 25 m deep whose right side leans by a thousandth of a micrometre
    const running = new Running([0, 25_000, 100_000, 25_000, 100_000, 25_000, 100_000 + 1e-6, 0]);
    expect(running.total / 2_500_000_000).toBeCloseTo(1, 6);
  });
});

describe("cutRow", () => {
  it("offers only conforming free lots: the compound beside them takes what is over", () => {
    //  ├──┼──┼──┼──┼─ house ──┤  85 m
    const slots = cutRow(row(85, [[72_000, 80_000]]));
    const free = slots.filter(({ to }) => to <= 72_000);
    expect(free).toHaveLength(4);
    for (const { from, to } of free) expect(to - from).toBeCloseTo(16_000, 3);
  });

  it("cuts a row of whole lots into exactly equal ones", () => {
    //  ├──16──┼──16──┼ … ┤
    const slots = cutRow(row(160));
    expect(slots).toHaveLength(10);
    for (const { from, to, open } of slots) {
      expect(open).toBe(false);
      expect(to - from).toBeCloseTo(16_000, 3);
    }
  });

  it("leaves the odd end of a short row open rather than making bad lots", () => {
    const slots = cutRow(row(40));
    const lots = slots.filter(({ open }) => !open);
    expect(lots).toHaveLength(2);
    for (const { from, to } of lots) expect(Math.abs((to - from) / 16_000 - 1)).toBeLessThan(0.1);
  });

  it("covers the row without gap and cuts through no house", () => {
    const house = fc
      .tuple(fc.integer({ min: 0, max: 180 }), fc.integer({ min: 3, max: 25 }))
      .map(([at, size]): [number, number] => [at * 1000, (at + size) * 1000]);
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 200 }), fc.array(house, { maxLength: 8 }), (lengthM, all) => {
        const houses = all.filter(([, to]) => to <= lengthM * 1000);
        const slots = cutRow(row(lengthM, houses));
        expect(slots[0]?.from).toBe(0);
        expect(slots.at(-1)?.to).toBe(lengthM * 1000);
        slots.forEach((slot, i) => {
          if (i === 0) return;
          expect(slot.from).toBe(slots[i - 1]?.to);
          expect(houses.some(([a, b]) => slot.from > a && slot.from < b)).toBe(false);
        });
        for (const { from, to, open } of slots)
          if (open) expect(houses.some(([a, b]) => a < to && b > from)).toBe(false);
      }),
    );
  });
});
