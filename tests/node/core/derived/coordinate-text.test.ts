import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPosition } from "#core/derived/coordinate-text";

const metres: readonly [string, number, number][] = [
  ["E 612345 N 1398765", 612345, 1398765],
  ["612345,67 1398765,4", 612345.67, 1398765.4],
  ["612345.67 1398765.4", 612345.67, 1398765.4],
  ["612345,1398765", 612345, 1398765],
  ["N 1398765 E 612345", 612345, 1398765],
  ["x=612345.5; y=1398765", 612345.5, 1398765],
  ["612345 E, 1398765 N", 612345, 1398765],
  ["612 345,67 1 398 765,4", 612345.67, 1398765.4],
  // As the status bar writes them, French and English.
  ["E 612\u202f345,67  N 1\u202f398\u202f765,40", 612345.67, 1398765.4],
  ["E 612,345.67  N 1,398,765.40", 612345.67, 1398765.4],
];

const degrees: readonly [string, number, number][] = [
  ["12,64 -8,0", 12.64, -8],
  ["12.64, -8.0", 12.64, -8],
  ["12.64,-8", 12.64, -8],
  ["12,64,-8,0", 12.64, -8],
  ["12,64; -8", 12.64, -8],
  ["N 12.64 W 8", 12.64, -8],
  ["12,64 N 8,0 O", 12.64, -8],
  ["12.64N,8W", 12.64, -8],
  ["12°38'24\"N 8°00'O", 12.64, -8],
  ["12° 38' 24,0\" N, 8° 0' 0\" O", 12.64, -8],
  ["N 12°38′24″ W 8°", 12.64, -8],
  ["12°38,4'N 8°W", 12.64, -8],
  ["12,64° -8°", 12.64, -8],
  ["lat 12.64 lon -8", 12.64, -8],
  ["33,5 S 3 E", -33.5, 3],
];

describe("written positions", () => {
  it.each(metres)("%s is E %d N %d", (text, e, n) => {
    const read = readPosition(text);
    expect(read).toMatchObject({ kind: "metres" });
    if (read?.kind === "metres") expect([read.e, read.n]).toEqual([e, n]);
  });

  it.each(degrees)("%s is latitude %d, longitude %d", (text, lat, lon) => {
    const read = readPosition(text);
    expect(read).toMatchObject({ kind: "degrees" });
    if (read?.kind !== "degrees") return;
    expect(read.lat).toBeCloseTo(lat, 9);
    expect(read.lon).toBeCloseTo(lon, 9);
  });

  it.each([
    "12/5",
    "12 5",
    "12-5",
    "îlot 12 lot 5",
    "école",
    "12,64",
    "95,1 200,5",
    "12°61'N 8°O",
    "N 12 N 8",
    "612345",
    "12,64 -8,0 3,1",
    "O 612345 N 1398765",
    "",
  ])("%s is no position", (text) => {
    expect(readPosition(text)).toBeUndefined();
  });

  it("reads what is written, in either language's way", () => {
    const place = fc.tuple(
      fc.integer({ min: 166_000_000, max: 834_000_000 }),
      fc.integer({ min: 1_100_000_000, max: 2_770_000_000 }),
      fc.constantFrom("fr-FR", "en-GB"),
    );
    fc.assert(
      fc.property(place, ([x, y, locale]) => {
        const { format } = new Intl.NumberFormat(locale, { minimumFractionDigits: 3 });
        expect(readPosition(`E ${format(x / 1000)}  N ${format(y / 1000)}`)).toEqual({
          kind: "metres",
          e: x / 1000,
          n: y / 1000,
        });
      }),
    );
  });
});
