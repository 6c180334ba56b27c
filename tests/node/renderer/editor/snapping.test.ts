import { expect, test } from "vitest";
import { lineOf, polygonOf } from "#core/geometry/geometry";
import { FeatureArrays } from "#editor/feature-arrays";
import { snapAt } from "#editor/snapping";

//   0,10 ─── 10,10 (m)
//    │    A    │
//   0,0  ─── 10,0 ──── 30,0 B (a line)
const arrays = new FeatureArrays([
  { id: "A", class: "parcel", geometry: polygonOf([0, 0, 10_000, 0, 10_000, 10_000, 0, 10_000]), fields: {} },
  { id: "B", class: "powerLine", geometry: lineOf([10_000, 0, 30_001, 0]), fields: {} },
]);
const none = new Set<never>();

test.each([
  ["a vertex, though an edge is nearer", [9_700, 100], { kind: "vertex", at: [10_000, 0] }],
  ["the middle of a segment, on the grid", [20_100, 150], { kind: "middle", at: [20_001, 0] }],
  ["the foot on a segment", [3_000, -200], { kind: "edge", at: [3_000, 0] }],
  ["the edge that closes a ring", [100, 7_400], { kind: "edge", at: [0, 7_400] }],
] as const)("draws to %s", (_, at, expected) => {
  expect(snapAt(arrays, none, at, 500)).toMatchObject(expected);
});

test("draws to nothing out of reach, to no line's missing closing side, and to no hidden class", () => {
  expect(snapAt(arrays, none, [5_000, 5_000], 500)).toBeUndefined();
  expect(snapAt(arrays, new Set(["parcel", "powerLine"] as const), [0, 0], 500)).toBeUndefined();
});

test("draws to what is being drawn", () => {
  expect(snapAt(arrays, none, [50_100, 50_000], 500, { besides: [[50_000, 50_000]] })).toMatchObject({
    kind: "vertex",
    at: [50_000, 50_000],
  });
});
