import { describe, expect, it } from "vitest";
import { maliReferentiel } from "#core/features/mali";
import { readReferentiel } from "#core/features/norm-limits";
import { catalogue } from "#core/messages/catalogue";
import { isRefusal } from "#core/model/refusal";
import { linesOf, neededBy, requestsOf } from "#ui/norms/programme-lines";
import {
  differsFromShipped,
  duplicated,
  finished,
  groupOf,
  normGroups,
  referentielFile,
  withNorm,
} from "#ui/norms/referentiel-draft";

describe("a référentiel of the project's own", () => {
  const own = duplicated(maliReferentiel, "Commune", "2026-11-22");

  it("begins as a copy and tells what was changed", () => {
    const changed = withNorm(own, "water.people", { value: 300 });
    const norm = (key: string) =>
      changed.norms[key] ?? { value: Number.NaN, unit: "", standing: "verifie", source: "" };
    expect(differsFromShipped("water.people", norm("water.people"))).toBe(true);
    expect(differsFromShipped("water.reach", norm("water.reach"))).toBe(false);
    expect(maliReferentiel.norms["water.people"]?.value).toBe(400);
  });

  it("is put by with its day, without an author nobody named, and reads back from its file", () => {
    const made = finished({ ...own, name: " Commune " }, "2026-12-01");
    expect(made).toMatchObject({ name: "Commune", date: "2026-12-01" });
    expect(made).not.toHaveProperty("author");
    if (isRefusal(made)) throw new Error(made.code);
    expect(readReferentiel(JSON.parse(new TextDecoder().decode(referentielFile(made))))).toEqual(made);
  });

  it("is refused while a norm cannot stand", () => {
    expect(finished(withNorm(own, "water.people", { source: "" }), "2026-12-01")).toMatchObject({
      code: "norms.no-source",
    });
  });

  it("has every norm named, in a group that has a name", () => {
    for (const key of Object.keys(maliReferentiel.norms)) {
      expect(catalogue.fr).toHaveProperty([`norm.${key}`]);
      expect(normGroups.map(({ id }) => id)).toContain(groupOf(key));
    }
  });
});

describe("the programme", () => {
  it("is the same by lines and by requests", () => {
    const requests = ["school", { kind: "market", areaM2: 3000 }, "school", "water"] as const;
    const lines = linesOf(requests, maliReferentiel);
    expect(lines).toEqual([
      { kind: "school", areaM2: 8200, count: 2 },
      { kind: "market", areaM2: 3000, count: 1 },
      { kind: "water", areaM2: 400, count: 1 },
    ]);
    expect(linesOf(requestsOf(lines, maliReferentiel), maliReferentiel)).toEqual(lines);
  });

  it("has what so many people ask for, and no more than a programme holds", () => {
    const count = (people: number, kind: string) =>
      neededBy(people, ["market"], maliReferentiel).filter((one) => one === kind).length;
    expect(count(2300, "water")).toBe(6);
    expect(count(2300, "school")).toBe(2);
    expect(count(2300, "health")).toBe(1);
    expect(neededBy(60_000, ["market"], maliReferentiel)).toHaveLength(60);
    expect(count(60_000, "market")).toBe(1);
  });
});
