import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { projectedCrs, projectionOf, utmCrsAt } from "#core/geometry/crs";
import { sharedPath } from "#tests/helpers/shared";

const points = sharedPath("cases/proj-mali/cs2cs-9.1.1.csv");

describe.skipIf(!points)("PROJ's own answers for Mali (skipped: no shared cases)", () => {
  test("agree to the millimetre forward and 1e-8 degree back", () => {
    let seen = 0;
    for (const line of readFileSync(points as string, "utf8").split("\n")) {
      const [lon, lat, epsg, easting, northing] = line.split(",").map(Number);
      if (!projectedCrs(`EPSG:${epsg}`) || lon === undefined || lat === undefined) continue;
      const projection = projectionOf(`EPSG:${epsg}`);
      const [x, y] = projection.toGrid(lon, lat);
      expect(Math.abs(x - (easting as number) * 1000)).toBeLessThanOrEqual(1);
      expect(Math.abs(y - (northing as number) * 1000)).toBeLessThanOrEqual(1);
      const [backLon, backLat] = projection.toLonLat((easting as number) * 1000, (northing as number) * 1000);
      expect(Math.abs(backLon - lon)).toBeLessThan(1e-8);
      expect(Math.abs(backLat - lat)).toBeLessThan(1e-8);
      seen++;
    }
    expect(seen).toBeGreaterThan(3000);
  });
});

test("every position of the grid survives the way to degrees and back", () => {
  const projection = projectionOf("EPSG:32629");
  fc.assert(
    fc.property(fc.integer({ min: 166e6, max: 834e6 }), fc.integer({ min: 1.1e9, max: 2.8e9 }), (x, y) => {
      const [lon, lat] = projection.toLonLat(x, y);
      expect(projection.toGrid(lon, lat)).toEqual([x, y]);
    }),
  );
});

test("the zone follows the longitude, and the hemisphere the latitude", () => {
  expect(utmCrsAt(-8, 12.6).code).toBe("EPSG:32629");
  expect(utmCrsAt(-0.04, 16.3).code).toBe("EPSG:32630");
  expect(utmCrsAt(20.4, -34).code).toBe("EPSG:32734");
  expect(utmCrsAt(180, 10).code).toBe("EPSG:32660");
});

test.each(["EPSG:4326", "EPSG:20138", "EPSG:32661", "EPSG:32600", "29", ""])("%s is no CRS to draw in", (code) => {
  expect(projectedCrs(code)).toBeUndefined();
});
