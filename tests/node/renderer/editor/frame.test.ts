import { expect, it } from "vitest";
import type { Box } from "#core/geometry/box";
import { FIT_PADDING, frameFitting, toPx } from "#editor/frame";

it.each<[string, Box, [number, number]]>([
  ["a wide box", [0, 0, 900_000, 100_000], [800, 600]],
  ["a high box", [5_000, -40_000, 45_000, 700_000], [742, 692]],
])("fits %s into the map, as near as the free edges let it", (_, box, size) => {
  const frame = frameFitting(box, size);
  const [top, right, bottom, left] = FIT_PADDING;
  const [x1, y1] = toPx(frame, [box[0], box[3]]);
  const [x2, y2] = toPx(frame, [box[2], box[1]]);
  const free = [x1 - left, y1 - top, size[0] - right - x2, size[1] - bottom - y2];
  for (const px of free) expect(px).toBeGreaterThan(-1e-6);
  expect(Math.min(...free)).toBeCloseTo(0, 6);
  // In the middle of what is left free.
  expect(free[0]).toBeCloseTo(free[2] as number, 6);
  expect(free[1]).toBeCloseTo(free[3] as number, 6);
});

it("shows a lone point with the ground around it", () => {
  const [top, right, bottom, left] = FIT_PADDING;
  const frame = frameFitting([1000, 1000, 1000, 1000], [500 + left + right, 500 + top + bottom]);
  expect(frame.mmPerPx).toBeCloseTo(40);
});
