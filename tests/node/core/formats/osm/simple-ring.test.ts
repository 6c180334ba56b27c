import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AreaWay } from "#core/formats/osm/area-way";
import { assembleAny, assembleRings } from "#core/formats/osm/assemble-rings";
import { simpleRing } from "#core/formats/osm/simple-ring";

/** A closed way through places of a small grid: it touches, crosses and folds back on itself as often as not. */
const anyWay = (most: number, side: number): fc.Arbitrary<AreaWay> =>
  fc.array(fc.tuple(fc.nat(side), fc.nat(side), fc.boolean()), { minLength: 3, maxLength: most }).map((places) => {
    // The same place is the same node, but for a few that another node has come to.
    const nodes = places.map(([x, y, other]) => x * 1000 + y + (other && x === 1 ? 500 : 0));
    const path = places.flatMap(([x, y]) => [1_400_000_000 + x * 7, 500_000_000 - y * 5]);
    return { id: 1, path: [...path, ...path.slice(0, 2)], nodes: [...nodes, nodes[0] as number] };
  });

/** A star round a point: sound whatever the radii, and with many corners. */
const star: fc.Arbitrary<AreaWay> = fc
  .tuple(fc.array(fc.integer({ min: 1000, max: 9000 }), { minLength: 3, maxLength: 80 }), fc.boolean())
  .map(([radii, clockwise]) => {
    const corners = radii.map((radius, i) => {
      const angle = ((clockwise ? -i : i) / radii.length) * 2 * Math.PI;
      return [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))] as const;
    });
    const path = corners.flat();
    const nodes = corners.map((_, i) => i + 1);
    return { id: 1, path: [...path, ...path.slice(0, 2)], nodes: [...nodes, 1] };
  });

describe("the short way to the ring of a way", () => {
  test.each([
    ["small grids", anyWay(7, 3)],
    ["wider grids", anyWay(12, 9)],
    ["many corners", anyWay(60, 200)],
    ["stars", star],
  ])("gives what the long way gives: %s", (_name, ways) => {
    fc.assert(
      fc.property(ways, (way) => {
        expect(assembleRings([way])).toEqual(assembleAny([way]));
      }),
      { numRuns: 500 },
    );
  });

  test("is taken for a sound ring and for no other", () => {
    const way = (...path: number[]): AreaWay => ({
      id: 1,
      path: [...path, ...path.slice(0, 2)],
      nodes: [...path.filter((_, i) => i % 2 === 0).map((_, i) => i), 0],
    });
    expect(simpleRing(way(0, 0, 9, 0, 9, 9))).toEqual([0, 0, 9, 0, 9, 9]);
    expect(simpleRing(way(0, 0, 9, 9, 9, 0))).toEqual([9, 9, 0, 0, 9, 0]);
    expect(simpleRing(way(0, 0, 9, 9, 9, 0, 0, 9))).toBeUndefined();
    expect(simpleRing(way(0, 0, 9, 0, 5, 0, 5, 9))).toBeUndefined();
    expect(simpleRing(way(0, 0, 9, 0, 0, 0))).toBeUndefined();
  });
});
