import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plusCodeArea, plusCodeKind, plusCodeNear, plusCodeOf } from "#core/derived/plus-code";

// Cases of the specification's public test data (github.com/google/open-location-code, test_data, Apache-2.0).

const encoding: readonly [number, number, number, string][] = [
  [20.375, 2.775, 6, "7FG49Q00+"],
  [20.3700625, 2.7821875, 10, "7FG49QCJ+2V"],
  [20.3701125, 2.782234375, 11, "7FG49QCJ+2VX"],
  [20.3701135, 2.78223535156, 13, "7FG49QCJ+2VXGJ"],
  [-41.2730625, 174.7859375, 10, "4VCPPQGP+Q9"],
  [0.5, -179.5, 4, "62G20000+"],
  [-89.9999375, -179.9999375, 10, "22222222+22"],
  [90, 1, 4, "CFX30000+"],
  [92, 1, 4, "CFX30000+"],
  [90, 1, 10, "CFX3X2X2+X2"],
  [1, 180, 4, "62H20000+"],
  [1, 181, 4, "62H30000+"],
  [20.3701135, 362.78223535156, 13, "7FG49QCJ+2VXGJ"],
  [-41.2730625, -905.2140625, 10, "4VCPPQGP+Q9"],
  [1.2, 3.4, 10, "6FH56C22+22"],
  [37.539669125, -122.375069724, 15, "849VGJQF+VX7QR3J"],
  [37.539669125, -122.375069724, 100, "849VGJQF+VX7QR3J"],
  [35.6, 3.033, 10, "8F75J22M+26"],
  [-2.804, 7.003, 13, "6F9952W3+C6222"],
  [13.9, 164.88, 12, "7V56WV2J+2222"],
  [-52.166, 13.694, 14, "3FVMRMMV+JJ2222"],
  [-35.849, -93.75, 12, "46P85722+C222"],
  [-68.54504, -62.81725, 11, "373VF53M+X4J"],
  [50.342, -112.534, 15, "95298FR8+RC22222"],
  [80.0100000001, 58.57, 15, "CHGW2H6C+2222222"],
  [80.0099999999, 58.57, 15, "CHGW2H5C+X2RRRRR"],
  [-80.0099999999, 58.57, 15, "2HFWXHRC+2222222"],
  [-80.0100000001, 58.57, 15, "2HFWXHQC+X2RRRRR"],
  [47.00000008, 8.00022229, 15, "8FVC2222+235235C"],
  [-28.1217794010122, -154.066811473758, 15, "5337VWHM+77PR2GR"],
  [-80, -360000000170, 2, "22000000+"],
];

const decoding: readonly [string, number, number, number, number][] = [
  ["7FG49Q00+", 20.35, 2.75, 20.4, 2.8],
  ["7FG49QCJ+2VXGJ", 20.370113, 2.782234375, 20.370114, 2.78223632813],
  ["8FVC2222+22", 47.0, 8.0, 47.000125, 8.000125],
  ["62G20000+", 0, -180, 1, -179],
  ["CFX3X2X2+X2", 89.999875, 1, 90, 1.000125],
  ["84000000+", 30, -140, 50, -120],
  ["849VGJQF+VX7QR3J7QR3J", 37.53966912, -122.3750698242, 37.53966916, -122.3750697021],
];

const near: readonly [string, number, number, string][] = [
  ["9C3W9QCJ+2VX", 51.3701125, -1.217765625, "+2VX"],
  ["9C3W9QCJ+2VX", 51.3708675, -1.217765625, "CJ+2VX"],
  ["9C3W9QCJ+2VX", 51.3852125, -1.217765625, "9QCJ+2VX"],
  ["8FJFW222+", 42.899, 9.012, "22+"],
  ["796RXG22+", 14.95125, -23.5001, "22+"],
  ["8FRCXGRF+PM", 47.0, 8.55, "XGRF+PM"],
  ["CFX22222+22", 89.6, 0.0, "2222+22"],
  ["2CXXXXXX+XX", -81.0, 0.0, "XXXXXX+XX"],
];

const kinds: readonly [string, "full" | "short" | undefined][] = [
  ["8FWC2345+G6", "full"],
  ["8fwc2345+", "full"],
  ["8FWCX400+", "full"],
  ["849VGJQF+VX7QR3JW", "full"],
  ["WC2345+G6g", "short"],
  ["45+G6", "short"],
  ["+G6", "short"],
  ["G+", undefined],
  ["+", undefined],
  ["8FWC2345+G", undefined],
  ["8FWC2_45+G6", undefined],
  ["8FWC2345+G6+", undefined],
  ["8FWC2345G6+", undefined],
  ["8FWC2300+G6", undefined],
  ["WC2300+G6g", undefined],
  ["WC2345+G", undefined],
  ["WC2300+", undefined],
  ["849VGJQF+VX7QR3U", undefined],
];

describe("Plus codes", () => {
  it.each(encoding)("%d, %d in %d digits is %s", (lat, lon, length, code) => {
    expect(plusCodeOf(lat, lon, length)).toBe(code);
  });

  it.each(decoding)("%s stands for its ground", (code, south, west, north, east) => {
    const area = plusCodeArea(code);
    for (const [own, wanted] of [
      [area.south, south],
      [area.west, west],
      [area.north, north],
      [area.east, east],
    ] as const) {
      expect(own).toBeCloseTo(wanted, 9);
    }
  });

  it.each(near)("%s is found again beside %d, %d from %s", (full, lat, lon, short) => {
    expect(plusCodeNear(short, lat, lon)).toBe(full);
  });

  it.each(kinds)("%s is %s", (text, kind) => {
    expect(plusCodeKind(text)).toBe(kind);
  });

  it("refuses to read what is no code", () => {
    expect(() => plusCodeArea("+G6")).toThrow(RangeError);
    expect(() => plusCodeNear("8FWC2345+G6", 0, 0)).toThrow(RangeError);
  });

  it("holds the position it was made of, at every length", () => {
    const positions = fc.tuple(
      fc.double({ min: -89.99, max: 89.99, noNaN: true }),
      fc.double({ min: -179.99, max: 179.99, noNaN: true }),
      fc.constantFrom(2, 4, 6, 8, 10, 11, 12, 15),
    );
    fc.assert(
      fc.property(positions, ([lat, lon, length]) => {
        const area = plusCodeArea(plusCodeOf(lat, lon, length));
        // The finest step is 4·10⁻⁸ degree; a value is put on the step it is within a ten-thousandth of.
        const slack = 1e-11;
        expect(lat).toBeGreaterThanOrEqual(area.south - slack);
        expect(lat).toBeLessThanOrEqual(area.north + slack);
        expect(lon).toBeGreaterThanOrEqual(area.west - slack);
        expect(lon).toBeLessThanOrEqual(area.east + slack);
      }),
    );
  });

  it("gives a shortened code back from any place nearby", () => {
    const villages = fc.tuple(
      fc.double({ min: 10, max: 25, noNaN: true }),
      fc.double({ min: -12, max: 4, noNaN: true }),
      fc.double({ min: -0.4, max: 0.4, noNaN: true }),
      fc.double({ min: -0.4, max: 0.4, noNaN: true }),
    );
    fc.assert(
      fc.property(villages, ([lat, lon, dLat, dLon]) => {
        const full = plusCodeOf(lat, lon);
        expect(plusCodeNear(full.slice(4), lat + dLat, lon + dLon)).toBe(full);
      }),
    );
  });
});
