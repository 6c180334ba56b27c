import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HeldSnap, holdSnap } from "#core/derived/snap/guides";
import { type SnapRun, snapTo } from "#core/derived/snap/snap";
import { type Snap, type SnapKind, snapKinds } from "#core/derived/snap/snap-kinds";
import type { Position } from "#core/geometry/geometry";

//  0,10 ──── 10,10
//   │    A    │          D: a lone point at 40,4
//  0,0 ───── 10,0
//       C crosses A's foot at 4,0 from 2,-4 to 6,4     E: a wall from 20,0 to 26,3
const A: SnapRun = { run: [0, 0, 10_000, 0, 10_000, 10_000, 0, 10_000], closed: true };
const C: SnapRun = { run: [2_000, -4_000, 6_000, 4_000], closed: false };
const D: SnapRun = { run: [40_000, 4_000], closed: false };
const E: SnapRun = { run: [20_000, 0, 26_000, 3_000], closed: false };

function snap(at: Position, more: { kinds?: readonly SnapKind[]; last?: Position; held?: readonly HeldSnap[] } = {}) {
  const { kinds = snapKinds, last, held } = more;
  return snapTo({ at, reachMm: 500, kinds: new Set(kinds), runsNear: () => [A, C, D, E], last, held });
}

describe("draws to", () => {
  test.each([
    ["a vertex before all else", [9_800, 60], "vertex", [10_000, 0]],
    ["a lone point", [40_100, 4_100], "vertex", [40_000, 4_000]],
    ["where two boundaries cross", [4_100, 120], "intersection", [4_000, 0]],
    ["the middle of a side", [10_100, 5_100], "middle", [10_000, 5_000]],
    ["a boundary", [10_200, 2_345], "edge", [10_000, 2_345]],
  ] as const)("%s", (_, at, kind, to) => {
    expect(snap(at)).toMatchObject({ kind, at: to });
  });

  test("the foot of the square from the last position, before the boundary it lies on", () => {
    expect(snap([10_080, 3_100], { last: [3_000, 3_000] })).toMatchObject({
      kind: "perpendicular",
      at: [10_000, 3_000],
      guides: [[3_000, 3_000, 10_000, 3_000]],
    });
  });

  test("the extension of a side the hand was on, and where it meets another boundary", () => {
    const held = holdSnap([], snap([10_000, 100]));
    expect(snap([14_000, 90], { held })).toMatchObject({ kind: "extension", at: [14_000, 0] });
    // The side through 10,10 and 0,10 carried on is nothing that was held.
    expect(snap([14_000, 10_090], { held })).toBeUndefined();
    expect(snap([25_900, 2_900], { held: holdSnap([], snap([26_000, 3_000])) })).toMatchObject({ kind: "vertex" });
  });

  test("the parallel to a boundary the hand was on, through the last position", () => {
    const held = holdSnap([], snap([23_000, 1_700], { kinds: ["edge"] }));
    expect(snap([34_100, 22_000], { held, last: [30_000, 20_000] })).toMatchObject({
      kind: "parallel",
      at: [34_080, 22_040],
    });
  });

  test("nothing of a kind that is switched off", () => {
    expect(snap([9_800, 60], { kinds: ["edge"] })).toMatchObject({ kind: "edge", at: [9_800, 0] });
    expect(snap([9_800, 60], { kinds: [] })).toBeUndefined();
  });
});

test("remembers the last two places only, none twice, and no extension of an extension", () => {
  const corner = snap([0, 0]) as Snap;
  const other = snap([26_000, 3_000]) as Snap;
  const third = snap([4_000, 0], { kinds: ["intersection"] }) as Snap;
  const held = [corner, other, other, third].reduce(holdSnap, [] as readonly HeldSnap[]);
  expect(held.map(({ at }) => at)).toEqual([
    [26_000, 3_000],
    [4_000, 0],
  ]);
  expect(holdSnap(held, { ...corner, kind: "extension" })).toBe(held);
});

test("law: a snap lies on the grid, within reach, and the nearest vertex within reach always wins", () => {
  const coordinate = fc.integer({ min: -2_000, max: 12_000 });
  fc.assert(
    fc.property(coordinate, coordinate, (x, y) => {
      const found = snap([x, y]);
      const corners = [A, C].flatMap(({ run }) => run.flatMap((v, i) => (i % 2 ? [] : [[v, run[i + 1] as number]])));
      const nearest = Math.min(...corners.map(([cx, cy]) => Math.hypot((cx as number) - x, (cy as number) - y)));
      if (nearest <= 500) expect(found?.kind).toBe("vertex");
      if (!found) return;
      expect(found.at.every(Number.isInteger)).toBe(true);
      expect(Math.hypot(found.at[0] - x, found.at[1] - y)).toBeLessThanOrEqual(501);
    }),
  );
});
