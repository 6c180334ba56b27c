import { describe, expect, it } from "vitest";
import { ranked } from "#ui/find/ranking";

const entries = [
  { id: "split", name: "Diviser", also: "couper, partager, morceler" },
  { id: "merge", name: "Fusionner", also: "réunir, regrouper" },
  { id: "plan", name: "Plan à imprimer (PDF)", also: "imprimer, tirage" },
  { id: "plans", name: "Aller à l'étape Plans", also: "exports" },
  { id: "fit", name: "Cadrer le périmètre", also: "limite" },
  { id: "tower", name: "Placer : Château d'eau", also: "réservoir" },
  { id: "water", name: "Masquer : Eau", also: "mare, marigot" },
];
const ids = (typed: string, recent: string[] = []) => ranked(entries, typed, recent).map(({ id }) => id);

describe("ranking of commands", () => {
  it("takes synonyms for names", () => {
    expect(ids("couper")).toEqual(["split"]);
    expect(ids("reunir")).toEqual(["merge"]);
    expect(ids("imprimer")).toEqual(["plan"]);
  });

  it("does without accents, case and small slips", () => {
    expect(ids("PERIMETRE")).toEqual(["fit"]);
    expect(ids("fusioner")).toEqual(["merge"]);
    expect(ids("divsier")).toEqual(["split"]);
    expect(ids("diwiser")).toEqual(["split"]);
    expect(ids("xiviser")).toEqual([]);
  });

  it("puts whole words before beginnings", () => {
    expect(ids("plan")).toEqual(["plan", "plans"]);
    expect(ids("plans")[0]).toBe("plans");
    expect(ids("part")).toEqual(["split"]);
  });

  it("wants every word", () => {
    expect(ids("chateau eau")).toEqual(["tower"]);
    expect(ids("chateau couper")).toEqual([]);
  });

  it("puts what was used lately first among equals", () => {
    expect(ids("", ["fit", "plan"]).slice(0, 3)).toEqual(["fit", "plan", "split"]);
    expect(ids("eau", ["water"])).toEqual(["water", "tower"]);
    expect(ids("")).toHaveLength(entries.length);
  });
});
