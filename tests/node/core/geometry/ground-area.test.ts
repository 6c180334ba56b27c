import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { projectionOf, utmCrsAt } from "#core/geometry/crs";
import { polygonOf } from "#core/geometry/geometry";
import { groundAreaM2 } from "#core/geometry/ground-area";
import { planAreaM2 } from "#core/geometry/ring";
import { sharedPath } from "#tests/helpers/shared";

const cases = sharedPath("cases/geographiclib/planimeter-2000.txt");

describe.skipIf(!cases)("Planimeter's own answers (skipped: no shared cases)", () => {
  test("agree as far as the millimetre grid allows", () => {
    let positions: [lat: number, lon: number][] = [];
    let seen = 0;
    for (const line of readFileSync(cases as string, "utf8").split("\n")) {
      if (line.startsWith("=")) {
        const [, perimeter, area] = line.slice(1).trim().split(/\s+/).map(Number) as [number, number, number];
        const [lat, lon] = positions[0] as [number, number];
        const projection = projectionOf(utmCrsAt(lon, lat).code);
        // The plan is drawn in one zone: polygons of whole countries are not for it.
        if (perimeter < 20_000) {
          const ring = positions.flatMap(([a, b]) => projection.toGrid(b, a));
          expect(Math.abs(groundAreaM2(polygonOf(ring), projection) - Math.abs(area))).toBeLessThan(
            0.001 * perimeter + 1e-3,
          );
          seen++;
        }
        positions = [];
      } else if (line && !line.startsWith("#")) {
        positions.push(line.trim().split(/\s+/).map(Number) as [number, number]);
      }
    }
    expect(seen).toBeGreaterThan(500);
  });
});

test("300 m² of plan in Bamako lie on 0.15 m² more ground", () => {
  const projection = projectionOf("EPSG:32629");
  const [x, y] = projection.toGrid(-8, 12.64);
  const lot = polygonOf([x, y, x + 20_000, y, x + 20_000, y + 15_000, x, y + 15_000]);
  expect(planAreaM2(lot)).toBe(300);
  expect(groundAreaM2(lot, projection) - 300).toBeCloseTo(0.15, 1);
});
