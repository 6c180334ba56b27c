import type { Pad } from "#core/engines/layout/ground-types";
import type { Label } from "#core/engines/layout/plan-face";
import type { Ingredients } from "#core/engines/layout/plan-ingredients";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { RegionIndex } from "#core/engines/layout/region-index";
import type { CutPiece } from "#core/engines/layout/rows-to-slots";
import { slotAt } from "#core/engines/layout/rows-to-slots";
import { type Arrangement, surfacesOf } from "#core/geometry/arrangement";
import { innerPosition, signedAreaMm2 } from "#core/geometry/ring";

/** Numbers of the labels every plan has. */
export const STREET = 0;
export const WATER = 1;
export const SERVITUDE = 2;
export const GREEN = 3;

/** A noded plan with a label for each face, -1 outside the site. */
export interface Labelled {
  readonly graph: Arrangement;
  readonly labels: Label[];
  readonly labelOf: Int32Array;
  /** A position inside each face, flat. */
  readonly inner: Float64Array;
  /** Area of each face, square millimetres. */
  readonly faceArea: Float64Array;
  /** 1 for the faces where houses stand. */
  readonly lived: Uint8Array;
  /** Sum of the faces in the site. */
  readonly areaMm2: number;
}

/**
 * Labels each face by the land it lies on: houses before water, water before streets, reserves before rows.
 *
 * @param quiet pads without faces of their own: each lies wholly in one face
 */
export function labelled(made: Ingredients, graph: Arrangement, quiet: readonly number[]): Labelled {
  const { ground } = made;
  const labels: Label[] = [
    { kind: "street", block: -1, pads: [] },
    { kind: "water", block: -1, pads: [] },
    { kind: "servitude", block: -1, pads: [] },
    { kind: "green", block: -1, pads: [] },
  ];
  const reserveFirst = labels.length;
  for (const { block, use } of made.reserves) labels.push({ kind: "reserve", block, use, pads: [] });
  const blocks = new PolygonFinder(made.blocks);
  const pieceFirst: number[] = [];
  made.pieces.forEach((piece, p) => {
    pieceFirst.push(labels.length);
    const [x, y] = innerPosition({ kind: "polygon", rings: piece.rings });
    const block = blocks.find(x, y);
    piece.slots.forEach((slot, s) => {
      const use = made.reservedSlots.get(`${p} ${s}`)?.use;
      if (use) labels.push({ kind: "reserve", block, use, pads: [] });
      else labels.push({ kind: slot.open ? "green" : "lot", block, pads: [] });
    });
  });
  const padLabel = made.homes.map(({ piece, slot }, pad) => {
    const label =
      piece < 0 ? labels.push({ kind: "lot", block: -1, pads: [] }) - 1 : (pieceFirst[piece] as number) + slot;
    (labels[label] as Label).pads.push(pad);
    return label;
  });

  const water = new RegionIndex(ground.water);
  const servitude = new RegionIndex(ground.servitude);
  const streets = new RegionIndex(made.streets);
  const pads = new PolygonFinder(ground.pads.map((pad) => [pad.ring]));
  const reserves = new PolygonFinder(made.reserves.map(({ rings }) => rings));
  const pieces = new PolygonFinder(made.pieces.map(({ rings }) => rings));
  const labelOf = new Int32Array(graph.faceCount).fill(-1);
  const identity = Int32Array.from({ length: graph.faceCount }, (_, i) => i);
  const inner = new Float64Array(2 * graph.faceCount);
  const faceArea = new Float64Array(graph.faceCount);
  const lived = new Uint8Array(graph.faceCount);
  let areaMm2 = 0;
  const surfaces = surfacesOf(graph, identity);
  for (const { group, rings } of surfaces) {
    const [x, y] = innerPosition({ kind: "polygon", rings });
    inner[2 * group] = x;
    inner[2 * group + 1] = y;
    for (const ring of rings) faceArea[group] = (faceArea[group] as number) + signedAreaMm2(ring);
    if (!ground.siteIndex.contains(x, y)) continue;
    areaMm2 += faceArea[group] as number;
    const pad = pads.find(x, y);
    if (pad >= 0) lived[group] = 1;
    if (pad >= 0) labelOf[group] = padLabel[pad] as number;
    else if (water.contains(x, y)) labelOf[group] = WATER;
    else if (servitude.contains(x, y)) labelOf[group] = SERVITUDE;
    else if (streets.contains(x, y)) labelOf[group] = STREET;
    else {
      const reserve = reserves.find(x, y);
      const piece = reserve < 0 ? pieces.find(x, y) : -1;
      if (reserve >= 0) labelOf[group] = reserveFirst + reserve;
      else if (piece < 0) labelOf[group] = GREEN;
      else {
        const { frame, slots } = made.pieces[piece] as CutPiece;
        const slot = slotAt(slots, x * frame.cos + y * frame.sin);
        const reserved = made.reservedSlots.get(`${piece} ${slot}`);
        labelOf[group] =
          slot < 0 || (slots[slot]?.open && !reserved)
            ? GREEN
            : (pieceFirst[piece] as number) + (reserved?.first ?? slot);
      }
    }
  }
  const finder = new PolygonFinder(surfaces.map(({ rings }) => rings));
  for (const pad of quiet) {
    const surface =
      surfaces[finder.find(...innerPosition({ kind: "polygon", rings: [(ground.pads[pad] as Pad).ring] }))];
    if (surface) lived[surface.group] = 1;
  }
  return { graph, labels, labelOf, inner, faceArea, lived, areaMm2 };
}
