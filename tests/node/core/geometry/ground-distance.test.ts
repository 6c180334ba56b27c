import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { projectionOf, utmCrsAt } from "#core/geometry/crs";
import type { Position } from "#core/geometry/geometry";
import { groundDistanceM } from "#core/geometry/ground-distance";
import { sharedPath } from "#tests/helpers/shared";

test.each<[string, Position, Position, number]>([
  // Answers of PROJ's `geod`, EPSG:32629.
  ["100 m east at 620 km", [620_000_000, 1_381_000_000], [620_100_000, 1_381_000_000], 100.02218],
  ["500 m askew", [620_000_000, 1_381_000_000], [620_300_000, 1_381_400_000], 500.11073],
  ["1 km north on the central meridian", [500_000_000, 1_381_000_000], [500_000_000, 1_382_000_000], 1000.40016],
  ["1 km east at the edge of the zone", [800_000_000, 1_381_000_000], [801_000_000, 1_381_000_000], 999.2832],
])("%s", (_, from, to, groundM) => {
  const projection = projectionOf("EPSG:32629");
  expect(groundDistanceM(from, to, projection)).toBeCloseTo(groundM, 4);
  expect(groundDistanceM(to, from, projection)).toBeCloseTo(groundM, 4);
});

const cases = sharedPath("cases/geographiclib/geodsolve-inverse-10000.txt");

describe.skipIf(!cases)("GeodSolve's own answers (skipped: no shared cases)", () => {
  test("agree as far as the millimetre grid allows", () => {
    let seen = 0;
    for (const line of readFileSync(cases as string, "utf8").split("\n")) {
      if (line.startsWith("#") || line.trim() === "") continue;
      const [lat1, lon1, , lat2, lon2, , s12] = line.trim().split(/\s+/).map(Number) as number[];
      // The plan is drawn in one zone: ways across the world are not for it.
      if (s12 === undefined || s12 > 20_000 || Math.abs(lat1 as number) > 80) continue;
      const projection = projectionOf(utmCrsAt(lon1 as number, lat1 as number).code);
      const from = projection.toGrid(lon1 as number, lat1 as number);
      const to = projection.toGrid(lon2 as number, lat2 as number);
      expect(Math.abs(groundDistanceM(from, to, projection) - s12)).toBeLessThan(0.002);
      seen++;
    }
    expect(seen).toBeGreaterThan(1000);
  });
});
