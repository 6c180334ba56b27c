import { talwegsOf } from "#core/derived/drainage";
import type { LayoutFace, LayoutInput, LayoutRemark } from "#core/engines/layout/layout-types";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import type { Position } from "#core/geometry/geometry";
import { normValue } from "#core/model/referentiel";

/** Places looked at along a step of a talweg. */
const LOOKS = 6;

/** Parcels that close a talweg, where altitudes are known. */
export function talwegRemark({ relief, norms }: LayoutInput, faces: readonly LayoutFace[]): LayoutRemark[] {
  if (!relief) return [];
  const leastM2 = normValue(norms, "drainage.talweg.area");
  const finder = new PolygonFinder(faces.map(({ rings }) => rings));
  const closed = new Set<number>();
  let at: Position | undefined;
  for (const { from, to } of talwegsOf(relief, leastM2)) {
    for (let k = 0; k <= LOOKS; k++) {
      const x = Math.round(from[0] + ((to[0] - from[0]) * k) / LOOKS);
      const y = Math.round(from[1] + ((to[1] - from[1]) * k) / LOOKS);
      const face = finder.find(x, y);
      if (face < 0 || faces[face]?.class !== "parcel") continue;
      closed.add(face);
      at ??= [x, y];
    }
  }
  if (!at) return [];
  return [{ code: "layout.talweg-closed", params: { count: closed.size, ha: leastM2 / 10_000 }, at }];
}
