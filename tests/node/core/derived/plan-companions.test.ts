import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BoxGrid } from "#core/derived/box-grid";
import { PlanCompanions } from "#core/derived/plan-companions";
import { type Box, boxesMeet } from "#core/geometry/box";
import { pointAt } from "#core/geometry/geometry";
import { changeBetween } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { square, testMeta } from "#tests/helpers/builders";

const ids = ["a", "b", "c", "d", "e", "f"];

/** Boxes from a metre to a kilometre wide, on both sides of the origin, so that some lie over very many cells. */
const boxes: fc.Arbitrary<Box> = fc
  .tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }), fc.integer({ min: 0, max: 1200 }))
  .map(([x, y, side]) => [x * 1000, y * 1000, (x + side) * 1000, (y + side) * 1000]);

describe("a grid of boxes", () => {
  it("finds what a look at every box finds, whatever came and went", () => {
    const acts = fc.array(fc.tuple(fc.constantFrom(...ids), fc.option(boxes, { nil: undefined })), { maxLength: 30 });
    fc.assert(
      fc.property(acts, boxes, (list, asked) => {
        const grid = new BoxGrid();
        const held = new Map<string, Box>();
        for (const [id, box] of list) {
          if (box) grid.put(id, box);
          else grid.drop(id);
          if (box) held.set(id, box);
          else held.delete(id);
        }
        const met = [...held].filter(([, box]) => boxesMeet(box, asked)).map(([id]) => id);
        expect(grid.idsIn(asked)).toEqual(met.sort());
      }),
    );
  });
});

describe("îlot features, bornes and buildings beside the plan", () => {
  const feature = fc.tuple(fc.constantFrom(...ids), fc.integer({ min: 0, max: 3 }), fc.nat(300)).map(
    ([id, number, at]): Feature =>
      // The class follows from the id: a feature never changes its class.
      id < "d"
        ? { id, class: "ilot", geometry: null, fields: number === 0 ? {} : { number: String(number) } }
        : id === "d"
          ? { id, class: "building", geometry: square(10, at, at), fields: {} }
          : { id, class: "borne", geometry: number === 0 ? null : pointAt(number, at % 2), fields: {} },
  );
  const states = fc.array(fc.uniqueArray(feature, { selector: ({ id }) => id }), { minLength: 2, maxLength: 6 });

  it("followed from the start or from anywhere are those made anew", () => {
    fc.assert(
      fc.property(states, fc.nat(5), (list, firstAsked) => {
        const project = new Project(testMeta, list[0]);
        const followed = new PlanCompanions(project);
        const answers = (companions: PlanCompanions) => [
          ...["1", "2", "3"].map((number) => companions.ilotsNumbered(number)),
          ...[1, 2, 3].flatMap((x) => [companions.bornesAt(x, 0), companions.bornesAt(x, 1)]),
          companions.buildingsIn([0, 0, 60_000, 60_000]),
          companions.buildingsIn([0, 0, 400_000, 400_000]),
        ];
        list.forEach((state, i) => {
          const by = (features: Iterable<Feature>) => new Map([...features].map((one) => [one.id, one]));
          const change = changeBetween(by(project.all()), by(state));
          project.apply(change);
          followed.follow(change);
          if (i >= firstAsked) expect(answers(followed)).toEqual(answers(new PlanCompanions(project)));
        });
      }),
    );
  });
});
