import { describe, expect, it } from "vitest";
import { drainingShare, talwegsOf } from "#core/derived/drainage";
import { altitudeAt, type ReliefGrid, reliefGridOf, reliefPlaces } from "#core/derived/relief-grid";
import { layOut } from "#core/engines/layout/lay-out";
import { emptyBox, growBox } from "#core/geometry/box";
import { isRefusal } from "#core/model/refusal";
import { emptySite, metres } from "#tests/node/core/engines/layout/layout-worlds";

const SITE = [metres(0, 0, 600, 0, 600, 600, 0, 600)];
const [X0, Y0] = metres(0, 0) as [number, number];

/** Altitudes by metres from the corner of the sheet. */
function relief(altitude: (x: number, y: number) => number): ReliefGrid {
  const at = reliefPlaces(growBox(emptyBox(), SITE[0] ?? []));
  const altitudes: number[] = [];
  for (let i = 0; i < at.places.length; i += 2) {
    altitudes.push(altitude(((at.places[i] as number) - X0) / 1000, ((at.places[i + 1] as number) - Y0) / 1000));
  }
  const grid = reliefGridOf(at, altitudes);
  if (!grid) throw new Error("no relief");
  return grid;
}

describe("a relief grid", () => {
  it("gives a plane back as it is", () => {
    const plane = relief((x, y) => 300 + x / 50 - y / 100);
    for (const [x, y] of [
      [0, 0],
      [333, 71],
      [600, 600],
    ] as const) {
      const at = metres(x, y) as unknown as [number, number];
      expect(altitudeAt(plane, at)).toBeCloseTo(300 + x / 50 - y / 100, 3);
    }
  });

  it("is none when most of the altitudes are missing", () => {
    expect(() => relief((x) => (x < 200 ? 300 : Number.NaN))).toThrow("no relief");
  });
});

describe("drainage", () => {
  const east = metres(0, 300, 600, 300);
  const north = metres(300, 0, 300, 600);

  it("is the share of the streets whose slope lies between the bounds", () => {
    // Two per cent eastwards, level northwards.
    const slope = relief((x) => 300 + 0.02 * x);
    expect(drainingShare([east], slope, 0.003, 0.08)).toBe(1);
    expect(drainingShare([north], slope, 0.003, 0.08)).toBe(0);
    expect(drainingShare([east, north], slope, 0.003, 0.08)).toBeCloseTo(0.5, 2);
    expect(drainingShare([east], slope, 0.003, 0.01)).toBe(0);
  });

  it("is not told where no altitude is known", () => {
    const far = metres(9000, 9000, 9600, 9000);
    expect(
      drainingShare(
        [far],
        relief(() => 300),
        0.003,
        0.08,
      ),
    ).toBeUndefined();
  });
});

describe("talwegs", () => {
  //  A valley along x = 300 that falls southwards.
  const valley = relief((x, y) => 300 + 0.05 * Math.abs(x - 300) + 0.02 * y);

  it("gather at the bottom of a valley and leave it downhill", () => {
    const steps = talwegsOf(valley, 50_000);
    expect(steps.length).toBeGreaterThan(5);
    for (const { from, to } of steps) {
      expect(Math.abs((from[0] - X0) / 1000 - 300)).toBeLessThan(35);
      expect(to[1]).toBeLessThan(from[1]);
    }
  });

  it("run over a hollow instead of ending in it", () => {
    const pit = relief(
      (x, y) => 300 + 0.05 * Math.abs(x - 300) + 0.02 * y - (Math.hypot(x - 300, y - 300) < 60 ? 8 : 0),
    );
    const lowest = Math.min(...talwegsOf(pit, 50_000).map(({ to }) => (to[1] - Y0) / 1000));
    expect(lowest).toBeLessThan(40);
  });

  it("that parcels close are remarked, and drainage is scored", () => {
    const made = layOut({ ...emptySite(SITE, { facilities: [] }), relief: valley });
    if (isRefusal(made)) throw new Error(made.code);
    const told = made.remarks.find(({ code }) => code === "layout.talweg-closed");
    expect(Number(told?.params?.["count"])).toBeGreaterThan(0);
    expect(made.score.drainage).toBeGreaterThan(0.9);
    const flat = layOut(emptySite(SITE, { facilities: [] }));
    if (isRefusal(flat)) throw new Error(flat.code);
    expect(flat.score).not.toHaveProperty("drainage");
  });
});
