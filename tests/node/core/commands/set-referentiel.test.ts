import { describe, expect, it } from "vitest";
import { setReferentiel } from "#core/commands/set-referentiel";
import { maliReferentiel } from "#core/features/mali";
import { readReferentiel } from "#core/features/norm-limits";
import { normsOf } from "#core/features/norms-of";
import { emptyHead, emptyHistory } from "#core/model/journal";
import { Ledger, seededIds } from "#core/model/ledger";
import { type Norm, normValue, type Referentiel } from "#core/model/referentiel";
import { isRefusal } from "#core/model/refusal";
import { checkProject } from "#core/rules/check-project";
import { ProjectBuilder, rectangle } from "#tests/helpers/builders";

const reach: Norm = { value: 300, unit: "m", standing: "verifie", source: "Arrêté communal" };

function own(norms: Referentiel["norms"] = { "water.reach": reach }): Referentiel {
  return { id: "commune", name: "Commune", version: "1", date: "2026-11-22", norms };
}

function ledger(): Ledger {
  const project = new ProjectBuilder().parcel("A", rectangle(10, 17), { number: "1", ilot: "1" }).build();
  return Ledger.resume(project, emptyHistory, emptyHead, { newId: seededIds("n"), now: () => "2026-11-22T08:00:00Z" });
}

describe("set-referentiel", () => {
  it("is undone like any command, and what the project's own does not hold is ours", () => {
    const held = ledger();
    held.run(setReferentiel, { referentiel: own() });
    expect(normValue(normsOf(held.project), "water.reach")).toBe(300);
    expect(normValue(normsOf(held.project), "school.reach")).toBe(normValue(maliReferentiel, "school.reach"));
    held.undo();
    expect(normsOf(held.project)).toBe(maliReferentiel);
  });

  it("is what the check goes by", () => {
    const held = ledger();
    const small = () => checkProject(held.project, normsOf(held.project)).counts["small-parcel"] ?? 0;
    expect(small()).toBe(0);
    const least: Norm = { value: 200, unit: "m²", standing: "verifie", source: "Arrêté communal" };
    held.run(setReferentiel, { referentiel: own({ "parcel.area.min": least }) });
    expect(small()).toBe(1);
  });

  it.each([
    ["norms.bad-unit", { "water.reach": { ...reach, unit: "km" } }],
    ["norms.bad-value", { "water.reach": { ...reach, value: -1 } }],
    ["norms.bad-value", { "share.public": { ...reach, unit: "1", value: 15 } }],
    ["norms.no-source", { "water.reach": { ...reach, source: " " } }],
    [
      "norms.min-over-max",
      {
        "share.street.min": { ...reach, unit: "1", value: 0.4 },
        "share.street.max": { ...reach, unit: "1", value: 0.3 },
      },
    ],
  ])("refuses what cannot stand: %s", (code, norms) => {
    expect(ledger().run(setReferentiel, { referentiel: own(norms) })).toMatchObject({ refused: true, code });
  });
});

describe("readReferentiel", () => {
  it("reads what was written, ours too", () => {
    expect(readReferentiel(JSON.parse(JSON.stringify(maliReferentiel)))).toEqual(maliReferentiel);
  });

  it.each([null, [], {}, { ...own(), norms: { "water.reach": { value: "300" } } }, { ...own(), more: 1 }])(
    "refuses what is none: %j",
    (value) => {
      const read = readReferentiel(value);
      expect(isRefusal(read) && read.code).toBe("norms.not-a-referentiel");
    },
  );
});
