import type { LayoutInput, LayoutResult } from "#core/engines/layout/layout-types";
import { RegionIndex } from "#core/engines/layout/region-index";
import { boxOf } from "#core/geometry/box";

/** A street this near a house takes the ground before its door. */
export const BESIDE_M = 5;

/** Counts the houses with a street within `BESIDE_M` of the rectangle around their walls: those a plan comes close to. */
export function housesBesideStreets({ buildings }: LayoutInput, { faces }: Pick<LayoutResult, "faces">): number {
  const streets = new RegionIndex(faces.flatMap((face) => (face.class === "street" ? face.rings : [])));
  const reach = BESIDE_M * 1000;
  return buildings.filter(({ rings }) => {
    const [minX, minY, maxX, maxY] = boxOf({ kind: "polygon", rings });
    const xs = [minX - reach, (minX + maxX) / 2, maxX + reach];
    const ys = [minY - reach, (minY + maxY) / 2, maxY + reach];
    return xs.some((x) => ys.some((y) => streets.contains(x, y)));
  }).length;
}
