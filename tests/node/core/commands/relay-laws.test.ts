import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptLayout } from "#core/commands/accept-layout";
import { relayIlotsCommand } from "#core/commands/relay-ilots";
import { setLock } from "#core/commands/set-lock";
import { isFace } from "#core/derived/planar-graph";
import { type Face, layoutFaceOf } from "#core/engines/layout/fixed-ground";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { layoutParamsSchema } from "#core/engines/layout/layout-types";
import { frontagesMm } from "#core/engines/layout/score-layout";
import { maliReferentiel } from "#core/features/mali";
import { planAreaM2 } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import type { Ledger } from "#core/model/ledger";
import { canonicalText } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { aLaidOutVillage } from "../../../helpers/a-laid-out-village.ts";
import { planarFaults } from "../../../helpers/plan-oracle.ts";
import { numbersFrom, randomVillage } from "../engines/layout/layout-worlds.ts";

const faces = (ledger: Ledger): Face[] => [...ledger.project.all()].filter(isFace);
const asJson = (feature: Feature | undefined): string => JSON.stringify(feature);

/** A laid-out village some of whose lots, reserves and streets are locked, some lots held by someone. */
function lockedVillage(seed: number): { ledger: Ledger; locked: string[]; next: () => number } | undefined {
  const ledger = aLaidOutVillage(randomVillage(seed));
  if (!ledger) return undefined;
  const next = numbersFrom(seed * 31);
  const { project } = ledger;
  const share = next() * 0.3;
  const some = (features: Iterable<Feature>, portion: number): string[] =>
    [...features].filter(() => next() < portion).map(({ id }) => id);
  const planned = [...project.ofClass("streetAxis")].filter(({ fields }) => fields["state"] === "projete");
  const locked = [
    ...some(project.ofClass("parcel"), share),
    ...some(project.ofClass("reserve"), 0.3),
    ...some(planned, 0.2),
  ];
  if (locked.length > 0) ledger.run(setLock, { ids: locked, locked: true });
  return { ledger, locked, next };
}

/** What must hold after a relay whatever was asked. */
function expectSound(
  ledger: Ledger,
  before: ReadonlyMap<string, Feature>,
  locked: readonly string[],
  where: string,
): void {
  const { project } = ledger;
  for (const id of locked) expect(asJson(project.get(id)), `${where}: ${id}`).toBe(asJson(before.get(id)));
  expect(planarFaults(faces(ledger)), where).toEqual([]);
  const [perimeter] = project.ofClass("perimeter");
  const siteM2 = perimeter?.geometry?.kind === "polygon" ? planAreaM2(perimeter.geometry) : 0;
  const sumM2 = faces(ledger).reduce((sum, { geometry }) => sum + planAreaM2(geometry), 0);
  expect(Math.abs(sumM2 - siteM2), where).toBeLessThan(0.05);
  const numbers = new Map<string, string>();
  for (const { id, fields } of faces(ledger)) {
    if (fields["number"] === undefined) continue;
    const key = `${fields["ilot"]}/${fields["number"]}`;
    expect(numbers.get(key), `${where}: ${key}`).toBeUndefined();
    numbers.set(key, id);
  }
}

/** Empty lots without a street, by area. */
function unserved(ledger: Ledger): number {
  const all = faces(ledger);
  const fronts = frontagesMm(all.map(layoutFaceOf));
  return all.filter((face, i) => face.class === "parcel" && (fronts[i] as number) < 1_000 && !face.fields["houses"])
    .length;
}

const byId = (ledger: Ledger): Map<string, Feature> => new Map([...ledger.project.all()].map((f) => [f.id, f]));
const villages = fc.integer({ min: 1, max: 140 });
const usual = layoutParamsSchema.parse({});

describe("a plan laid out anew around what is locked", () => {
  it("leaves the locked to the byte, fills the rest exactly, serves every lot, and undoes", () => {
    fc.assert(
      fc.property(villages, (seed) => {
        const made = lockedVillage(seed);
        if (!made) return;
        const { ledger, locked, next } = made;
        const before = byId(ledger);
        const text = canonicalText(ledger.project);
        const params = {
          ...usual,
          parcelAreaM2: 300 + Math.round(next() * 200),
          frontageM: 14 + Math.round(next() * 6),
        };
        const [perimeter] = ledger.project.ofClass("perimeter");
        const site = perimeter?.geometry?.kind === "polygon" ? perimeter.geometry.rings : [];
        const input = layoutInputOf(ledger.project, site, params, 1, maliReferentiel);
        const result = layOut(input);
        if (isRefusal(result)) {
          expect(["layout.site-too-small", "layout.all-under-water"]).toContain(result.code);
          return;
        }
        expect(layOut(input)).toEqual(result);
        const record = ledger.run(acceptLayout, { result, site, params });
        expect(isRefusal(record) ? record.code : "", `seed ${seed}`).toBe("");
        if (locked.length > 0) expectSound(ledger, before, locked, `seed ${seed}`);
        expect(unserved(ledger), `seed ${seed}`).toBe(0);
        ledger.undo();
        expect(canonicalText(ledger.project)).toBe(text);
      }),
      { numRuns: 12, seed: 5 },
    );
  });
});

describe("îlots laid out anew", () => {
  it("touch no other lot or reserve, keep what is locked, and undo", () => {
    fc.assert(
      fc.property(villages, (seed) => {
        const made = lockedVillage(seed);
        if (!made) return;
        const { ledger, locked, next } = made;
        const before = byId(ledger);
        const text = canonicalText(ledger.project);
        const ilots = [
          ...new Set(faces(ledger).flatMap(({ fields: { ilot } }) => (typeof ilot === "string" ? [ilot] : []))),
        ];
        const some = ilots.filter(() => next() < 1.5 / ilots.length);
        const params = { parcelAreaM2: 300 + Math.round(next() * 200), frontageM: 14 + Math.round(next() * 6) };
        const record = ledger.run(relayIlotsCommand, { ilots: some, params });
        if (isRefusal(record)) {
          expect(["relay.nothing-free", "relay.too-small", "command.nothing-to-do"]).toContain(record.code);
          return;
        }
        expectSound(ledger, before, locked, `seed ${seed}`);
        for (const [id, feature] of before) {
          const { class: cls, fields } = feature;
          if ((cls !== "parcel" && cls !== "reserve") || some.includes(String(fields["ilot"]))) continue;
          expect(asJson(ledger.project.get(id)), `seed ${seed}: ${id}`).toBe(asJson(feature));
        }
        ledger.undo();
        expect(canonicalText(ledger.project)).toBe(text);
      }),
      { numRuns: 20, seed: 7 },
    );
  });
});
