import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fittedView, type PhotoSizes, panned, zoomed } from "#ui/documents/photo-view";

const size = fc.integer({ min: 40, max: 4000 });
const sizes = fc.record({ width: size, height: size, picture: fc.record({ width: size, height: size }) });
const step = fc.oneof(
  fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }), x: fc.nat(4000), y: fc.nat(4000) }),
  fc.record({ dx: fc.integer({ min: -9000, max: 9000 }), dy: fc.integer({ min: -9000, max: 9000 }) }),
);

function walked(given: PhotoSizes, steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) {
  return steps.reduce(
    (view, one) =>
      "factor" in one ? zoomed(view, one.factor, [one.x, one.y], given) : panned(view, one.dx, one.dy, given),
    fittedView(given),
  );
}

describe("a photo in its pane", () => {
  it("fits whole at first, and is not blown up", () => {
    expect(fittedView({ width: 400, height: 300, picture: { width: 800, height: 300 } })).toEqual({
      scale: 0.5,
      x: 0,
      y: 75,
    });
    expect(fittedView({ width: 400, height: 300, picture: { width: 100, height: 100 } }).scale).toBe(1);
  });

  it("keeps what is under the hand there while zooming in", () => {
    const given = { width: 400, height: 300, picture: { width: 4000, height: 3000 } };
    const before = fittedView(given);
    const after = zoomed(before, 3, [150, 100], given);
    expect((150 - after.x) / after.scale).toBeCloseTo((150 - before.x) / before.scale, 6);
  });

  it("never leaves its pane empty beside it, whatever is done", () => {
    fc.assert(
      fc.property(sizes, fc.array(step, { maxLength: 12 }), (given, steps) => {
        const { scale, x, y } = walked(given, steps);
        const { width, height, picture } = given;
        expect(scale).toBeGreaterThanOrEqual(fittedView(given).scale - 1e-9);
        for (const [from, pane, length] of [
          [x, width, picture.width * scale],
          [y, height, picture.height * scale],
        ] as const) {
          if (length <= pane) expect(from).toBeCloseTo((pane - length) / 2, 6);
          else expect(from <= 1e-6 && from + length >= pane - 1e-6).toBe(true);
        }
      }),
    );
  });
});
