import { expect, test } from "vitest";
import type { SnapRun } from "#core/derived/snap/snap";
import { traceBoundary } from "#core/derived/trace-boundary";

//  20 ┌───┬───┬───┐
//     │ A │ B │ C │
//   0 └───┴───┴───┘
//     0   10  20  40     a wall from 60,0 to 70,0 hangs on nothing
const runs: readonly SnapRun[] = [
  { run: [0, 0, 10, 0, 10, 20, 0, 20], closed: true },
  { run: [10, 0, 20, 0, 20, 20, 10, 20], closed: true },
  { run: [20, 0, 40, 0, 40, 20, 20, 20], closed: true },
  { run: [60, 0, 70, 0], closed: false },
].map(({ run, closed }) => ({ run: run.map((m) => m * 1000), closed }));
const mm = (...m: number[]): number[] => m.map((value) => value * 1000);

test("follows a street front over several parcels, from within one side to within another", () => {
  expect(traceBoundary(runs, [4_000, 0], [33_000, 0])).toEqual(mm(10, 0, 20, 0, 33, 0));
});

test("takes the shorter way round", () => {
  expect(traceBoundary(runs, [0, 4_000], [0, 18_000])).toEqual(mm(0, 18));
  expect(traceBoundary(runs, [0, 4_000], [9_000, 0])).toEqual(mm(0, 0, 9, 0));
  expect(traceBoundary(runs, [40_000, 20_000], [30_000, 0])).toEqual(mm(40, 0, 30, 0));
});

test("two places on one side, whichever way the side runs", () => {
  expect(traceBoundary(runs, [2_000, 0], [8_000, 0])).toEqual(mm(8, 0));
  expect(traceBoundary(runs, [8_000, 0], [2_000, 0])).toEqual(mm(2, 0));
});

test("no boundary leads to open ground, to what hangs on nothing, or to where one stands", () => {
  expect(traceBoundary(runs, [0, 0], [5_000, 5_000])).toBeUndefined();
  expect(traceBoundary(runs, [0, 0], [60_000, 0])).toBeUndefined();
  expect(traceBoundary(runs, [0, 0], [0, 0])).toBeUndefined();
});
