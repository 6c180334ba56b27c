import { describe, expect, it } from "vitest";
import { pointAt } from "#core/geometry/geometry";
import { aProject } from "#tests/helpers/builders";
import { emptyIntersection, type IntersectionDraft, intersectionOf, positionText } from "#ui/draw/intersection-draft";

// Bornes 1 and 2 stand 5 m apart on a street, 7 twice.
function world() {
  const project = aProject().build();
  const borne = (id: string, number: string, x: number) => ({
    id,
    class: "borne" as const,
    geometry: pointAt(x, 0),
    fields: { number },
  });
  const added = [borne("p", "1", 0), borne("q", "B2", 5_000), borne("r", "7", 9_000), borne("s", "7", 9_500)];
  project.apply({ added, updated: [], removed: [] });
  return project;
}

const worked = (draft: Partial<IntersectionDraft>, unit: "deg" | "gon" = "deg") =>
  intersectionOf({ ...emptyIntersection, ...draft }, world(), unit);

describe("a point by intersection as typed", () => {
  it("takes bornes by number and positions as written, and leaves two places open to distances", () => {
    const draft = { a: "1", b: "5,000 ; 0", fromA: "3", fromB: "4,000" };
    expect(worked(draft)).toEqual({
      a: [0, 0],
      b: [5_000, 0],
      places: [
        [1_800, 2_400],
        [1_800, -2_400],
      ],
      at: [1_800, 2_400],
      crossingDeg: expect.closeTo(90, 9),
    });
    expect(worked({ ...draft, b: "b2", side: 1 })).toMatchObject({ at: [1_800, -2_400] });
    expect(positionText([782_875_120, -4_005])).toBe("782875,120 ; -4,005");
  });

  it("takes bearings in the unit that is chosen", () => {
    const draft = { method: "bearings", a: "1", b: "B2" } as const;
    const meant = { places: [[2_500, 2_500]], at: [2_500, 2_500] };
    expect(worked({ ...draft, fromA: "45", fromB: "315" })).toMatchObject(meant);
    expect(worked({ ...draft, fromA: "50", fromB: "350" }, "gon")).toMatchObject(meant);
    // A bearing of nothing is the north, a distance of nothing is none.
    expect(worked({ ...draft, fromA: "45", fromB: "0" })).toMatchObject({ at: [5_000, 5_000] });
    expect(worked({ a: "1", b: "B2", fromA: "3", fromB: "0" })).toEqual({ fault: "fromB" });
  });

  it("says by how much distances miss each other, and refuses lines that hardly cross", () => {
    const draft = { a: "1", b: "B2" } as const;
    expect(worked({ ...draft, fromA: "2", fromB: "2,9" })).toEqual({ fault: "apart", gapM: expect.closeTo(0.1, 9) });
    expect(worked({ ...draft, fromA: "9", fromB: "3,5" })).toEqual({ fault: "inside", gapM: expect.closeTo(0.5, 9) });
    expect(worked({ ...draft, fromA: "2", fromB: "3" })).toEqual({ fault: "flat" });
    expect(worked({ ...draft, fromA: "2,1", fromB: "3" })).toMatchObject({ crossingDeg: expect.closeTo(22.8, 0) });
    const bearings = { ...draft, method: "bearings" } as const;
    expect(worked({ ...bearings, fromA: "0", fromB: "359,5" })).toEqual({ fault: "flat" });
    expect(worked({ ...bearings, fromA: "270", fromB: "0" })).toEqual({ fault: "behind" });
  });

  it("says what is missing, which borne there is not, and which there are several of", () => {
    expect(worked({})).toEqual({ fault: "a" });
    expect(worked({ a: "1" })).toEqual({ fault: "b" });
    expect(worked({ a: "1", b: "1" })).toEqual({ fault: "same" });
    expect(worked({ a: "99" })).toEqual({ fault: "no-borne", number: "99" });
    expect(worked({ a: "7" })).toEqual({ fault: "several-bornes", number: "7" });
    expect(worked({ a: "1", b: "B2", fromA: "trois" })).toEqual({ fault: "fromA" });
  });
});
