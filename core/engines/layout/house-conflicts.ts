import type { LayoutFace, LayoutRemark } from "#core/engines/layout/layout-types";
import { housesOn, type ScoredPlan } from "#core/engines/layout/score-layout";

/** What is the matter with a house. Words under `scenarios.conflict.<kind>`. */
export type ConflictKind = "cut" | "street" | "reserve" | "servitude" | "perimeter";

/** A house that a plan cannot leave as it is without somebody deciding so. */
export interface HouseConflict {
  readonly id: string;
  readonly kinds: readonly ConflictKind[];
}

/** Remarks of a run that speak of houses. */
const KIND_OF_REMARK: Readonly<Record<string, ConflictKind>> = {
  "layout.house-in-street": "street",
  "layout.house-in-servitude": "servitude",
  "layout.house-on-perimeter": "perimeter",
};

/**
 * The houses in the way of a plan: cut by a boundary, in a street, a reserve or a servitude, on the perimeter; in the
 * order the project holds them.
 *
 * @param remarks of the run that made the plan, when there was one
 */
export function houseConflicts(
  plan: Pick<ScoredPlan, "site" | "faces" | "buildings">,
  remarks: readonly LayoutRemark[] = [],
): HouseConflict[] {
  const kinds = new Map<string, Set<ConflictKind>>();
  const put = (id: string, kind: ConflictKind): void => {
    const known = kinds.get(id);
    if (known) known.add(kind);
    else kinds.set(id, new Set([kind]));
  };
  for (const { building, crossed, faces } of housesOn(plan)) {
    const { id } = building;
    if (crossed && faces.length > 1) put(id, "cut");
    for (const number of faces) {
      const kind = kindOf(plan.faces[number]);
      if (kind) put(id, kind);
    }
  }
  for (const { code, ids } of remarks) {
    const kind = KIND_OF_REMARK[code];
    if (kind) for (const id of ids ?? []) put(id, kind);
  }
  return plan.buildings.flatMap(({ id }) => {
    const own = kinds.get(id);
    return own ? [{ id, kinds: [...own] }] : [];
  });
}

function kindOf(face: LayoutFace | undefined): ConflictKind | undefined {
  if (!face || face.class === "parcel") return undefined;
  if (face.class === "street") return "street";
  // A reserve for a water point is public space; open space named so is the water and its banks.
  const isBank = face.class === "openSpace" && (face.use === "servitude" || face.use === "eau");
  return isBank ? "servitude" : "reserve";
}
