import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { surfacesAlong } from "#core/derived/along-path";
import { numberByTemplate, templateFault } from "#core/derived/number-template";
import type { PolygonGeometry } from "#core/geometry/geometry";

describe("number templates", () => {
  it("write the running number among words of the place", () => {
    const place = { commune: "BKO", section: "AB", ilot: "12" };
    expect(numberByTemplate("{commune}/{section}-{ilot}/{n:3}", 7, place)).toBe("BKO/AB-12/007");
    expect(numberByTemplate("{ilot}{n}", 1234, {})).toBe("1234");
    expect(numberByTemplate("{n:2}", 100, {})).toBe("100");
  });

  it("are refused when they count nothing or name what is not known", () => {
    expect(templateFault("{n}")).toBeUndefined();
    expect(templateFault("lot")).toMatchObject({ code: "number.no-count" });
    expect(templateFault("{n}{nina}")).toMatchObject({ code: "number.unknown-word", params: { word: "{nina}" } });
    expect(templateFault(`{n}${"x".repeat(60)}`)).toMatchObject({ code: "number.template-too-long" });
  });

  it("give different numbers to different counts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (a, b) => {
        fc.pre(a !== b);
        expect(numberByTemplate("x{n:4}y", a, {})).not.toBe(numberByTemplate("x{n:4}y", b, {}));
      }),
    );
  });
});

describe("surfaces along a path", () => {
  const square = (x: number, y: number): PolygonGeometry => ({
    kind: "polygon",
    rings: [[x, y, x + 10, y, x + 10, y + 10, x, y + 10]],
  });
  //  c d
  //  a b
  const grid = [
    { id: "a", geometry: square(0, 0) },
    { id: "b", geometry: square(10, 0) },
    { id: "c", geometry: square(0, 10) },
    { id: "d", geometry: square(10, 10) },
  ];

  it("come in the order they are entered, each once", () => {
    expect(surfacesAlong([-5, 5, 15, 5, 15, 15, 5, 15, 5, 5], grid)).toEqual(["a", "b", "d", "c"]);
    expect(surfacesAlong([5, 15, 15, 15], grid)).toEqual(["c", "d"]);
  });

  it("are not those it only touches", () => {
    expect(surfacesAlong([-5, 10, 25, 10], grid)).toEqual([]);
    expect(surfacesAlong([30, 30, 40, 40], grid)).toEqual([]);
  });
});
