import { assembleFaces } from "#core/engines/layout/assemble-faces";
import { laneThrough } from "#core/engines/layout/lanes-through";
import { lanesToLots } from "#core/engines/layout/lanes-to-lots";
import type { PlanFace } from "#core/engines/layout/plan-face";
import type { Ingredients } from "#core/engines/layout/plan-ingredients";
import { RegionIndex } from "#core/engines/layout/region-index";
import type { LotRules } from "#core/engines/layout/rows-to-slots";
import { frontagesMm } from "#core/engines/layout/score-layout";
import { splitLots } from "#core/engines/layout/split-lots";
import type { NewStreet } from "#core/engines/layout/zone-types";
import { differenceOf, unionOf } from "#core/geometry/clip";

/** Times that lanes are opened into crowded land: each halves it. */
const ROUNDS = 8;

/**
 * Assembles the plan, then mends what only the whole plan shows: lots without a street get a lane, crowded
 * land is opened by lanes, lots that compounds share are parted between them.
 *
 * @param leastAreaMm2 least area of a part of a lot
 * @returns the faces, and the lanes added on the way
 */
export function planFaces(
  made: Ingredients,
  rules: LotRules,
  leastAreaMm2: number,
): { faces: PlanFace[]; lanes: NewStreet[] } {
  const { pads, site, footpaths } = made.ground;
  const limits = { ...rules, leastAreaMm2 };
  let faces = assembleFaces(made);
  let lanes = lanesToLots(faces, frontsOf(faces), made.ground, rules.leastFrontMm - 1);
  for (let round = 0; ; round++) {
    const streets = unionOf(made.streets, ...lanes.map(({ region }) => region));
    const index = new RegionIndex(streets);
    const { splits, crowded } = splitLots(faces, pads, index, limits);
    const ground = { pads, site, streets: index, paths: footpaths };
    const opened = round < ROUNDS ? crowded.flatMap((land) => laneThrough(land, ground) ?? []) : [];
    if (opened.length === 0) {
      if (lanes.length === 0 && splits.length === 0) return { faces, lanes };
      return { faces: assembleFaces({ ...crossed(made, lanes), streets, splits }), lanes };
    }
    lanes = [...lanes, ...opened];
    faces = assembleFaces({
      ...crossed(made, lanes),
      streets: unionOf(streets, ...opened.map(({ region }) => region)),
    });
  }
}

/** The plan's ground with the bridges of its lanes. */
function crossed(made: Ingredients, lanes: readonly NewStreet[]): Ingredients {
  const { ground } = made;
  if (ground.passable === ground.land || lanes.length === 0) return made;
  const land = unionOf(...lanes.map(({ region }) => region));
  const [water, servitude] = [differenceOf(ground.water, land), differenceOf(ground.servitude, land)];
  return { ...made, ground: { ...ground, water, servitude } };
}

function frontsOf(faces: readonly PlanFace[]): number[] {
  return frontagesMm(
    faces.map(({ label, rings }) => ({ class: label.kind === "street" ? "street" : "parcel", rings })),
  );
}
