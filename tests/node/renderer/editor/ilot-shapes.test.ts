import { expect, test } from "vitest";
import { polygonOf } from "#core/geometry/geometry";
import { planAreaM2 } from "#core/geometry/ring";
import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { FeatureArrays } from "#editor/feature-arrays";
import { IlotShapes, idOfShape } from "#editor/ilot-shapes";

const META = { id: "p", name: "p", crs: "EPSG:32629", created: "2026-01-01T00:00:00Z", attributions: [] };

function square(id: string, x: number, ilot: string): Feature {
  return {
    id,
    class: "parcel",
    geometry: polygonOf([x, 0, x + 10_000, 0, x + 10_000, 10_000, x, 10_000]),
    fields: { ilot },
  };
}
const ilot = (number: string): Feature => ({ id: `I${number}`, class: "ilot", geometry: null, fields: { number } });

function world(...features: Feature[]) {
  const project = new Project(META, features);
  const arrays = new FeatureArrays(features);
  const shapes = new IlotShapes(project, arrays);
  shapes.work(1_000);
  return {
    follow(change: Partial<Change>) {
      const whole: Change = { added: [], updated: [], removed: [], ...change };
      project.apply(whole);
      arrays.follow(whole);
      shapes.follow(whole);
      return shapes.work(1_000);
    },
    /** Areas of the outlines on the map, by îlot id. */
    drawn: () =>
      [...arrays.featuresMeeting("ilot", [-Infinity, -Infinity, Infinity, Infinity])]
        .map(({ id, geometry }) => `${idOfShape(id)} ${geometry.kind === "polygon" ? planAreaM2(geometry) : 0}`)
        .sort(),
  };
}

test("an îlot is outlined by what its faces make together", () => {
  // ┌A┬B┐   ┌C┐
  const map = world(square("A", 0, "1"), square("B", 10_000, "1"), square("C", 40_000, "1"), ilot("1"));
  expect(map.drawn()).toEqual(["I1 100", "I1 200"]);
});

test("outlines follow faces that leave, come, or change îlot", () => {
  const a = square("A", 0, "1");
  const b = square("B", 10_000, "1");
  const map = world(a, b, ilot("1"), ilot("2"));
  expect(map.drawn()).toEqual(["I1 200"]);
  map.follow({ updated: [[b, { ...b, fields: { ilot: "2" } }]] });
  expect(map.drawn()).toEqual(["I1 100", "I2 100"]);
  map.follow({ removed: [a] });
  expect(map.drawn()).toEqual(["I2 100"]);
});

test("an îlot that is removed leaves the map, one renumbered takes up other faces", () => {
  const one = ilot("1");
  const map = world(square("A", 0, "1"), square("B", 10_000, "2"), one);
  expect(map.drawn()).toEqual(["I1 100"]);
  map.follow({ removed: [one] });
  expect(map.drawn()).toEqual([]);
});

test("a change without faces works out nothing", () => {
  const map = world(square("A", 0, "1"), ilot("1"));
  const pole: Feature = { id: "P", class: "powerPole", geometry: { kind: "point", at: [0, 0] }, fields: {} };
  expect(map.follow({ added: [pole] }).change).toEqual({ added: [], updated: [], removed: [] });
});
