import { describe, expect, it } from "vitest";
import { drawRoute } from "#core/commands/draw-route";
import type { PointGeometry, Position } from "#core/geometry/geometry";
import { seededIds } from "#core/model/ledger";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { aProject, grid, lineM } from "#tests/helpers/builders";
import { pathOf } from "#tests/helpers/shapes";

const env = { newId: seededIds("n"), now: "" };
const m = (x: number, y: number): Position => [x * 1000, y * 1000];

//  |     |
//  +-----+---   two streets across, two up; a third far off
//  |     |
//  +-----+---
const village = () =>
  aProject()
    .axis("south", lineM(0, 0, 200, 0))
    .axis("north", lineM(0, 100, 200, 100))
    .axis("west", lineM(0, -20, 0, 120))
    .axis("east", lineM(100, 0.4, 100, 120))
    .axis("apart", lineM(1000, 0, 1000, 100))
    .build();

describe("draw-route", () => {
  it("follows the streets, with poles at bends and at equal spans", () => {
    const outcome = drawRoute.plan(
      village(),
      { class: "powerLine", points: [m(20, 0), m(100, 60)], fields: { level: "BT" }, withPoles: true, spanM: 50 },
      env,
    );
    if (isRefusal(outcome)) throw new Error(outcome.code);
    const [line, ...poles] = outcome.change.added;
    expect(pathOf(line?.geometry).slice(0, 2)).toEqual(grid([20, 0]));
    expect(pathOf(line?.geometry).slice(-2)).toEqual(grid([100, 60]));
    expect(outcome.params?.["metres"]).toBe(140);
    expect(poles.map((pole) => (pole.geometry as PointGeometry).at)).toEqual(
      [m(20, 0), m(60, 0), [100_000, 0], m(100, 30), m(100, 60)].map((at) =>
        expect.arrayContaining([expect.closeTo(at[0], -3), expect.closeTo(at[1], -3)]),
      ),
    );
    expect(line?.fields).toEqual({ state: "projete", level: "BT" });
  });

  it("passes the points in between", () => {
    const points = [m(20, 0), m(50, 100), m(150, 0)];
    const outcome = drawRoute.plan(village(), { class: "pipe", points, fields: {} }, env);
    if (isRefusal(outcome)) throw new Error(outcome.code);
    const path = pathOf(outcome.change.added[0]?.geometry);
    const at = path.findIndex((x, i) => i % 2 === 0 && x === 50_000 && path[i + 1] === 100_000);
    expect(at).toBeGreaterThan(0);
    expect(outcome.change.added).toHaveLength(1);
  });

  it("keeps beside the axis when asked", () => {
    const outcome = drawRoute.plan(
      village(),
      { class: "pipe", points: [m(20, 0), m(80, 0)], fields: {}, offsetM: 3 },
      env,
    );
    if (isRefusal(outcome)) throw new Error(outcome.code);
    expect(pathOf(outcome.change.added[0]?.geometry)).toEqual(grid([20, -3, 80, -3]));
  });

  it.each([
    ["no street joins", [m(20, 0), m(1000, 50)], "network.unreachable", m(1000, 50)],
    ["no street is near", [m(20, 0), m(5000, 5000)], "network.no-street", m(5000, 5000)],
    ["there is one point", [m(20, 0)], "network.too-few-points", undefined],
  ] as const)("refuses when %s", (_, points, code, at) => {
    const outcome = drawRoute.plan(village(), { class: "pipe", points, fields: {} }, env) as Refusal;
    expect(outcome).toMatchObject({ refused: true, code });
    expect(outcome.at).toEqual(at);
  });
});
