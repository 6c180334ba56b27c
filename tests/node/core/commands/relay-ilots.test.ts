import { describe, expect, it } from "vitest";
import { acceptLayout } from "#core/commands/accept-layout";
import { relayIlotsCommand } from "#core/commands/relay-ilots";
import { setLock } from "#core/commands/set-lock";
import { updateFields } from "#core/commands/update-fields";
import { isFace } from "#core/derived/planar-graph";
import { ilotsOf, lineOfAxis } from "#core/engines/layout/ilots-beside";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { layoutParamsSchema } from "#core/engines/layout/layout-types";
import { maliReferentiel } from "#core/features/mali";
import { boxOf } from "#core/geometry/box";
import { planAreaM2 } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import type { Ledger } from "#core/model/ledger";
import { isRefusal } from "#core/model/refusal";
import { aLaidOutVillage } from "../../../helpers/a-laid-out-village.ts";
import { planarFaults } from "../../../helpers/plan-oracle.ts";
import { emptySite, metres } from "../engines/layout/layout-worlds.ts";

const site = [metres(0, 0, 260, 0, 260, 220, 0, 220)];
const faults = (ledger: Ledger): string[] => planarFaults([...ledger.project.all()].filter(isFace));

function aVillage(): Ledger {
  const ledger = aLaidOutVillage(emptySite(site));
  if (!ledger) throw new Error("no plan");
  return ledger;
}

function lotsOf(ledger: Ledger, ilot: string): Feature[] {
  return [...ledger.project.ofClass("parcel")].filter(({ fields }) => fields["ilot"] === ilot);
}

/** The îlot with the most lots. */
function largest(ledger: Ledger): string {
  const ilots = [...ledger.project.ofClass("ilot")].map(({ fields }) => String(fields["number"]));
  return ilots.reduce((a, b) => (lotsOf(ledger, b).length > lotsOf(ledger, a).length ? b : a));
}

function ran<Input>(ledger: Ledger, command: Command<Input>, input: Input): void {
  const done = ledger.run(command, input);
  if (isRefusal(done)) throw new Error(done.code);
}

const lotsBefore = (ledger: Ledger): readonly Feature[] => [...ledger.project.ofClass("parcel")];

/** Lots of other îlots are what they were, to the byte. */
function expectUntouched(ledger: Ledger, before: readonly Feature[], ilots: readonly string[]): void {
  const others = before.filter(({ fields }) => !ilots.includes(String(fields["ilot"])));
  expect(others.length).toBeGreaterThan(0);
  for (const lot of others) expect(JSON.stringify(ledger.project.get(lot.id))).toBe(JSON.stringify(lot));
}

/** A centreline moved by hand, as a drag of its vertices would. */
const moveAxis: Command<{ from: Feature; to: Feature }> = {
  id: "move-feature",
  plan: (_project, { from, to }) => ({ change: { added: [], updated: [[from, to]], removed: [] } }),
};

describe("relayIlots", () => {
  it("carries id, number, holder and title to the lot that keeps most of the land", () => {
    const ledger = aVillage();
    const ilot = largest(ledger);
    const [lot] = lotsOf(ledger, ilot);
    const held = { holder: "A. Traoré", tenure: "titre-foncier" };
    ran(ledger, updateFields, { ids: [lot?.id ?? ""], fields: held } as never);
    ran(ledger, relayIlotsCommand, { ilots: [ilot], params: { frontageM: 17 } });
    expect(ledger.project.get(lot?.id ?? "")?.fields).toMatchObject({ ...held, number: lot?.fields["number"], ilot });
    expect(faults(ledger)).toEqual([]);
  });

  it("lets a held lot be followed before its neighbour that nobody holds", () => {
    const wide = { parcelAreaM2: 900, frontageM: 36 };
    const tried = aVillage();
    const ilot = largest(tried);
    const before = lotsOf(tried, ilot);
    ran(tried, relayIlotsCommand, { ilots: [ilot], params: wide });
    // Two old lots lie in one new one, which follows the first of them.
    const second = before.find(
      (lot, i) => !tried.project.get(lot.id) && before.some(({ id }, k) => k === i - 1 && tried.project.get(id)),
    );
    const ledger = aVillage();
    ran(ledger, updateFields, { ids: [second?.id ?? ""], fields: { holder: "F. Keïta" } } as never);
    ran(ledger, relayIlotsCommand, { ilots: [ilot], params: wide });
    expect(ledger.project.get(second?.id ?? "")?.fields).toMatchObject({ holder: "F. Keïta" });
  });

  it("closes a held lot that nothing follows by an act, and gives its number to no other", () => {
    const ledger = aVillage();
    const ilot = largest(ledger);
    const before = lotsOf(ledger, ilot);
    for (const { id } of before) ran(ledger, updateFields, { ids: [id], fields: { holder: `H ${id}` } } as never);
    // Lots of twice the land: about half of the old ones have no heir.
    ran(ledger, relayIlotsCommand, { ilots: [ilot], params: { parcelAreaM2: 900, frontageM: 36 } });
    const gone = before.filter(({ id }) => !ledger.project.get(id));
    expect(gone.length).toBeGreaterThan(0);
    const past = [...ledger.project.ofClass("pastParcel")];
    expect(past.map(({ fields }) => fields["of"]).sort()).toEqual(gone.map(({ id }) => id).sort());
    expect(past.every(({ fields }) => fields["holder"] !== undefined)).toBe(true);
    const numbers = new Set(gone.map(({ fields }) => fields["number"]));
    expect(lotsOf(ledger, ilot).some(({ fields }) => numbers.has(fields["number"]))).toBe(false);
    expect(faults(ledger)).toEqual([]);
  });

  it("retires the numbers of lots that go: they come back to no lot", () => {
    const ledger = aVillage();
    const ilot = largest(ledger);
    const first = new Map(lotsOf(ledger, ilot).map(({ id, fields }) => [fields["number"], id]));
    ran(ledger, relayIlotsCommand, { ilots: [ilot], params: { frontageM: 24, parcelAreaM2: 600 } });
    ran(ledger, relayIlotsCommand, { ilots: [ilot], params: { frontageM: 16, parcelAreaM2: 400 } });
    for (const { id, fields } of lotsOf(ledger, ilot)) expect(first.get(fields["number"]) ?? id).toBe(id);
  });

  it("leads a street through îlots: only those are cut again", () => {
    const ledger = aVillage();
    const ilot = largest(ledger);
    const boxes = lotsOf(ledger, ilot).map(({ geometry }) =>
      geometry?.kind === "polygon" ? boxOf(geometry) : [0, 0, 0, 0],
    );
    const x = Math.round(
      (Math.min(...boxes.map((b) => b[0] as number)) + Math.max(...boxes.map((b) => b[2] as number))) / 2,
    );
    const low = Math.min(...boxes.map((b) => b[1] as number));
    const high = Math.max(...boxes.map((b) => b[3] as number));
    const axis: Feature = {
      id: "drawn",
      class: "streetAxis",
      geometry: { kind: "line", path: [x, low - 5_000, x, high + 5_000] },
      fields: { rank: "access", widthM: 8, state: "projete" },
    };
    const ilots = ilotsOf(ledger.project, ledger.coverage as never, [axis]);
    expect(ilots).toContain(ilot);
    const before = lotsBefore(ledger);
    const streets = ledger.project.countOf("street");
    ran(ledger, relayIlotsCommand, { ilots, street: lineOfAxis(axis) });
    expect(faults(ledger)).toEqual([]);
    expect(ledger.project.countOf("street")).toBeGreaterThan(streets);
    expectUntouched(ledger, before, ilots);
  });

  it("takes back the ground that a moved street has left, and cuts only the îlots it touches", () => {
    const ledger = aVillage();
    const [axis] = [...ledger.project.ofClass("streetAxis")];
    if (axis?.geometry?.kind !== "line") throw new Error("no street");
    const [ax, ay, bx, by] = axis.geometry.path as unknown as readonly [number, number, number, number];
    const length = Math.hypot(bx - ax, by - ay);
    const path = axis.geometry.path.map((v, i) => Math.round(v + (6_000 * (i % 2 ? bx - ax : ay - by)) / length));
    const moved: Feature = { ...axis, geometry: { kind: "line", path } };
    const streetM2 = (): number =>
      [...ledger.project.ofClass("street")].reduce(
        (sum, { geometry }) => sum + (geometry?.kind === "polygon" ? planAreaM2(geometry) : 0),
        0,
      );
    const wasM2 = streetM2();
    ran(ledger, moveAxis, { from: axis, to: moved });
    const ilots = ilotsOf(ledger.project, ledger.coverage as never, [moved]);
    const before = lotsBefore(ledger);
    ran(ledger, relayIlotsCommand, { ilots, street: lineOfAxis(moved) });
    expect(faults(ledger)).toEqual([]);
    // 6 m of a street some 200 m long would be 1 200 m² more, were the old ground not given back.
    expect(streetM2()).toBeLessThan(wasM2 + 600);
    expectUntouched(ledger, before, ilots);
  });

  it("refuses where nothing is free, and what does not exist", () => {
    const ledger = aVillage();
    const ilot = largest(ledger);
    const [group] = [...ledger.project.ofClass("ilot")].filter(({ fields }) => fields["number"] === ilot);
    ran(ledger, setLock, { ids: [group?.id ?? ""], locked: true });
    expect(ledger.run(relayIlotsCommand, { ilots: [ilot] })).toMatchObject({ code: "relay.nothing-free" });
    expect(ledger.run(relayIlotsCommand, { ilots: ["999"] })).toMatchObject({ code: "relay.no-such-ilot" });
  });
});

describe("a whole new maillage", () => {
  it("keeps holders with the lots that take over the land", () => {
    const ledger = aVillage();
    const [lot] = lotsOf(ledger, largest(ledger));
    const id = lot?.id ?? "";
    ran(ledger, updateFields, { ids: [id], fields: { holder: "B. Diarra" } } as never);
    const params = layoutParamsSchema.parse({ frontageM: 17 });
    const result = layOut(layoutInputOf(ledger.project, site, params, 1, maliReferentiel));
    if (isRefusal(result)) throw new Error(result.code);
    ran(ledger, acceptLayout, { result, site, params });
    expect(ledger.project.get(id)?.fields).toMatchObject({ holder: "B. Diarra", number: lot?.fields["number"] });
    expect(faults(ledger)).toEqual([]);
  });
});
