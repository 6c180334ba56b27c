import { describe, expect, it } from "vitest";
import { maliReferentiel } from "#core/features/mali";
import type { Fields } from "#core/model/feature";
import { checkProject } from "#core/rules/check-project";
import { aProject, square } from "#tests/helpers/builders";

const found = (fields: Fields) =>
  checkProject(
    aProject()
      .parcel("A", square(20), { number: "1", ...fields })
      .build(),
    maliReferentiel,
  )
    .issues.filter(({ rule }) => rule.startsWith("tenure") || rule === "area-off")
    .map(({ rule, severity }) => `${severity} ${rule}`);

describe("tenure", () => {
  it.each([
    ["a title", { tenure: "titre-foncier", tenureDate: "2024-05-01" }, []],
    ["no act", { tenure: "sans-acte" }, []],
    ["an old provisional act", { tenure: "cuh", tenureDate: "2008-05-01" }, ["info tenure-to-convert"]],
    ["one without a date", { tenure: "permis-occuper" }, ["info tenure-to-convert"]],
    ["one of the last day", { tenure: "cuh", tenureDate: "2022-02-28" }, ["info tenure-to-convert"]],
    ["one after the last day", { tenure: "cuh", tenureDate: "2022-03-01" }, ["warning tenure-too-late"]],
  ])("holds %s to its date", (_, fields, issues) => {
    expect(found(fields as Fields)).toEqual(issues);
  });
});

describe("areas", () => {
  it("are held against the boundary", () => {
    expect(found({ officialAreaM2: 400, surveyMethod: "gnss-rtk" })).toEqual([]);
    expect(found({ officialAreaM2: 410, declaredAreaM2: 380, surveyMethod: "gnss-rtk" })).toEqual(["warning area-off"]);
    expect(found({ officialAreaM2: 400, declaredAreaM2: 380, surveyMethod: "gnss-rtk" })).toEqual(["warning area-off"]);
  });
});
