import { describe, expect, it } from "vitest";
import { maliReferentiel } from "#core/features/mali";
import { emptyTraverse, pasted, resultOf, type TraverseDraft, verdictOf } from "#ui/draw/traverse-draft";

const loop: TraverseDraft = {
  ...emptyTraverse,
  startX: "612 000,00",
  startY: "1 398 000",
  bearing: "0",
  stations: [
    { name: "A", angle: "", distance: "100" },
    { name: "", angle: "270", distance: "50,00" },
    { name: "C", angle: "270", distance: "100" },
    { name: "", angle: "270", distance: "50,1" },
    { name: "A", angle: "270", distance: "" },
    { name: "", angle: "", distance: "" },
  ],
};

describe("a traverse as typed", () => {
  it("is worked out in spite of empty lines at its end; lines without name bear their number", () => {
    const result = resultOf(loop, "deg");
    if (!("points" in result)) throw new Error(result.fault);
    expect(result.points.map(({ name }) => name)).toEqual(["A", "2", "C", "4", "A"]);
    expect(result.linearError?.m).toBeCloseTo(0.1, 6);
    expect(verdictOf(result, maliReferentiel)).toMatchObject({ angle: true, precision: true });
  });

  it("reads grades where they are chosen, and finds a blunder out of tolerance", () => {
    const gon = (text: string): string => (text === "" ? "" : String((Number(text) * 10) / 9));
    const stations = loop.stations.map((each) => ({ ...each, angle: gon(each.angle) }));
    const result = resultOf(
      { ...loop, stations: stations.with(2, { ...stations[2], name: "", angle: gon("271"), distance: "100" }) },
      "gon",
    );
    if (!("points" in result)) throw new Error(result.fault);
    expect(result.angularErrorDeg).toBeCloseTo(1, 6);
    expect(verdictOf(result, maliReferentiel).angle).toBe(false);
  });

  it.each([
    [{ startX: "x" }, { fault: "start" }],
    [{ bearing: "" }, { fault: "bearing" }],
    [{ closing: "known" }, { fault: "end" }],
    [{ stations: [] }, { fault: "too-few" }],
    [{ stations: loop.stations.with(1, { name: "", angle: "", distance: "5" }) }, { fault: "angle", station: 1 }],
  ] as const)("says what it lacks", (more, fault) => {
    expect(resultOf({ ...loop, ...more }, "deg")).toMatchObject(fault);
  });

  it("takes blocks of a spreadsheet, with names or without, from a line on", () => {
    expect(pasted(emptyTraverse, 0, "A\t39,4\t78,1\r\nB\t219\t89\r\n").stations.slice(0, 2)).toEqual([
      { name: "A", angle: "39,4", distance: "78,1" },
      { name: "B", angle: "219", distance: "89" },
    ]);
    expect(pasted(emptyTraverse, 3, "100;5\n200;6").stations.slice(3)).toEqual([
      { name: "", angle: "100", distance: "5" },
      { name: "", angle: "200", distance: "6" },
    ]);
  });
});
