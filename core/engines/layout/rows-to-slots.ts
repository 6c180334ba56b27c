import { cutRow, Running, type Slot } from "#core/engines/layout/cut-row";
import type { Pad } from "#core/engines/layout/ground-types";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import type { RegionIndex } from "#core/engines/layout/region-index";
import type { RowPiece } from "#core/engines/layout/zone-rows";
import { emptyBox, growBox } from "#core/geometry/box";
import { intersectionOf, regionAreaMm2 } from "#core/geometry/clip";
import { crossingsAt, fromFrame, toFrame } from "#core/geometry/frame";
import type { Ring } from "#core/geometry/geometry";

/** A row piece cut into slots. */
export interface CutPiece extends RowPiece {
  readonly slots: readonly Slot[];
  /** Outline in the frame. */
  readonly turned: readonly Ring[];
}

export interface LotRules {
  readonly areaMm2: number;
  readonly frontMm: number;
  readonly leastFrontMm: number;
}

/** Which slot of which piece each pad belongs to; -1 where it touches no row. */
export interface PadHome {
  readonly piece: number;
  readonly slot: number;
}

/**
 * Cuts every piece; a pad belongs to the piece that holds most of it.
 *
 * @param known pieces cut before: those whose land and houses are the same are taken from it, new ones put in
 */
export function cutPieces(
  pieces: readonly RowPiece[],
  pads: readonly Pad[],
  streets: RegionIndex,
  rules: LotRules,
  known: Map<string, CutPiece> = new Map(),
): { pieces: CutPiece[]; homes: PadHome[] } {
  const finder = new PolygonFinder(pieces.map((piece) => piece.rings));
  const owner = pads.map((pad) => ownerOf(pad, pieces, finder));
  const guests: number[][] = pieces.map(() => []);
  owner.forEach((piece, pad) => {
    guests[piece]?.push(pad);
  });

  const cut = pieces.map((piece, i): CutPiece => {
    const key = `${piece.rings.join("|")}#${(guests[i] as number[]).join()}`;
    const before = known.get(key);
    if (before) return before;
    const turned = piece.rings.map((ring) => toFrame(piece.frame, ring));
    const area = areaAlong(turned);
    const houses = (guests[i] as number[]).map((pad) => stretchOf(pads[pad] as Pad, piece, area));
    const front = frontAlong(piece.rings, turned, streets);
    const slots = cutRow({ area, front, houses, depthMm: piece.depthMm, ...rules });
    const made = { ...piece, slots, turned };
    known.set(key, made);
    return made;
  });
  const homes = pads.map((pad, p): PadHome => {
    const piece = owner[p] as number;
    if (piece < 0) return { piece: -1, slot: -1 };
    const { slots, turned } = cut[piece] as CutPiece;
    const [minU, , maxU] = growBox(emptyBox(), turned[0] as number[]);
    const [from, , to] = growBox(emptyBox(), toFrame((pieces[piece] as RowPiece).frame, pad.ring));
    const middle = (Math.max(from, minU) + Math.min(to, maxU)) / 2;
    return { piece, slot: slotAt(slots, middle) };
  });
  return { pieces: cut, homes };
}

/** The slot a value of `u` falls in; the nearest one beyond the ends. */
export function slotAt(slots: readonly Slot[], u: number): number {
  let low = 0;
  let high = slots.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle] as Slot).from <= u) low = middle;
    else high = middle;
  }
  return slots.length === 0 ? -1 : low;
}

/** How far a cut is led over its border, so that it meets it wherever noding moves it; loose ends are dropped. */
const OVERSHOOT = 100;

/** The cuts between the slots of a piece, flat segments in local millimetres, led a little over its border. */
export function cutLines(piece: CutPiece): number[] {
  const out: number[] = [];
  for (let s = 1; s < piece.slots.length; s++) {
    const before = piece.slots[s - 1] as Slot;
    const slot = piece.slots[s] as Slot;
    if (before.open && slot.open) continue;
    const chord = crossingsAt(piece.turned, slot.from);
    for (let k = 0; k + 1 < chord.length; k += 2) {
      const low = (chord[k] as { v: number }).v - OVERSHOOT;
      const high = (chord[k + 1] as { v: number }).v + OVERSHOOT;
      out.push(...fromFrame(piece.frame, [slot.from, low, slot.from, high]));
    }
  }
  return out;
}

function ownerOf(pad: Pad, pieces: readonly RowPiece[], finder: PolygonFinder): number {
  const near = finder.near(...growBox(emptyBox(), pad.ring as number[]));
  let best = -1;
  let most = 0;
  for (const i of near) {
    const area = regionAreaMm2(intersectionOf([pad.ring], (pieces[i] as RowPiece).rings));
    if (area > most) {
      most = area;
      best = i;
    }
  }
  return best;
}

function stretchOf(pad: Pad, piece: RowPiece, area: Running): [number, number] {
  const [from, , to] = growBox(emptyBox(), toFrame(piece.frame, pad.ring));
  return [Math.max(area.from, from), Math.min(area.to, to)];
}

/** Area of a polygon given in a frame, left of each `u`. */
export function areaAlong(turned: readonly Ring[]): Running {
  const edges: number[] = [];
  for (const ring of turned) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [au, av, bu, bv] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
      if (bu > au) edges.push(au, -av, bu, -bv);
      else if (au > bu) edges.push(bu, bv, au, av);
    }
  }
  return new Running(edges);
}

/** Street frontage of a polygon left of each `u`; `turned` is the polygon in the frame. */
export function frontAlong(rings: readonly Ring[], turned: readonly Ring[], streets: RegionIndex): Running {
  const edges: number[] = [];
  const [minU, , maxU] = growBox(emptyBox(), turned[0] as number[]);
  rings.forEach((ring, r) => {
    const flat = turned[r] as Ring;
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ax, ay] = [ring[j] as number, ring[j + 1] as number];
      const dx = (ring[i] as number) - ax;
      const dy = (ring[i + 1] as number) - ay;
      const length = Math.hypot(dx, dy);
      if (length < 100) continue;
      // Long edges are asked in parts: only some of one may lie on a street.
      const parts = Math.min(40, Math.ceil(length / 5000));
      for (let k = 0; k < parts; k++) {
        const share = (k + 0.5) / parts;
        if (!streets.contains(ax + share * dx + (dy / length) * 300, ay + share * dy - (dx / length) * 300)) continue;
        const from = (flat[j] as number) + (((flat[i] as number) - (flat[j] as number)) * k) / parts;
        const to = (flat[j] as number) + (((flat[i] as number) - (flat[j] as number)) * (k + 1)) / parts;
        let low = Math.min(from, to);
        let high = Math.max(from, to);
        if (high - low < 40) {
          low = Math.max(minU, Math.min(low, maxU - 40));
          high = low + 40;
        }
        const density = length / parts / (high - low);
        edges.push(low, density, high, density);
      }
    }
  });
  return new Running(edges);
}
