import fc from "fast-check";
import { faultOfPolygon } from "#core/derived/polygon-fault";
import type { PolygonGeometry } from "#core/geometry/geometry";

/** Where random parcels lie: UTM-sized coordinates. */
const [OX, OY] = [612_345_000, 1_398_765_000];

/** Star-shaped parcels, often concave, some with needle-thin arms, millimetres on the grid. */
export const starPolygons: fc.Arbitrary<PolygonGeometry> = fc
  .record({
    radii: fc.array(fc.integer({ min: 4_000, max: 60_000 }), { minLength: 3, maxLength: 20 }),
    turn: fc.double({ min: 0, max: Math.PI, noNaN: true }),
    squeeze: fc.constantFrom(1, 1, 0.5, 0.08),
    hole: fc.boolean(),
  })
  .map(({ radii, turn, squeeze, hole }): PolygonGeometry => {
    const ring = (scale: number, backward: boolean): number[] => {
      const out: number[] = [];
      for (let i = 0; i < radii.length; i++) {
        const k = backward ? radii.length - 1 - i : i;
        const angle = turn + (k * 2 * Math.PI) / radii.length;
        const r = (radii[k] as number) * scale;
        out.push(Math.round(OX + r * Math.cos(angle)), Math.round(OY + r * squeeze * Math.sin(angle)));
      }
      return out;
    };
    return { kind: "polygon", rings: hole ? [ring(1, false), ring(0.3, true)] : [ring(1, false)] };
  })
  .filter((polygon) => faultOfPolygon(polygon) === undefined);
