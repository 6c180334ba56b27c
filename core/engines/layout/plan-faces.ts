import { assembleFaces } from "#core/engines/layout/assemble-faces";
import { lanesToLots } from "#core/engines/layout/lanes-to-lots";
import type { Ingredients, PlanFace } from "#core/engines/layout/plan-face";
import { RegionIndex } from "#core/engines/layout/region-index";
import type { LotRules } from "#core/engines/layout/rows-to-slots";
import { frontagesMm } from "#core/engines/layout/score-layout";
import { splitLots } from "#core/engines/layout/split-lots";
import type { NewStreet } from "#core/engines/layout/zone-streets";
import { unionOf } from "#core/geometry/clip";

/**
 * Assembles the plan, then mends what only the whole plan shows: lots without a street get a lane, lots that
 * compounds share are parted between them.
 *
 * @param leastAreaMm2 least area of a part of a lot
 * @returns the faces, and the lanes added on the way
 */
export function planFaces(
  made: Ingredients,
  rules: LotRules,
  leastAreaMm2: number,
): { faces: PlanFace[]; lanes: NewStreet[] } {
  const faces = assembleFaces(made);
  const lanes = lanesToLots(faces, frontsOf(faces), made.ground, rules.leastFrontMm - 1);
  const streets = unionOf(made.streets, ...lanes.map(({ region }) => region));
  const splits = splitLots(faces, made.ground.pads, new RegionIndex(streets), { ...rules, leastAreaMm2 });
  if (lanes.length === 0 && splits.length === 0) return { faces, lanes };
  return { faces: assembleFaces({ ...made, streets, splits }), lanes };
}

function frontsOf(faces: readonly PlanFace[]): number[] {
  return frontagesMm(
    faces.map(({ label, rings }) => ({ class: label.kind === "street" ? "street" : "parcel", rings })),
  );
}
