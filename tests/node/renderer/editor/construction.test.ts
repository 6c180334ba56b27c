import { describe, expect, test } from "vitest";
import { offsetPath } from "#core/engines/network/offset-path";
import type { Position } from "#core/geometry/geometry";
import {
  type Construction,
  type ConstructionEvent,
  freeConstruction,
  isHeld,
  place,
  stepConstruction,
} from "#editor/construction";

const start = freeConstruction(10);

function held(...events: ConstructionEvent[]): Construction {
  return events.reduce(stepConstruction, start);
}

const lock = (locks: Construction["locks"]): ConstructionEvent => ({ type: "lock", locks });

function put(construction: Construction, path: readonly number[], hand: Position, turned = false) {
  const trace = (_from: Position, to: Position): readonly number[] => [5_000, 0, ...to];
  return place(construction, { path, hand, turned, trace, beside: offsetPath });
}

const EAST = [0, 0, 10_000, 0] as const;

describe("the next vertex", () => {
  test("is where the hand is while nothing holds it", () => {
    expect(put(start, EAST, [12_345, 678])).toEqual({ at: [12_345, 678], exact: false });
  });

  test.each([
    ["a distance, towards the hand", { distanceMm: 5_000 }, [10_000, 9_000], [10_000, 5_000]],
    ["a bearing, square to the hand", { bearingDeg: 90 }, [17_000, 3_000], [17_000, 0]],
    [
      "distance and bearing, whatever the hand does",
      { distanceMm: 12_345, bearingDeg: 180 },
      [0, 99],
      [10_000, -12_345],
    ],
    ["a bearing up to an x", { bearingDeg: 45, xMm: 14_000 }, [0, 0], [14_000, 4_000]],
    ["a distance up to an x, on the hand's side", { distanceMm: 5_000, xMm: 13_000 }, [0, -1], [13_000, -4_000]],
    ["a distance up to a y, on the hand's side", { distanceMm: 5_000, yMm: 3_000 }, [99_000, 0], [14_000, 3_000]],
    ["an x", { xMm: 1_500 }, [9, 8], [1_500, 8]],
    ["a place", { xMm: 1_500, yMm: -20 }, [9, 8], [1_500, -20]],
  ] as const)("is held to %s", (_, locks, hand, at) => {
    expect(put(held(lock(locks)), EAST, hand)).toEqual({ at, exact: true });
  });

  test("the first vertex can be held to x and y only", () => {
    expect(put(held(lock({ xMm: 1_000, yMm: 2_000 })), [], [5, 5]).at).toEqual([1_000, 2_000]);
    expect(put(held(lock({ distanceMm: 1_000 })), [], [5, 5]).at).toEqual([5, 5]);
  });

  test("is square to the segment before, or in line with it; Shift turns that over", () => {
    const square = held({ type: "square" });
    expect(put(square, EAST, [10_900, 7_000]).at).toEqual([10_000, 7_000]);
    expect(put(square, EAST, [18_000, 500]).at).toEqual([18_000, 0]);
    expect(put(square, EAST, [10_900, 7_000], true).at).toEqual([10_900, 7_000]);
    expect(put(start, EAST, [10_900, 7_000], true).at).toEqual([10_000, 7_000]);
    expect(put(square, [0, 0], [4_000, 300]).at).toEqual([4_000, 0]);
    expect(put(stepConstruction(square, lock({ distanceMm: 2_500 })), EAST, [10_900, 7_000]).at).toEqual([
      10_000, 2_500,
    ]);
  });

  test("closes the ring in spite of right angles", () => {
    expect(put(held({ type: "square" }), [0, 0, 10_000, 0, 9_000, 8_000], [0, 0]).at).toEqual([0, 0]);
  });

  test("follows a boundary, or runs beside it", () => {
    const trace = held({ type: "mode", mode: "trace" });
    expect(put(trace, [0, 0], [10_000, 0])).toEqual({ at: [10_000, 0], via: [5_000, 0], exact: true });
    const beside = stepConstruction(trace, { type: "offset", offsetMm: 1_000 });
    expect(put(beside, [0, 0], [10_000, 0])).toEqual({
      at: [10_000, -1_000],
      via: [0, -1_000, 5_000, -1_000],
      exact: true,
    });
  });

  test("ends an arc that goes through the position set before", () => {
    const arc = held({ type: "mode", mode: "arc" }, { type: "through", at: [5_000, 5_000] });
    const { at, via = [] } = put(arc, [0, 0], [10_000, 0]);
    expect(at).toEqual([10_000, 0]);
    expect(via.length / 2).toBeGreaterThan(10);
  });
});

describe("what holds it", () => {
  test("two figures fix a vertex: a third frees what it cannot stand beside", () => {
    expect(held(lock({ distanceMm: 1 }), lock({ bearingDeg: 2 }), lock({ xMm: 3 })).locks).toEqual({ xMm: 3 });
    expect(held(lock({ xMm: 1 }), lock({ yMm: 2 }), lock({ distanceMm: 3 })).locks).toEqual({ distanceMm: 3 });
    expect(held(lock({ xMm: 1 }), lock({ xMm: undefined, yMm: 4 })).locks).toEqual({ xMm: undefined, yMm: 4 });
  });

  test("is let go of when the vertex is set; right angles and tracing stay", () => {
    const set = held({ type: "square" }, { type: "mode", mode: "trace" }, lock({ xMm: 1 }), { type: "placed" });
    expect(set).toMatchObject({ locks: {}, square: true, mode: "trace" });
  });

  test("Escape lets go of figures first, then of arc or trace", () => {
    const locked = held({ type: "mode", mode: "arc" }, { type: "through", at: [1, 1] }, lock({ xMm: 1 }));
    const once = stepConstruction(locked, { type: "cancel" });
    expect(once).toMatchObject({ locks: {}, mode: "arc", through: [1, 1] });
    const twice = stepConstruction(once, { type: "cancel" });
    expect(twice).toEqual(start);
    expect([locked, once, twice].map(isHeld)).toEqual([true, true, false]);
  });
});
