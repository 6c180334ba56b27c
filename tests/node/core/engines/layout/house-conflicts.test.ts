import { describe, expect, it } from "vitest";
import { houseConflicts } from "#core/engines/layout/house-conflicts";
import { layOut } from "#core/engines/layout/lay-out";
import type { LayoutBuilding, LayoutInput, LayoutResult } from "#core/engines/layout/layout-types";
import { isRefusal } from "#core/model/refusal";
import { emptySite, metres, numbersFrom } from "./layout-worlds.ts";

/** A site full of houses that need not stay, each with what was decided on it. */
function village(fateOf: (id: string) => LayoutBuilding["fate"] = () => undefined): LayoutInput {
  const next = numbersFrom(5);
  const buildings = Array.from({ length: 60 }, (_, i): LayoutBuilding => {
    const [x, y] = [20 + next() * 250, 20 + next() * 200];
    const fate = fateOf(`h${i}`);
    return {
      id: `h${i}`,
      rings: [metres(x, y, x + 9, y, x + 9, y + 7, x, y + 7)],
      people: 6,
      ...(fate ? { fate } : {}),
    };
  });
  const site = [metres(0, 0, 300, 0, 300, 250, 0, 250)];
  return { ...emptySite(site, { keepBuildings: "soft" }), buildings };
}

function plan(input: LayoutInput): LayoutResult {
  const result = layOut(input);
  if (isRefusal(result)) throw new Error(result.code);
  return result;
}

const conflictsOf = (input: LayoutInput, { faces, remarks }: LayoutResult) =>
  houseConflicts({ site: input.site, faces, buildings: input.buildings }, remarks);

describe("houses in the way", () => {
  it("are those the score counts, each with what is the matter", () => {
    const input = village();
    const result = plan(input);
    const conflicts = conflictsOf(input, result);
    const { housesCut, housesTouched } = result.score;
    const of = (kind: string) => conflicts.filter(({ kinds }) => kinds.some((each) => each === kind)).length;
    expect(of("cut")).toBe(housesCut);
    expect(housesCut).toBeGreaterThan(5);
    const inPublic = conflicts.filter(({ kinds }) => kinds.some((kind) => kind === "street" || kind === "reserve"));
    expect(inPublic.length).toBe(housesTouched);
    expect(new Set(conflicts.map(({ id }) => id)).size).toBe(conflicts.length);
  });

  it("are in the way of streets and public places: boundaries between lots spare them", () => {
    const input = village();
    const conflicts = conflictsOf(input, plan(input));
    const onlyCut = conflicts.filter(({ kinds }) => !kinds.some((kind) => kind === "street" || kind === "reserve"));
    // One stands wall to wall with a house that goes.
    expect(onlyCut.length).toBeLessThan(2);
  });

  it("that are to stay are in the way no more of the next plan, whichever way that was said", () => {
    const first = conflictsOf(village(), plan(village())).map(({ id }) => id);
    const kept = first.slice(0, 4);
    const input = village((id) => (kept.indexOf(id) < 0 ? undefined : kept.indexOf(id) % 2 ? "limite" : "garder"));
    const left = new Map(conflictsOf(input, plan(input)).map(({ id, kinds }) => [id, kinds]));
    for (const id of kept) expect(left.get(id) ?? []).not.toContain("cut");
  });

  it("that are to be moved stop no boundary, and their people are counted", () => {
    const hard = { ...village(), params: { ...village().params, keepBuildings: "hard" as const } };
    expect(plan(hard).score).toMatchObject({ housesCut: 0, housesToMove: 0, peopleAffected: 0 });
    const all = { ...village(() => "a-deplacer"), params: hard.params };
    const { score } = plan(all);
    expect(score).toMatchObject({
      housesCut: 0,
      housesToMove: score.housesTotal,
      peopleAffected: 6 * score.housesTotal,
    });
    expect(score.lots).toBeGreaterThanOrEqual(plan(hard).score.lots - 5);
  });

  it("in a servitude or on the perimeter are told by the run's remarks", () => {
    const input = village();
    const remarks = [
      { code: "layout.house-in-servitude", ids: ["h3"] },
      { code: "layout.house-on-perimeter", ids: ["h3", "h1"] },
      { code: "layout.no-street" },
    ];
    const told = houseConflicts({ site: input.site, faces: [], buildings: input.buildings }, remarks);
    expect(told).toEqual([
      { id: "h1", kinds: ["perimeter"] },
      { id: "h3", kinds: ["servitude", "perimeter"] },
    ]);
  });
});
