import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ControlPoint, fitControl, scaleOfFit, turnOfFit } from "#core/geometry/control-fit";
import type { Position } from "#core/geometry/geometry";

const place = fc.tuple(fc.double({ min: 0, max: 8000, noNaN: true }), fc.double({ min: -6000, max: 0, noNaN: true }));
const spreadOut = (points: readonly Position[]): boolean => {
  const [a, b, c] = points as [Position, Position, Position];
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) > 10_000;
};

describe("a fit by control points", () => {
  it("gives back the turn, scale and place a plan was laid with, whatever the method", () => {
    const turned = fc.record({
      places: fc.array(place, { minLength: 3, maxLength: 9 }).filter(spreadOut),
      scale: fc.double({ min: 0.01, max: 5, noNaN: true }),
      turn: fc.double({ min: -179, max: 179, noNaN: true }),
      x0: fc.double({ min: 2e5, max: 8e5, noNaN: true }),
      y0: fc.double({ min: 1e6, max: 3e6, noNaN: true }),
      method: fc.constantFrom("helmert" as const, "affine" as const),
    });
    fc.assert(
      fc.property(turned, ({ places, scale, turn, x0, y0, method }) => {
        const [cos, sin] = [Math.cos((-turn * Math.PI) / 180) * scale, Math.sin((-turn * Math.PI) / 180) * scale];
        const points = places.map(
          ([x, y]): ControlPoint => ({ from: [x, y], to: [x0 + x * cos - y * sin, y0 + x * sin + y * cos] }),
        );
        const fit = fitControl(points, method);
        if (typeof fit === "string") throw new Error(fit);
        expect(fit.rmsM).toBeLessThan(1e-5);
        expect(scaleOfFit(fit)).toBeCloseTo(scale, 6);
        expect(turnOfFit(fit)).toBeCloseTo(turn, 4);
      }),
    );
  });

  it("is the best there is: no small change of it fits better", () => {
    const noisy = fc.array(fc.tuple(place, place), { minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(noisy, fc.constantFrom("helmert" as const, "affine" as const), (pairs, method) => {
        const points = pairs.map(([from, to]): ControlPoint => ({ from, to }));
        const fit = fitControl(points, method);
        if (typeof fit === "string") return;
        const squares = (dx: number, dy: number, grown: number): number =>
          points.reduce((sum, { from: [x, y], to }) => {
            const X = (fit.x0 + x * fit.xx + y * fit.xy) * 1 + dx + grown * x;
            const Y = fit.y0 + x * fit.yx + y * fit.yy + dy + grown * y;
            return sum + (X - to[0]) ** 2 + (Y - to[1]) ** 2;
          }, 0);
        const best = squares(0, 0, 0);
        for (const [dx, dy, grown] of [
          [1, 0, 0],
          [-1, 0, 0],
          [0, 1, 0],
          [0, -1, 0],
          [0, 0, 1e-3],
          [0, 0, -1e-3],
        ])
          expect(squares(dx as number, dy as number, grown as number)).toBeGreaterThanOrEqual(best * (1 - 1e-9));
      }),
    );
  });

  it("is not made of too few points, of one point twice, nor an affine one of points on a line", () => {
    const at = (x: number, y: number): ControlPoint => ({ from: [x, y], to: [600_000 + x, 1_400_000 + y] });
    expect(fitControl([at(0, 0)], "helmert")).toBe("too-few");
    expect(fitControl([at(0, 0), at(5, 5)], "affine")).toBe("too-few");
    expect(fitControl([at(3, 3), at(3, 3)], "helmert")).toBe("flat");
    expect(fitControl([at(0, 0), at(10, 10), at(20, 20)], "affine")).toBe("flat");
    expect(fitControl([at(0, 0), at(10, 10), at(20, 20)], "helmert")).toMatchObject({ method: "helmert" });
  });

  it("tells a point that was taken wrong by its residual", () => {
    const corners: Position[] = [
      [0, 0],
      [1000, 0],
      [1000, -800],
      [0, -800],
      [500, -400],
    ];
    const points = corners.map(
      ([x, y], i): ControlPoint => ({ from: [x, y], to: [600_000 + x / 10 + (i === 2 ? 3 : 0), 1_400_000 + y / 10] }),
    );
    const fit = fitControl(points, "helmert");
    if (typeof fit === "string") throw new Error(fit);
    expect(fit.residualsM.indexOf(Math.max(...fit.residualsM))).toBe(2);
  });
});
