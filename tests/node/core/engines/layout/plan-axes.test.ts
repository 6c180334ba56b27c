import { expect, it } from "vitest";
import { layOut } from "#core/engines/layout/lay-out";
import { footOnSegment } from "#core/geometry/path";
import { isRefusal } from "#core/model/refusal";
import { emptySite, metres } from "./layout-worlds.ts";

/** Millimetres from a position to the nearest of some paths. */
function farFrom(paths: readonly (readonly number[])[], x: number, y: number): number {
  let least = Infinity;
  for (const path of paths) {
    for (let i = 0; i + 3 < path.length; i += 2) {
      const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
      least = Math.min(least, footOnSegment(ax, ay, bx, by, x, y).distanceMm);
    }
  }
  return least;
}

it("leads every new centreline on to the street it runs into, or out of the site", () => {
  const site = metres(0, 0, 420, 40, 500, 380, 160, 460, -60, 260);
  const road = { id: "r", path: metres(-200, 150, 230, 210, 700, 180), rank: "secondary" as const, widthM: 18 };
  const result = layOut({ ...emptySite([site]), streets: [road] });
  if (isRefusal(result)) throw new Error(result.code);
  const laid = result.axes.filter(({ existing }) => existing === undefined);
  expect(laid.length).toBeGreaterThan(5);
  const border = [...site, ...site.slice(0, 2)];
  for (const { path } of laid) {
    const others = result.axes.filter((axis) => axis.path !== path).map((axis) => axis.path);
    for (const [x, y] of [path.slice(0, 2), path.slice(-2)] as [number, number][])
      expect(Math.min(farFrom(others, x, y), farFrom([border], x, y))).toBeLessThan(2);
  }
});
