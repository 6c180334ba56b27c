import { describe, expect, it } from "vitest";
import { numbersOf } from "#ui/numbers";

/** Spaces that do not break, as plain ones. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

describe("numbers in French", () => {
  const fr = numbersOf("fr");
  it("writes areas in m², and in hectares from ten on", () => {
    expect(plain(fr.area(1234.4))).toBe("1 234 m²");
    expect(plain(fr.area(99_999))).toBe("99 999 m²");
    expect(plain(fr.area(123_456))).toBe("12,3 ha");
  });
  it("writes lengths with a decimal while they are short", () => {
    expect(plain(fr.length(8.25))).toBe("8,3 m");
    expect(plain(fr.length(1499.6))).toBe("1 500 m");
    expect(plain(fr.length(12_340))).toBe("12,3 km");
  });
  it("writes coordinates to the centimetre", () => {
    expect(plain(fr.coordinate(598_412_356))).toBe("598 412,36");
  });
  it("keeps figures of a column alike: the same decimals, the same unit", () => {
    expect([199.9, 200, 0.005].map((value) => plain(fr.fixed(value, 2)))).toEqual(["199,90", "200,00", "0,01"]);
    expect([187_000, 46_047, 400].map(fr.areasUpTo(187_000)).map(plain)).toEqual(["18,70 ha", "4,60 ha", "0,04 ha"]);
    expect([8_200, 400].map(fr.areasUpTo(8_200)).map(plain)).toEqual(["8 200 m²", "400 m²"]);
    expect(() => fr.fixed(1, 4)).toThrow(RangeError);
  });
  it("writes shares", () => {
    expect(plain(fr.share(0.2345))).toBe("23,5 %");
  });
});

describe("numbers in English", () => {
  it("follows English writing", () => {
    const en = numbersOf("en");
    expect(plain(en.area(1234.4))).toBe("1,234 m²");
    expect(plain(en.bytes(2_500_000))).toBe("2.5 MB");
  });
});
