import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultOfPolygon } from "#core/derived/polygon-fault";
import { splitPolygon } from "#core/derived/split-polygon";
import { type PolygonGeometry, polygonOf } from "#core/geometry/geometry";
import { perimeterMm, planAreaM2, reversed, sideOfPolygon } from "#core/geometry/ring";

/** A star about a centre: any radii give a ring that does not cross itself. */
function star(radii: readonly number[], centre: readonly [number, number], turn: number): number[] {
  return radii.flatMap((radius, i) => {
    const angle = turn + (i * 2 * Math.PI) / radii.length;
    return [Math.round(centre[0] + radius * Math.cos(angle)), Math.round(centre[1] + radius * Math.sin(angle))];
  });
}

const [CX, CY] = [612_345_678, 1_398_765_432];
const polygons: fc.Arbitrary<PolygonGeometry> = fc
  .record({
    radii: fc.array(fc.integer({ min: 12_000, max: 40_000 }), { minLength: 3, maxLength: 14 }),
    hole: fc.option(fc.array(fc.integer({ min: 1_000, max: 4_500 }), { minLength: 3, maxLength: 8 })),
    turn: fc.double({ min: 0, max: 6, noNaN: true }),
  })
  .map(({ radii, hole, turn }) => {
    const shell = star(radii, [CX, CY], turn);
    return hole ? polygonOf(shell, reversed(star(hole, [CX, CY], turn + 1))) : polygonOf(shell);
  })
  .filter((polygon) => faultOfPolygon(polygon) === undefined);

const near = fc.integer({ min: -45_000, max: 45_000 });
const paths = fc
  .array(fc.tuple(near, near), { minLength: 2, maxLength: 5 })
  .map((points) => points.flatMap(([x, y]) => [CX + x, CY + y]));

describe("splitPolygon", () => {
  it("gives sound pieces that fill the polygon, or says where it cannot", () => {
    let divided = 0;
    let holed = 0;
    fc.assert(
      fc.property(polygons, paths, (polygon, path) => {
        const outcome = splitPolygon(polygon, path);
        if ("fault" in outcome) {
          expect(outcome.at.every(Number.isInteger)).toBe(true);
          return;
        }
        divided++;
        if (polygon.rings.length > 1) holed++;
        const { pieces, inserted } = outcome;
        expect(pieces.length).toBeGreaterThan(1);
        for (const piece of pieces) {
          expect(faultOfPolygon(piece)).toBeUndefined();
          expect(piece.rings.flat().every(Number.isInteger)).toBe(true);
        }
        // Each new vertex may draw its edge aside by the rounding of the grid, no more.
        const rounding = polygon.rings.reduce((sum, ring) => sum + perimeterMm(ring), 0) / 1e6;
        const total = pieces.reduce((sum, piece) => sum + planAreaM2(piece), 0);
        expect(Math.abs(total - planAreaM2(polygon))).toBeLessThanOrEqual(rounding * Math.max(1, inserted.length));
      }),
      { numRuns: 2_000 },
    );
    expect(divided).toBeGreaterThan(400);
    expect(holed).toBeGreaterThan(100);
  });

  it("refuses legs that rounding leads across each other, rather than lose ground", () => {
    const around = [
      ...[12357678, 98765432, 12356303, 98771009, 12352495, 98775308, 12347651, 98781682, 12341423, 98776652],
      ...[12336696, 98773389, 12334027, 98768304, 12334027, 98762560, 12336696, 98757475, 12341423, 98754212],
      ...[12347124, 98753519, 12352495, 98755556, 12356303, 98759855],
    ];
    const path = [12345676, 98753694, 12345678, 98788887, 12345672, 98753688];
    expect(splitPolygon({ kind: "polygon", rings: [around] }, path)).toMatchObject({ fault: "no-room" });
  });

  it("shares every vertex of the cut between the pieces beside it", () => {
    fc.assert(
      fc.property(polygons, paths, (polygon, path) => {
        const outcome = splitPolygon(polygon, path);
        if ("fault" in outcome) return;
        const runs = new Map<string, number>();
        for (const { rings } of outcome.pieces) {
          for (const ring of rings) {
            for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
              const [a, b] = [`${ring[j]} ${ring[j + 1]}`, `${ring[i]} ${ring[i + 1]}`];
              const key = a < b ? `${a} ${b}` : `${b} ${a}`;
              runs.set(key, (runs.get(key) ?? 0) + (a < b ? 1 : -1));
            }
          }
        }
        // What two pieces share cancels; the rest is the old boundary with the new vertices in it.
        const rim = [...runs].filter(([, sum]) => sum !== 0);
        const added = outcome.inserted.reduce((sum, { points }) => sum + points.length / 2, 0);
        expect(rim.length).toBe(polygon.rings.reduce((sum, ring) => sum + ring.length / 2, 0) + added);
      }),
      { numRuns: 500 },
    );
  });

  it("says where a line goes wrong", () => {
    const box = polygonOf([0, 0, 10_000, 0, 10_000, 10_000, 0, 10_000]);
    expect(splitPolygon(box, [-1000, 5000, 6000, 5000])).toEqual({ fault: "stops-inside", at: [6000, 5000] });
    expect(splitPolygon(box, [0, 5000])).toMatchObject({ fault: "line-misses" });
    expect(sideOfPolygon(box, 6000, 5000)).toBe(1);
  });
});
