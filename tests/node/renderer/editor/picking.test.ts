import { expect, test } from "vitest";
import { lineOf, polygonOf } from "#core/geometry/geometry";
import type { ClassId, Feature } from "#core/model/feature";
import { FeatureArrays } from "#editor/feature-arrays";
import { pick } from "#editor/picking";

// The carriageway, 15 m wide, between two lots, its axis in the middle; all in metres.
//
//  lot ┃ · · · axis · · · ┃ lot
//  0   20       27,5      35  55

const mm = (metres: readonly number[]): number[] => metres.map((each) => each * 1000);
const box = (x1: number, x2: number) => polygonOf(mm([x1, 0, x2, 0, x2, 100, x1, 100]));
const arrays = new FeatureArrays([
  { id: "west", class: "parcel", geometry: box(0, 20), fields: {} },
  { id: "roads", class: "street", geometry: box(20, 35), fields: {} },
  { id: "rue", class: "streetAxis", geometry: lineOf(mm([27.5, 0, 27.5, 100])), fields: { name: "Rue 12" } },
  { id: "far", class: "streetAxis", geometry: lineOf(mm([70, 0, 70, 100])), fields: {} },
] satisfies Feature[]);

const under = (x: number, y: number, hidden: readonly ClassId[] = []): string[] =>
  pick(arrays, new Set(hidden), [x * 1000, y * 1000], 500).map(({ id }) => id);

test("who clicks on the carriageway means the street, then its ground", () => {
  expect(under(22, 50)).toEqual(["rue", "roads"]);
  expect(under(27.5, 50)).toEqual(["rue", "roads"]);
});

test("beside it, and where streets are not shown, nothing changes", () => {
  expect(under(10, 50)).toEqual(["west"]);
  expect(under(22, 50, ["streetAxis"])).toEqual(["roads"]);
});
