import { describe, expect, it } from "vitest";
import { acceptLayout } from "#core/commands/accept-layout";
import { drawPerimeter } from "#core/commands/draw-perimeter";
import { reopenPlan } from "#core/commands/reopen-plan";
import { settlePlan } from "#core/commands/settle-plan";
import { updateFields } from "#core/commands/update-fields";
import { settledPlan } from "#core/derived/settled-plan";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { layoutParamsSchema } from "#core/engines/layout/layout-types";
import { maliReferentiel } from "#core/features/mali";
import type { ClassId, Feature } from "#core/model/feature";
import { Ledger, seededIds } from "#core/model/ledger";
import { canonicalText, type ProjectView } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { metres } from "../engines/layout/layout-worlds.ts";

const meta = { id: "p", name: "Essai", crs: "EPSG:32629", created: "2026-01-01T00:00:00Z", attributions: [] };
const params = layoutParamsSchema.parse({});
const site = [metres(0, 0, 300, 0, 300, 250, 0, 250)];
const norms = maliReferentiel;

function aPlan() {
  const { ledger } = Ledger.found(meta, { newId: seededIds("a"), now: () => "2026-01-02T00:00:00Z" });
  ledger.run(drawPerimeter, { rings: site });
  const result = layOut(layoutInputOf(ledger.project, site, params, 1, norms));
  if (isRefusal(result)) throw new Error(result.code);
  ledger.run(acceptLayout, { result, site, params });
  return { ledger, accept: () => ledger.run(acceptLayout, { result, site, params }) };
}

const statesOf = (project: ProjectView, id: ClassId) =>
  new Set([...project.ofClass(id)].map(({ fields }) => fields["state"]));

describe("settlePlan", () => {
  it("settles parcels, reserves and streets by an act, against which no other maillage stands", () => {
    const { ledger, accept } = aPlan();
    const before = canonicalText(ledger.project);
    const act = { number: "2026/14", office: "Mairie de Kati", date: "2026-01-02" };
    expect(isRefusal(ledger.run(settlePlan, { act, norms }))).toBe(false);
    expect(statesOf(ledger.project, "parcel")).toEqual(new Set(["arretee"]));
    expect(statesOf(ledger.project, "reserve")).toEqual(new Set(["arretee"]));
    expect(statesOf(ledger.project, "streetAxis")).toEqual(new Set(["arrete"]));
    expect(settledPlan(ledger.project)?.fields).toMatchObject({ ...act, type: "arrete", state: "approuve" });
    expect(accept()).toMatchObject({ code: "layout.plan-settled", params: { number: "2026/14" } });
    expect(ledger.run(settlePlan, { norms })).toMatchObject({ code: "settle.already" });
    ledger.undo();
    expect(canonicalText(ledger.project)).toBe(before);
  });

  it("is taken back by an act of rectification only, which says why", () => {
    const { ledger, accept } = aPlan();
    expect(ledger.run(reopenPlan, { act: { reason: "Erreur" } })).toMatchObject({ code: "reopen.not-settled" });
    ledger.run(settlePlan, { norms });
    const [parcel] = ledger.project.ofClass("parcel");
    const ids = [parcel?.id ?? ""];
    expect(ledger.run(updateFields, { ids, fields: { state: "projetee" } })).toMatchObject({ code: "state.by-act" });
    expect(ledger.run(reopenPlan, { act: {} })).toMatchObject({ code: "reopen.needs-reason" });
    ledger.run(reopenPlan, { act: { reason: "Limite du marché" } });
    expect(statesOf(ledger.project, "parcel")).toEqual(new Set(["projetee"]));
    expect(statesOf(ledger.project, "streetAxis")).toEqual(new Set(["projete"]));
    expect(settledPlan(ledger.project)).toBeUndefined();
    expect([...ledger.project.ofClass("act")].map(({ fields }) => [fields["type"], fields["state"]])).toEqual([
      ["arrete", "annule"],
      ["rectification", undefined],
    ]);
    expect(isRefusal(accept())).toBe(false);
  });

  it("lets a settled parcel be set out, and no parcel be settled by hand", () => {
    const { ledger } = aPlan();
    const [parcel] = ledger.project.ofClass("parcel");
    const ids = [parcel?.id ?? ""];
    expect(ledger.run(updateFields, { ids, fields: { state: "arretee" } })).toMatchObject({ code: "state.by-act" });
    ledger.run(settlePlan, { norms });
    expect(isRefusal(ledger.run(updateFields, { ids, fields: { state: "implantee" } }))).toBe(false);
    expect(ledger.run(updateFields, { ids, fields: { state: "attribuee" } })).toMatchObject({
      code: "state.out-of-turn",
    });
  });

  it("is refused while a parcel lies in a servitude, and says where", () => {
    const { ledger } = aPlan();
    const stream: Feature = {
      id: "marigot",
      class: "waterCourse",
      geometry: { kind: "line", path: metres(-50, 120, 350, 130) },
      fields: { kind: "stream", name: "Marigot" },
    };
    ledger.project.apply({ added: [stream], updated: [], removed: [] });
    const refused = ledger.run(settlePlan, { norms });
    expect(refused).toMatchObject({ code: "settle.blocked" });
    if (!isRefusal(refused)) return;
    expect(Number(refused.params?.["count"])).toBeGreaterThan(3);
    expect(refused.ids).toContain("marigot");
    expect(refused.at).toBeDefined();
    expect(settledPlan(ledger.project)).toBeUndefined();
  });

  it("is refused where there is nothing to settle", () => {
    const { ledger } = Ledger.found(meta, { newId: seededIds("a"), now: () => "2026-01-02T00:00:00Z" });
    expect(ledger.run(settlePlan, { norms })).toMatchObject({ code: "settle.no-plan" });
  });
});
