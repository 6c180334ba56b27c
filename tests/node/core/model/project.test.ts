import fc from "fast-check";
import { expect, test } from "vitest";
import { pointAt } from "#core/geometry/geometry";
import type { ClassId, Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { testMeta } from "#tests/helpers/builders";

const CLASSES: readonly ClassId[] = ["borne", "powerPole", "note"];
const feature = (id: number, mark: string): Feature => ({
  id: `f${id}`,
  class: CLASSES[id % 3] as ClassId,
  geometry: pointAt(id, 0),
  fields: { mark },
});

const ids = fc.uniqueArray(fc.nat(30), { maxLength: 20 });

/** All that a project answers. */
function answers(project: Project) {
  const byClass = CLASSES.map((id) => [[...project.ofClass(id)], project.countOf(id)]);
  return { all: [...project.all()], byClass, size: project.size, one: project.get("f3") };
}

test("law: a project made of features and then changed answers as one they were added to", () => {
  fc.assert(
    fc.property(ids, ids, ids, (first, touched, more) => {
      const features = first.map((id) => feature(id, "first"));
      const made = new Project(testMeta, features);
      const filled = new Project(testMeta);
      filled.apply({ added: features, updated: [], removed: [] });
      expect(answers(made)).toEqual(answers(filled));
      const there = touched.filter((id) => first.includes(id)).map((id) => feature(id, "first"));
      const change = {
        added: more.filter((id) => !first.includes(id)).map((id) => feature(id, "more")),
        updated: there.filter((_, k) => k % 2 === 0).map((from) => [from, { ...from, fields: {} }] as const),
        removed: there.filter((_, k) => k % 2 === 1),
      };
      for (const project of [made, filled]) project.apply(change);
      expect(answers(made)).toEqual(answers(filled));
    }),
  );
});

test("a feature given twice counts once, as it was given last", () => {
  const project = new Project(testMeta, [feature(3, "first"), feature(6, "other"), feature(3, "last")]);
  expect([...project.ofClass("borne")].map(({ fields }) => fields["mark"])).toEqual(["last", "other"]);
  expect(project.countOf("borne")).toBe(2);
});
