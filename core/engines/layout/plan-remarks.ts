import type { Ground } from "#core/engines/layout/ground-types";
import type { LayoutFace, LayoutInput, LayoutRemark } from "#core/engines/layout/layout-types";
import { RegionIndex } from "#core/engines/layout/region-index";
import { frontagesMm } from "#core/engines/layout/score-layout";
import { emptyBox, growBox } from "#core/geometry/box";

import { clippedToBox, intersectionOf, type Region, regionAreaMm2 } from "#core/geometry/clip";
import type { Position, Ring } from "#core/geometry/geometry";
import { innerPosition, sideOfRing } from "#core/geometry/ring";

/** What the planner should look at before accepting: houses on the perimeter, in servitudes, in streets; lots without one. */
export function planRemarks(
  input: LayoutInput,
  ground: Ground,
  faces: readonly LayoutFace[],
  leastFrontMm: number,
): LayoutRemark[] {
  const out: LayoutRemark[] = [];
  const at = (x: number, y: number): Position => [Math.round(x) + ground.origin[0], Math.round(y) + ground.origin[1]];
  const say = (code: string, ids: readonly string[], place: Position | undefined): void => {
    if (ids.length > 0) out.push({ code, params: { count: ids.length }, ids, ...(place ? { at: place } : {}) });
  };
  const straddling = input.buildings.filter(({ rings }) => input.site.some((ring) => straddles(rings[0] ?? [], ring)));
  const first = straddling[0]?.rings[0];
  say(
    "layout.house-on-perimeter",
    straddling.map(({ id }) => id),
    first ? [first[0] as number, first[1] as number] : undefined,
  );
  const within = (region: Region): { ids: string[]; place: Position | undefined } => {
    const index = new RegionIndex(region);
    const pads = ground.pads.filter(({ ring }) => {
      const box = growBox(emptyBox(), ring as number[]);
      if (!index.meetsBox(...box)) return false;
      return regionAreaMm2(intersectionOf([ring], clippedToBox(region, box))) > 1e6;
    });
    return { ids: pads.flatMap((pad) => [...pad.ids]), place: pads[0] && at(...pads[0].center) };
  };
  const wet = within([...ground.water, ...ground.servitude]);
  say("layout.house-in-servitude", wet.ids, wet.place);
  const inStreet = within(ground.rightOfWay);
  say("layout.house-in-street", inStreet.ids, inStreet.place);
  if (!faces.some((face) => face.class === "parcel")) {
    const { parcelAreaM2, frontageM, streetWidthM } = input.params;
    const depthM = parcelAreaM2 / frontageM;
    const roomM = Math.round(depthM + streetWidthM.access);
    out.push({ code: "layout.no-lot", params: { areaM2: parcelAreaM2, depthM: Math.round(depthM), roomM } });
  }
  const fronts = frontagesMm(faces);
  const closed = faces.filter((face, i) => face.class === "parcel" && (fronts[i] as number) < leastFrontMm - 1);
  const shut = closed[0];
  if (shut) {
    const [x, y] = innerPosition({ kind: "polygon", rings: shut.rings });
    out.push({ code: "layout.no-street", params: { count: closed.length }, at: [Math.round(x), Math.round(y)] });
  }
  return out;
}

function straddles(house: Ring, border: Ring): boolean {
  let inside = false;
  let outside = false;
  for (let i = 0; i + 1 < house.length; i += 2) {
    if (sideOfRing(border, house[i] as number, house[i + 1] as number) >= 0) inside = true;
    else outside = true;
  }
  return inside && outside;
}
