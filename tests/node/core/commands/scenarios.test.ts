import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptLayout } from "#core/commands/accept-layout";
import { adoptScenario } from "#core/commands/adopt-scenario";
import { deleteScenario } from "#core/commands/delete-scenario";
import { drawPerimeter } from "#core/commands/draw-perimeter";
import { renameScenario } from "#core/commands/rename-scenario";
import { saveScenario } from "#core/commands/save-scenario";
import { updateFields } from "#core/commands/update-fields";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { type LayoutResult, layoutParamsSchema } from "#core/engines/layout/layout-types";
import { packPlan, unpackPlan } from "#core/engines/layout/packed-plan";
import { readScenario } from "#core/engines/layout/read-scenario";
import { maliReferentiel } from "#core/features/mali";
import { recordOf } from "#core/model/document";
import type { Feature } from "#core/model/feature";
import { replay, type SealedRecord } from "#core/model/journal";
import { Ledger, seededIds } from "#core/model/ledger";
import { canonicalText, type Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { metres } from "../engines/layout/layout-worlds.ts";

const meta = { id: "p", name: "Essai", crs: "EPSG:32629", created: "2026-01-01T00:00:00Z", attributions: [] };
const params = layoutParamsSchema.parse({ parcelAreaM2: 450 });
const site = [metres(0, 0, 300, 0, 300, 250, 0, 250)];

/** A project with a perimeter, its journal, and a maillage worked out in it. */
function aSite(): { ledger: Ledger; records: SealedRecord[]; result: LayoutResult } {
  const { ledger, record } = Ledger.found(meta, { newId: seededIds("a"), now: () => "2026-01-02T00:00:00Z" });
  const records = [record];
  ledger.listen((_change, sealed) => records.push(sealed));
  ledger.run(drawPerimeter, { rings: site });
  const result = layOut(layoutInputOf(ledger.project, site, params, 1, maliReferentiel));
  if (isRefusal(result)) throw new Error(result.code);
  return { ledger, records, result };
}

function only(project: Project): Feature {
  const [scenario] = project.ofClass("scenario");
  if (!scenario) throw new Error("no scenario");
  return scenario;
}

/** Every feature of the plan as words, ids and marks of the act left out. */
function planWords(project: Project): string[] {
  return (["street", "parcel", "reserve", "openSpace", "ilot", "streetAxis"] as const)
    .flatMap((id) => [...project.ofClass(id)])
    .map(({ class: cls, geometry, fields }) => JSON.stringify([cls, geometry, fields]))
    .sort();
}

describe("a packed plan", () => {
  it("comes back as it was, number for number, in less than half the room", () => {
    const { result } = aSite();
    const { faces, axes, ilots } = result;
    const text = packPlan(result);
    expect(unpackPlan(text)).toEqual({ faces, axes, ilots });
    expect(text.length).toBeLessThan(JSON.stringify({ faces, axes, ilots }).length / 2);
  });

  it("holds any run of whole numbers", () => {
    const place = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
    const run = fc.array(fc.tuple(place, place), { minLength: 3, maxLength: 8 }).map((pairs) => pairs.flat());
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 4 }), (rings) => {
        const drawing = { faces: [{ class: "street" as const, rings }], axes: [], ilots: [] };
        expect(unpackPlan(packPlan(drawing))).toEqual(drawing);
      }),
    );
  });

  it("is none where the text was broken", () => {
    const text = packPlan(aSite().result);
    for (const broken of ["", "{}", "[]", text.slice(0, -20), text.replace(/"[\w+/]{20,}"/, '"é"')]) {
      expect(unpackPlan(broken)).toBeUndefined();
    }
  });
});

describe("scenarios", () => {
  it("are saved beside the plan, renamed, deleted, and all of it undone", () => {
    const { ledger, result } = aSite();
    const before = canonicalText(ledger.project);
    ledger.run(saveScenario, { name: "  Le plus de  parcelles ", params, result });
    expect(only(ledger.project).fields).toMatchObject({ name: "Le plus de parcelles", date: "2026-01-02" });
    expect(ledger.project.countOf("parcel")).toBe(0);
    const { id } = only(ledger.project);
    expect(ledger.run(saveScenario, { name: "le plus de Parcelles", params, result })).toMatchObject({
      code: "scenario.name-taken",
    });
    expect(ledger.run(saveScenario, { name: " ", params, result })).toMatchObject({ code: "scenario.no-name" });
    ledger.run(renameScenario, { id, name: "Variante haute" });
    expect(readScenario(only(ledger.project))).toMatchObject({ name: "Variante haute", params, score: result.score });
    ledger.run(deleteScenario, { id });
    expect(ledger.project.countOf("scenario")).toBe(0);
    for (let i = 0; i < 3; i++) ledger.undo();
    expect(canonicalText(ledger.project)).toBe(before);
  });

  it("come back from the journal alone", () => {
    const { ledger, records, result } = aSite();
    ledger.run(saveScenario, { name: "Un", params, result });
    ledger.run(adoptScenario, { id: only(ledger.project).id });
    ledger.undo();
    const again = replay(records.map(recordOf));
    expect(canonicalText(again.project)).toBe(canonicalText(ledger.project));
    expect(readScenario(only(again.project))?.plan.faces).toEqual(result.faces);
  });

  it("when adopted make the plan that accepting makes, and an act beside it", () => {
    const [one, other] = [aSite(), aSite()];
    one.ledger.run(acceptLayout, { result: one.result, site, params });
    other.ledger.run(saveScenario, { name: "Un", params, result: other.result });
    const { id } = only(other.ledger.project);
    const before = canonicalText(other.ledger.project);
    const adopted = other.ledger.run(adoptScenario, { id, act: { number: "12/26", office: "Commune de Kati" } });
    expect(isRefusal(adopted)).toBe(false);
    expect(planWords(other.ledger.project)).toEqual(planWords(one.ledger.project));
    const [act] = other.ledger.project.ofClass("act");
    expect(act?.fields).toEqual({
      number: "12/26",
      type: "adoption",
      date: "2026-01-02",
      office: "Commune de Kati",
      reason: "Un",
    });
    expect(only(other.ledger.project).fields["adoptedBy"]).toBe(act?.id);
    other.ledger.undo();
    expect(canonicalText(other.ledger.project)).toBe(before);
  });

  it("when adopted over parcels with rights are one act, which closes them", () => {
    const { ledger, result } = aSite();
    ledger.run(acceptLayout, { result, site, params });
    const larger = layoutParamsSchema.parse({ parcelAreaM2: 500, bearingDeg: 0 });
    const other = layOut(layoutInputOf(ledger.project, site, larger, 1, maliReferentiel));
    if (isRefusal(other)) throw new Error(other.code);
    ledger.run(saveScenario, { name: "Plus grand", params: larger, result: other });
    const ids = [...ledger.project.ofClass("parcel")].map(({ id }) => id);
    ledger.run(updateFields, { ids, fields: { holder: "Awa" } });
    const adopted = ledger.run(adoptScenario, { id: only(ledger.project).id, act: { office: "Mairie" } });
    expect(isRefusal(adopted)).toBe(false);
    const acts = [...ledger.project.ofClass("act")];
    expect(acts.map(({ fields }) => fields["type"])).toEqual(["adoption"]);
    expect(only(ledger.project).fields["adoptedBy"]).toBe(acts[0]?.id);
    // Who held what is not lost: the parcels that ended are kept, closed by that act.
    const past = [...ledger.project.ofClass("pastParcel")];
    expect(past.length).toBeGreaterThan(0);
    expect(past.every(({ fields }) => fields["closedBy"] === acts[0]?.id && fields["holder"] === "Awa")).toBe(true);
  });

  it("are not adopted in another perimeter, nor once broken", () => {
    const { ledger, result } = aSite();
    ledger.run(saveScenario, { name: "Un", params, result });
    const scenario = only(ledger.project);
    const env = { newId: seededIds("x"), now: "2026-01-03T00:00:00Z" };
    ledger.run(drawPerimeter, { rings: [metres(0, 0, 310, 0, 310, 250, 0, 250)] });
    expect(ledger.run(adoptScenario, { id: scenario.id })).toMatchObject({ code: "scenario.other-perimeter" });
    ledger.undo();
    const broken = { ...scenario, fields: { ...scenario.fields, plan: "{" } };
    ledger.project.apply({ added: [], updated: [[scenario, broken]], removed: [] });
    expect(adoptScenario.plan(ledger.project, { id: scenario.id }, env)).toMatchObject({ code: "scenario.damaged" });
  });
});
