import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitGeometry } from "#core/formats/gpkg/fit-geometry";
import { readPlainPolygon } from "#core/formats/gpkg/read-plain-polygon";
import { readShapesBlob } from "#core/formats/gpkg/read-shapes";
import { geometryBlob } from "#core/formats/gpkg/write-blob";
import { pointAt, polygonOf } from "#core/geometry/geometry";

const place = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 400_000_000, max: 1_500_000_000 }));
const ring = fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 9 }).map((places) => places.flat());
const blobs = fc.array(ring, { minLength: 1, maxLength: 3 }).map((rings) => geometryBlob(polygonOf(...rings), 32629));

/** What the two steps give for any blob; `undefined` where they refuse. */
function theLongWay(blob: Uint8Array) {
  try {
    return fitGeometry(readShapesBlob(blob).shapes, "polygon");
  } catch {
    return undefined;
  }
}

describe("the short way from a blob to a polygon", () => {
  test("gives what the long way gives, or nothing", () => {
    fc.assert(
      fc.property(
        blobs,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 2 }),
        (blob, hits) => {
          const bytes = blob.slice();
          for (const [at, value] of hits) bytes[at % bytes.length] = value;
          const short = readPlainPolygon(bytes);
          if (short) expect([short]).toEqual(theLongWay(bytes));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("is taken for what Maillage writes, wherever its bytes lie", () => {
    const polygon = polygonOf([0, 0, 9, 0, 9, 9], [1, 1, 3, 2, 3, 1]);
    const blob = geometryBlob(polygon, 32629);
    const within = new Uint8Array(blob.length + 3);
    within.set(blob, 3);
    expect(readPlainPolygon(within.subarray(3))).toEqual(polygon);
    for (let length = 0; length < blob.length; length++)
      expect(readPlainPolygon(blob.slice(0, length))).toBeUndefined();
    expect(readPlainPolygon(geometryBlob(pointAt(1, 2), 32629))).toBeUndefined();
  });
});
