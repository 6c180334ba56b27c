import { expect, test } from "vitest";
import { straightestRun } from "#editor/straight-run";

const picture = { width: 1000, height: 1000 };

test("words follow a line that bends a little, from its first vertex to its last", () => {
  //  .---.
  // /     \      five steps of 40 px, 2° each: none alone is long enough for words of 120 px
  const path: number[] = [400, 400];
  for (let i = 0; i < 5; i++) {
    const angle = ((i * 2 - 4) * Math.PI) / 180;
    path.push((path.at(-2) as number) + 40 * Math.cos(angle), (path.at(-1) as number) + 40 * Math.sin(angle));
  }
  const [x, , dx, dy] = straightestRun(path, 120, picture) ?? [];
  expect(x).toBeCloseTo(500, 0);
  expect(dx).toBeGreaterThan(0.99);
  expect(Math.abs(dy ?? 1)).toBeLessThan(0.1);
});

test("a corner ends the run", () => {
  expect(straightestRun([300, 300, 380, 300, 380, 380], 100, picture)).toBeUndefined();
  expect(straightestRun([300, 300, 380, 300, 380, 450], 100, picture)).toEqual([380, 375, 0, 1]);
});

test("a long road is named where it is seen, not in its middle far off", () => {
  const [x, y] = straightestRun([500, 500, 90_500, 500], 100, picture) ?? [];
  expect(x).toBeGreaterThan(500);
  expect(x).toBeLessThan(1000 * (5 / 6));
  expect(y).toBe(500);
});

test("at the edge of the picture is better than not at all; out of it is not", () => {
  expect(straightestRun([0, 10, 140, 10], 100, picture)).toEqual([70, 10, 1, 0]);
  expect(straightestRun([-500, 10, -10, 10], 100, picture)).toBeUndefined();
});

test("a vertex given twice is no turn", () => {
  expect(straightestRun([300, 400, 360, 400, 360, 400, 420, 400], 100, picture)).toEqual([360, 400, 1, 0]);
});
