import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { landBookArea, landBookWords, readLandBook } from "#core/derived/land-book";
import { readValue } from "#core/derived/table/read-value";
import { parcel } from "#core/features/land";

describe("the area of the land books", () => {
  it("carries over", () => {
    expect(landBookArea(12_345.4)).toEqual({ ha: 1, a: 23, ca: 45 });
    expect(landBookArea(9_999.6)).toEqual({ ha: 1, a: 0, ca: 0 });
    expect(landBookArea(0.4)).toEqual({ ha: 0, a: 0, ca: 0 });
  });

  it.each([
    ["7ha 60a 74ca", 76_074],
    ["7 ha 60 a", 76_000],
    ["03a 25,5ca", 325.5],
    ["120 a", 12_000],
    ["1HA74CA", 10_074],
    ["7\u00a0ha 60\u202fa", 76_000],
  ])("reads %s", (text, m2) => {
    expect(readLandBook(text)).toBe(m2);
  });

  it.each(["", "7", "7 m²", "7ha 160a", "1a 100ca", "7a 3ha", "1,5ha", "habitation"])(
    "does not read « %s »",
    (text) => {
      expect(readLandBook(text)).toBeUndefined();
    },
  );

  it("reads what it writes", () => {
    fc.assert(
      fc.property(fc.nat(900_000_000), (m2) => {
        expect(readLandBook(landBookWords(m2))).toBe(m2);
      }),
    );
  });

  it("is taken where a field is an area, and there only", () => {
    const field = (key: string) => parcel.fields.find((each) => each.key === key) ?? parcel.fields[0];
    expect(readValue(field("declaredAreaM2") as never, "7ha 60a 74ca")).toBe(76_074);
    expect(readValue(field("houses") as never, "7ha")).toMatchObject({ code: "field.not-a-number" });
  });
});
