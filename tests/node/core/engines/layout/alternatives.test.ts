import { describe, expect, it } from "vitest";
import {
  type Alternative,
  alternativeIds,
  candidateParams,
  chooseAlternatives,
  layOutAlternatives,
} from "#core/engines/layout/alternatives";
import { layOut } from "#core/engines/layout/lay-out";
import type { LayoutInput } from "#core/engines/layout/layout-types";
import { isRefusal } from "#core/model/refusal";
import { emptySite, metres, numbersFrom } from "./layout-worlds.ts";

/** A square of 220 m with some houses in a loose heap. */
function village(params: Record<string, unknown> = {}): LayoutInput {
  const next = numbersFrom(3);
  const buildings = Array.from({ length: 14 }, (_, i) => {
    const [x, y] = [40 + next() * 130, 40 + next() * 130];
    return { id: `h${i}`, rings: [metres(x, y, x + 9, y, x + 9, y + 7, x, y + 7)] };
  });
  return { ...emptySite([metres(0, 0, 220, 10, 210, 220, -10, 210)], params), buildings };
}

/** The three plans of that village, worked out once for all tests. */
let known: Alternative[] | undefined;
const threeOfVillage = (): Alternative[] => {
  known ??= three(village());
  return known;
};

function three(input: LayoutInput): Alternative[] {
  const made = layOutAlternatives(input);
  if (isRefusal(made)) throw new Error(made.code);
  return made;
}

describe("alternatives", () => {
  it("are three, each the best at what it is called after, and cut no house", () => {
    const made = threeOfVillage();
    expect(made.map(({ id }) => id)).toEqual(alternativeIds);
    const of = (id: string) => made.find((one) => one.id === id) as Alternative;
    const [lots, houses, open] = [of("most-parcels"), of("fewest-houses"), of("most-public")];
    for (const other of made) {
      expect(other.result.score.housesCut).toBe(0);
      expect(other.result.score.areaErrorM2).toBe(0);
      expect(houses.housesBesideStreets).toBeLessThanOrEqual(other.housesBesideStreets);
      expect(open.result.score.publicShare).toBeGreaterThanOrEqual(other.result.score.publicShare);
    }
    expect(lots.result.score.lots).toBeGreaterThan(open.result.score.lots);
  });

  it("are the same bytes for the same input, and what their parameters give again", () => {
    const made = threeOfVillage();
    expect(JSON.stringify(three(village()))).toBe(JSON.stringify(made));
    for (const { params, result } of made) {
      expect(JSON.stringify(layOut({ ...village(), params }))).toBe(JSON.stringify(result));
    }
  });

  it("keep to the direction and the rule that were asked for", () => {
    const tried = candidateParams(village({ bearingDeg: 12, keepBuildings: "soft", parcelAreaM2: 500 }));
    if (isRefusal(tried)) throw new Error(tried.code);
    expect(tried.length).toBeGreaterThan(5);
    for (const params of tried) {
      expect(params).toMatchObject({ bearingDeg: 12, keepBuildings: "soft", parcelAreaM2: 500 });
    }
  });

  it("stop when told to, and are refused where no plan can be", () => {
    let asked = 0;
    expect(layOutAlternatives(village(), { aborted: () => ++asked > 2 })).toMatchObject({ code: "layout.aborted" });
    expect(asked).toBe(3);
    const tiny = emptySite([metres(0, 0, 20, 0, 20, 20, 0, 20)]);
    expect(layOutAlternatives(tiny)).toMatchObject({ code: "layout.site-too-small" });
    expect(layOutAlternatives({ ...village(), params: { ...village().params, frontageM: 4 } })).toMatchObject({
      code: "layout.params-proportions",
    });
  });

  it("tell how far they are, and try fewer plans where each takes longer", () => {
    const shares: number[] = [];
    layOutAlternatives(village(), { progress: (share) => shares.push(share) });
    expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share < 1)).toBe(true);
    const large = candidateParams(emptySite([metres(0, 0, 2500, 0, 2500, 2000, 0, 2000)]));
    expect(isRefusal(large) ? 0 : large.length).toBeLessThan(shares.length);
  });

  it("put a plan that leaves a lot without a street behind one that does not", () => {
    const input = village();
    const [first] = threeOfVillage();
    if (!first) throw new Error("none");
    const whole = { params: first.params, score: first.result.score, housesBesideStreets: 9 };
    const closed = { ...whole, score: { ...whole.score, lots: 9999, streetAccess: 0.9 }, housesBesideStreets: 0 };
    const chosen = chooseAlternatives([closed, whole], input.params, input.norms);
    expect(chosen.every(({ params }) => params === whole.params)).toBe(true);
  });
});
