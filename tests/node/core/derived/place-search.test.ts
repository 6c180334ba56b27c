import { describe, expect, it } from "vitest";
import { plusCodeAt, writtenPlace } from "#core/derived/place-search";
import { projectionOf } from "#core/geometry/crs";
import { aProject, square } from "#tests/helpers/builders";

const projection = projectionOf("EPSG:32629");
// A village near 12.64° N, 8° W: E 608 620, N 1 397 500.
const village = aProject()
  .parcel("a", square(1000, 608_120, 1_397_000), { number: "1" })
  .build();
const nothing = aProject().build();

const place = (text: string, project = village) => writtenPlace(text, project, projection);

describe("written places", () => {
  it("stand where their coordinates say, with how far that is", () => {
    expect(place("E 608620,5 N 1397500,25")).toMatchObject({
      kind: "coordinates",
      at: [608_620_500, 1_397_500_250],
    });
    expect(place("608620 1397500")?.distanceM).toBeCloseTo(0, 6);
    expect(place("608620 1407500")?.distanceM).toBeCloseTo(10_000, 6);
    expect(place("608620 1397500", nothing)?.distanceM).toBeUndefined();
  });

  it("are the same in degrees and in metres", () => {
    const [lon, lat] = projection.toLonLat(608_620_000, 1_397_500_000);
    const found = place(`${lat.toFixed(8)} ${lon.toFixed(8)}`);
    expect(Math.hypot((found?.at[0] ?? 0) - 608_620_000, (found?.at[1] ?? 0) - 1_397_500_000)).toBeLessThan(3);
  });

  it("are found again by their Plus code, whole, short, and with a town behind", () => {
    const code = plusCodeAt([608_620_000, 1_397_500_000], projection);
    for (const text of [code, code.toLowerCase(), code.slice(4), `${code.slice(4)} Bamako, Mali`]) {
      const found = place(text);
      expect(found).toMatchObject({ kind: "plus-code", plusCode: code });
      // An 11-digit code is 2.8 m by 3.4 m.
      expect(found?.distanceM).toBeLessThan(2.5);
    }
    expect(place(code.slice(4), nothing)).toBeUndefined();
    expect(place(code, nothing)).toBeDefined();
  });

  it("are not seen in numbers and names", () => {
    for (const text of ["12/5", "îlot 12", "école", "", "+", "C+"]) expect(place(text)).toBeUndefined();
  });
});
