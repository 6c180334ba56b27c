import { describe, expect, it } from "vitest";
import { acceptLayout } from "#core/commands/accept-layout";
import { setLock } from "#core/commands/set-lock";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { type LayoutResult, layoutParamsSchema } from "#core/engines/layout/layout-types";
import { proposeSite } from "#core/engines/layout/propose-site";
import { maliReferentiel } from "#core/features/mali";
import type { Feature } from "#core/model/feature";
import { Ledger, seededIds } from "#core/model/ledger";
import { canonicalText, Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { metres } from "../engines/layout/layout-worlds.ts";

const meta = { id: "p", name: "Essai", crs: "EPSG:32629", created: "2026-01-01T00:00:00Z", attributions: [] };
const params = layoutParamsSchema.parse({});
const site = [metres(0, 0, 300, 0, 300, 250, 0, 250)];

function house(id: string, x: number, y: number): Feature {
  return {
    id,
    class: "building",
    geometry: { kind: "polygon", rings: [metres(x, y, x + 8, y, x + 8, y + 6, x, y + 6)] },
    fields: {},
  };
}

function laidOut(project: Project): LayoutResult {
  const result = layOut(layoutInputOf(project, site, params, 1, maliReferentiel));
  if (isRefusal(result)) throw new Error(result.code);
  return result;
}

function openLedger(): Ledger {
  return Ledger.found(meta, { newId: seededIds("a"), now: () => "2026-01-02T00:00:00Z" }).ledger;
}

describe("acceptLayout", () => {
  it("draws perimeter, faces, ilots and centrelines in one step that undoes", () => {
    const ledger = openLedger();
    const before = canonicalText(ledger.project);
    const result = laidOut(ledger.project);
    const record = ledger.run(acceptLayout, { result, site, params });
    expect(isRefusal(record)).toBe(false);
    expect(ledger.project.countOf("perimeter")).toBe(1);
    expect(ledger.project.countOf("parcel")).toBe(result.score.lots);
    expect(ledger.project.countOf("ilot")).toBe(result.score.ilots);
    expect(ledger.project.countOf("reserve")).toBe(result.score.reserves);
    expect([...ledger.project.ofClass("parcel")][0]?.fields).toMatchObject({
      use: "habitation",
      state: "projetee",
      houses: 0,
    });
    expect(ledger.history.done.at(-1)?.params).toEqual({ lots: result.score.lots, ilots: result.score.ilots });
    ledger.undo();
    expect(canonicalText(ledger.project)).toBe(before);
  });

  it("replaces the former plan and nothing else", () => {
    const ledger = openLedger();
    const result = laidOut(ledger.project);
    ledger.run(acceptLayout, { result, site, params });
    ledger.run(acceptLayout, { result, site, params });
    expect(ledger.project.countOf("parcel")).toBe(result.score.lots);
    expect(ledger.project.countOf("streetAxis")).toBe(result.axes.length);
    expect(ledger.project.countOf("perimeter")).toBe(1);
  });

  it("leaves an allotted parcel where it is, its number with it", () => {
    const ledger = openLedger();
    ledger.run(acceptLayout, { result: laidOut(ledger.project), site, params });
    const [lot] = ledger.project.ofClass("parcel");
    const allotted = { ...(lot as Feature), fields: { ...lot?.fields, state: "attribuee", holder: "A. Traoré" } };
    const project = new Project(
      meta,
      [...ledger.project.all()].map((f) => (f.id === allotted.id ? allotted : f)),
    );
    const wider = layoutParamsSchema.parse({ frontageM: 18 });
    const result = layOut(layoutInputOf(project, site, wider, 1, maliReferentiel));
    if (isRefusal(result)) throw new Error(result.code);
    const edit = acceptLayout.plan(project, { result, site, params: wider }, { newId: seededIds("b"), now: "" });
    if (isRefusal(edit)) throw new Error(edit.code);
    const { added, updated, removed } = edit.change;
    expect([...added, ...removed, ...updated.flat()].some(({ id }) => id === allotted.id)).toBe(false);
  });

  it("refuses a plan worked out before something was locked", () => {
    const ledger = openLedger();
    const result = laidOut(ledger.project);
    ledger.run(acceptLayout, { result, site, params });
    const [lot] = ledger.project.ofClass("parcel");
    ledger.run(setLock, { ids: [lot?.id ?? ""], locked: true });
    expect(ledger.run(acceptLayout, { result, site, params })).toMatchObject({ code: "layout.locks-changed" });
  });
});

describe("proposeSite", () => {
  it("takes the drawn perimeter", () => {
    const perimeter: Feature = { id: "p1", class: "perimeter", geometry: { kind: "polygon", rings: site }, fields: {} };
    expect(proposeSite(new Project(meta, [perimeter]))).toEqual(site);
  });

  it("draws a calm outline around the houses, none on it", () => {
    const houses = Array.from({ length: 40 }, (_, i) =>
      house(`h${i}`, (i % 8) * 40 + (i % 3) * 7, Math.floor(i / 8) * 45),
    );
    const far = house("far", 3000, 3000);
    const found = proposeSite(new Project(meta, [...houses, far]));
    if (isRefusal(found)) throw new Error(found.code);
    expect(found).toHaveLength(1);
    expect((found[0]?.length ?? 99) / 2).toBeLessThanOrEqual(8);
    const result = layOut(layoutInputOf(new Project(meta, [...houses, far]), found, params, 1, maliReferentiel));
    expect(isRefusal(result) ? 0 : result.score.housesTotal).toBe(40);
  });

  it("refuses an empty project", () => {
    expect(proposeSite(new Project(meta))).toMatchObject({ code: "layout.no-site" });
  });
});
