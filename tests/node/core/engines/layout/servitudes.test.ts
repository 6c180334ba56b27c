import { expect, test } from "vitest";
import { acceptLayout } from "#core/commands/accept-layout";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { layoutParamsSchema } from "#core/engines/layout/layout-types";
import { maliReferentiel } from "#core/features/mali";
import { lineOf, polygonOf } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import { seededIds } from "#core/model/ledger";
import { Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { checkProject } from "#core/rules/check-project";
import { testMeta } from "#tests/helpers/builders";

const m = (...metres: number[]) => metres.map((value, i) => value * 1000 + (i % 2 === 0 ? 600e6 : 1400e6));

// A river along one side, a 33 kV line and a railway across: the widest servitudes a village meets.
const features: Feature[] = [
  {
    id: "river",
    class: "waterCourse",
    geometry: lineOf(m(-50, 90, 250, 60, 650, 110)),
    fields: { kind: "river", widthM: 12 },
  },
  {
    id: "pond",
    class: "water",
    geometry: polygonOf(m(420, 300, 470, 300, 470, 340, 420, 340)),
    fields: { kind: "river" },
  },
  { id: "rail", class: "annexLine", geometry: lineOf(m(-50, 420, 650, 470)), fields: {}, tags: { railway: "rail" } },
  { id: "hta", class: "powerLine", geometry: lineOf(m(120, -50, 180, 550)), fields: { level: "HTA" } },
];

test("no plan puts a parcel where the check would forbid it", () => {
  const site = [m(0, 0, 600, 0, 600, 500, 0, 500)];
  const project = new Project(testMeta, features);
  const params = layoutParamsSchema.parse({});
  const result = layOut(layoutInputOf(project, site, params, 1, maliReferentiel));
  if (isRefusal(result)) throw new Error(result.code);
  expect(result.score.lots).toBeGreaterThan(90);
  const edit = acceptLayout.plan(project, { result, site, params }, { newId: seededIds("s"), now: "2026-11-22" });
  if (isRefusal(edit)) throw new Error(edit.code);
  project.apply(edit.change);
  const { issues } = checkProject(project, maliReferentiel);
  expect(issues.filter(({ rule }) => rule === "servitude")).toEqual([]);
});
