import Flatbush from "flatbush";
import type { Ground } from "#core/engines/layout/ground";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { RegionIndex } from "#core/engines/layout/region-index";
import { type CutPiece, cutLines, type PadHome, slotAt } from "#core/engines/layout/rows-to-slots";
import { type Arrangement, arrange, connectedParts, OUTSIDE, surfacesOf } from "#core/geometry/arrangement";
import type { Region } from "#core/geometry/clip";
import type { Position, Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, signedAreaMm2 } from "#core/geometry/ring";

/** What a face is before it is numbered. */
export interface Label {
  readonly kind: "street" | "water" | "servitude" | "green" | "lot" | "reserve";
  /** Number of the block, -1 for none. */
  readonly block: number;
  readonly use?: string;
  /** Pads that stand in a lot. */
  readonly pads: number[];
}

/** A face of the plan, local millimetres. */
export interface PlanFace {
  readonly label: Label;
  readonly rings: readonly Ring[];
}

export interface ReservePiece {
  readonly rings: readonly Ring[];
  readonly block: number;
  readonly use: string;
  /** The line that parts it from the rest of its block, a flat segment led over its ends; empty for a whole block. */
  readonly cut: readonly number[];
}

export interface Ingredients {
  readonly ground: Ground;
  /** All streets, kept and new. */
  readonly streets: Region;
  readonly blocks: readonly (readonly Ring[])[];
  readonly reserves: readonly ReservePiece[];
  readonly pieces: readonly CutPiece[];
  readonly homes: readonly PadHome[];
  /** Lots of rows that became reserves: piece number, slot number → use. */
  readonly reservedSlots: ReadonlyMap<string, string>;
  /** Lines between rows, flat segments. */
  readonly lines: readonly number[];
  readonly areaMm2: number;
  readonly leastFrontMm: number;
}

/** Crossings this near become one vertex, millimetres. */
const SNAP_MM = 60;
/** Area the border may lose to noding, square millimetres. */
const BENT_MM2 = 4000;

/**
 * Nodes all lines of the plan at once, gives each face its label by the land it lies on (house lots before water,
 * water before streets, streets before reserves, reserves before rows), mends what is too small or has no street,
 * and dissolves equal labels.
 */
export function assembleFaces(made: Ingredients): PlanFace[] {
  const segments = soupOf(made);
  const led = ledAlongSite(made.ground, segments);
  let plan = labelled(made, arrange(led, { snapMm: SNAP_MM }));
  for (const snapMm of [SNAP_MM / 4, 0]) {
    // Rarely a crossing is drawn on to the border from beside it and bends it: then less is drawn together.
    if (Math.abs(plan.areaMm2 - made.ground.siteAreaMm2) < BENT_MM2) break;
    const next = labelled(made, arrange(led, { snapMm }));
    const off = (areaMm2: number): number => Math.abs(areaMm2 - made.ground.siteAreaMm2);
    if (off(next.areaMm2) < off(plan.areaMm2)) plan = next;
  }
  const { graph, labels, labelOf } = plan;
  mend(graph, labels, labelOf, made);
  return surfacesOf(graph, labelOf, 0.8).map(({ group, rings }) => ({ label: labels[group] as Label, rings }));
}

function pushRings(out: number[], rings: readonly Ring[]): void {
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      out.push(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
    }
  }
}

function soupOf(made: Ingredients): number[] {
  const out: number[] = [];
  const { ground } = made;
  pushRings(out, made.streets);
  for (const outline of ground.waterOutlines) pushRings(out, outline);
  for (const pad of ground.pads) pushRings(out, [pad.ring]);
  for (const reserve of made.reserves) for (const value of reserve.cut) out.push(value);
  for (const value of made.lines) out.push(value);
  for (const piece of made.pieces) for (const value of cutLines(piece)) out.push(value);
  return out.map(Math.round);
}

/**
 * The site's border and the other lines, cut where they cross it. Each cut is moved along the border, a few
 * centimetres as a rule, to a grid point so near its straight line that the border keeps its area.
 */
function ledAlongSite(ground: Ground, segments: readonly number[]): number[] {
  const edges: Segment[] = [];
  for (const ring of ground.site) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      edges.push([ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number]);
    }
  }
  const index = new Flatbush(edges.length);
  for (const [ax, ay, bx, by] of edges) {
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  index.finish();
  const cuts: Cut[][] = edges.map(() => []);
  const crossed: { piece: Segment; cuts: { share: number; cut: Cut }[] }[] = [];
  const cutAt = (e: number, along: number): Cut => {
    const held = cuts[e] as Cut[];
    let cut = held.find((other) => Math.abs(other.along - along) < REACH_MM);
    if (!cut) {
      cut = { along, at: [0, 0] };
      held.push(cut);
    }
    return cut;
  };
  for (let i = 0; i < segments.length; i += 4) {
    const piece = segments.slice(i, i + 4) as unknown as Segment;
    const [ax, ay, bx, by] = piece;
    const found: { share: number; cut: Cut }[] = [];
    const near = index.search(Math.min(ax, bx) - 2, Math.min(ay, by) - 2, Math.max(ax, bx) + 2, Math.max(ay, by) + 2);
    for (const e of near.sort((p, q) => p - q)) {
      const edge = edges[e] as Segment;
      const length = Math.hypot(edge[2] - edge[0], edge[3] - edge[1]);
      const shares = crossShares(piece, edge);
      if (shares) found.push({ share: shares[0], cut: cutAt(e, shares[1] * length) });
      // An end that all but lies on the border is led on to it, lest noding bend the border to the end.
      for (const share of [0, 1]) {
        const foot = footOnSegment(...edge, share === 0 ? ax : bx, share === 0 ? ay : by);
        if (foot.distanceMm < 2 && foot.share > 0 && foot.share < 1)
          found.push({ share, cut: cutAt(e, foot.share * length) });
      }
    }
    crossed.push({ piece, cuts: found.sort((p, q) => p.share - q.share) });
  }
  for (const held of cuts) held.sort((p, q) => p.along - q.along);
  const place = (carry: number): number =>
    edges.reduce((sum, edge, e) => placeCuts(edge, cuts[e] as Cut[], sum), carry);
  // What the last edges could not make good, the first ones do in a second go.
  place(place(0));
  const out: number[] = [];
  edges.forEach((edge, e) => {
    const held = cuts[e] as Cut[];
    let [x, y] = [edge[0], edge[1]];
    for (const { at } of held) {
      out.push(x, y, at[0], at[1]);
      [x, y] = at;
    }
    out.push(x, y, edge[2], edge[3]);
  });
  for (const { piece, cuts: found } of crossed) {
    let [x, y] = [piece[0], piece[1]];
    for (const { cut } of found) {
      out.push(x, y, cut.at[0], cut.at[1]);
      [x, y] = cut.at;
    }
    out.push(x, y, piece[2], piece[3]);
  }
  return out;
}

/** Farthest a cut is moved along the border, millimetres, and the doubled area that is not worth it. */
const FAR_MM = 700;
const CALM_MM2 = 3000;

/** A place where lines of the plan end on the site's border. */
interface Cut {
  /** Distance from the start of the border's edge, millimetres. */
  readonly along: number;
  at: Position;
}

/**
 * Chooses a grid point for each cut of an edge, so that the area between the edge and the run through the points,
 * with what earlier edges left over, stays next to nothing.
 *
 * @param carry twice the area left over, square millimetres
 * @returns the new one
 */
function placeCuts(edge: Segment, cuts: readonly Cut[], carry: number): number {
  const [ax, ay, bx, by] = edge;
  const length = Math.hypot(bx - ax, by - ay);
  const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
  let sum = carry;
  let [px, py] = [0, 0];
  for (const [c, cut] of cuts.entries()) {
    if (cut.along < REACH_MM || length - cut.along < REACH_MM) {
      cut.at = cut.along < REACH_MM ? [ax, ay] : [bx, by];
      continue;
    }
    let least = Infinity;
    let best: Position = [0, 0];
    // Along an edge nearly parallel to the grid a good point may be far; never past the middle to the next cut.
    const before = cuts[c - 1]?.along ?? 0;
    const after = cuts[c + 1]?.along ?? length;
    const far = Math.min(FAR_MM, (cut.along - before) / 2 - REACH_MM, (after - cut.along) / 2 - REACH_MM);
    for (let step = 0; step <= REACH_MM / 2 || (step <= far && least > CALM_MM2 + 40 * step); step++) {
      for (const t of step === 0 ? [cut.along] : [cut.along - step, cut.along + step]) {
        const x = Math.round(ux * t);
        const y = Math.round(uy * t);
        const closing = x * (by - ay) - y * (bx - ax);
        const off = Math.abs(closing) / length;
        if (off > 0.3) continue;
        const left = Math.abs(sum + (px * y - py * x) + closing);
        const cost = left + step * 40;
        if (cost < least) {
          least = cost;
          best = [x, y];
        }
      }
    }
    if (least === Infinity) best = [Math.round(ux * cut.along), Math.round(uy * cut.along)];
    sum += px * best[1] - py * best[0];
    [px, py] = best;
    cut.at = [ax + px, ay + py];
  }
  return sum + (px * (by - ay) - py * (bx - ax));
}

type Segment = readonly [ax: number, ay: number, bx: number, by: number];

/** Shares along both segments where they cross; an end that touches counts on its own segment only. */
function crossShares([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): [number, number] | undefined {
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.min(ax, bx) > Math.max(cx, dx)) return undefined;
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.min(ay, by) > Math.max(cy, dy)) return undefined;
  const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  if (c === d || a === b || c > 0 === d > 0 || a > 0 === b > 0) return undefined;
  return [a / (a - b), c / (c - d)];
}

const REACH_MM = 60;

const STREET = 0;
const WATER = 1;
const SERVITUDE = 2;
const GREEN = 3;

/** A noded plan with a label for each face; `areaMm2` is the sum of the faces in the site. */
interface Labelled {
  readonly graph: Arrangement;
  readonly labels: Label[];
  readonly labelOf: Int32Array;
  readonly areaMm2: number;
}

function labelled(made: Ingredients, graph: Arrangement): Labelled {
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
      const use = made.reservedSlots.get(`${p} ${s}`);
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
  let areaMm2 = 0;
  for (const { group, rings } of surfacesOf(graph, identity)) {
    const [x, y] = innerPosition({ kind: "polygon", rings });
    if (!ground.siteIndex.contains(x, y)) continue;
    for (const ring of rings) areaMm2 += signedAreaMm2(ring);
    const pad = pads.find(x, y);
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
        labelOf[group] =
          slot < 0 || (slots[slot]?.open && !made.reservedSlots.has(`${piece} ${slot}`))
            ? GREEN
            : (pieceFirst[piece] as number) + slot;
      }
    }
  }
  return { graph, labels, labelOf, areaMm2 };
}

/** Parts of the plan as they stand: area, what they touch and by how much. */
interface Parts {
  readonly partOf: Int32Array;
  readonly area: Map<number, number>;
  readonly faces: Map<number, number[]>;
  readonly borders: Map<number, Map<number, number>>;
}

function partsOf(graph: Arrangement, labelOf: Int32Array, faceArea: Float64Array): Parts {
  const partOf = connectedParts(graph, labelOf);
  const area = new Map<number, number>();
  const faces = new Map<number, number[]>();
  const borders = new Map<number, Map<number, number>>();
  partOf.forEach((part, face) => {
    if ((labelOf[face] as number) < 0) return;
    area.set(part, (area.get(part) ?? 0) + (faceArea[face] as number));
    const held = faces.get(part);
    if (held) held.push(face);
    else faces.set(part, [face]);
  });
  const { nodes, edges, faceOf } = graph;
  const meet = (a: number, b: number, length: number): void => {
    let held = borders.get(a);
    if (!held) {
      held = new Map();
      borders.set(a, held);
    }
    held.set(b, (held.get(b) ?? 0) + length);
  };
  for (let h = 0; h < edges.length; h += 2) {
    const f = faceOf[h] as number;
    const g = faceOf[h + 1] as number;
    const a = f === OUTSIDE || (labelOf[f] as number) < 0 ? -1 : (partOf[f] as number);
    const b = g === OUTSIDE || (labelOf[g] as number) < 0 ? -1 : (partOf[g] as number);
    if (a === b) continue;
    const i = 2 * (edges[h] as number);
    const j = 2 * (edges[h + 1] as number);
    const length = Math.hypot(
      (nodes[i] as number) - (nodes[j] as number),
      (nodes[i + 1] as number) - (nodes[j + 1] as number),
    );
    if (a >= 0) meet(a, b, length);
    if (b >= 0) meet(b, a, length);
  }
  return { partOf, area, faces, borders };
}

/** Land of a lot, square metres, below which a leftover is no green space but joins a neighbour. */
const SMALL_GREEN = 0.35;

/** Mends the labels in place until nothing changes: torn lots, slivers, lots without a street. */
function mend(graph: Arrangement, labels: Label[], labelOf: Int32Array, made: Ingredients): void {
  const faceArea = new Float64Array(graph.faceCount);
  const identity = Int32Array.from({ length: graph.faceCount }, (_, i) => i);
  for (const { group, rings } of surfacesOf(graph, identity)) {
    faceArea[group] = rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0);
  }
  const padFaces = new Set<number>();
  const pads = new PolygonFinder(made.ground.pads.map((pad) => [pad.ring]));
  for (const { group, rings } of surfacesOf(graph, identity)) {
    const [x, y] = innerPosition({ kind: "polygon", rings });
    if (pads.find(x, y) >= 0) padFaces.add(group);
  }
  for (let round = 0; round < 12; round++) {
    const parts = partsOf(graph, labelOf, faceArea);
    let changed = 0;
    const touched = new Set<number>();
    const give = (part: number, to: number): void => {
      for (const face of parts.faces.get(part) ?? []) labelOf[face] = to;
      touched.add(part);
      changed++;
    };
    const labelOfPart = (part: number): number => labelOf[part] as number;
    const perimeter = (part: number): number =>
      [...(parts.borders.get(part)?.values() ?? [])].reduce((a, b) => a + b, 0);

    // A lot in several parts keeps the one its house stands in, or the largest.
    const byLabel = new Map<number, number[]>();
    for (const part of parts.area.keys()) {
      const label = labelOfPart(part);
      if (label <= GREEN) continue;
      const held = byLabel.get(label);
      if (held) held.push(part);
      else byLabel.set(label, [part]);
    }
    for (const [label, members] of byLabel) {
      if (members.length < 2) continue;
      const worth = (part: number): number =>
        (parts.area.get(part) as number) +
        ((parts.faces.get(part) as number[]).some((f) => padFaces.has(f)) ? 1e15 : 0);
      members.sort((a, b) => worth(b) - worth(a) || a - b);
      for (const part of members.slice(1)) {
        const homes = (parts.faces.get(part) as number[]).some((f) => padFaces.has(f));
        if (!homes) give(part, GREEN);
        else {
          // Houses of one lot on both sides of something: two lots.
          const label2 = labels.push({ ...(labels[label] as Label), pads: [] }) - 1;
          give(part, label2);
        }
      }
    }
    if (changed > 0) continue;

    const order = [...parts.area.keys()].sort(
      (a, b) => (parts.area.get(a) as number) - (parts.area.get(b) as number) || a - b,
    );
    for (const part of order) {
      if (touched.has(part)) continue;
      const label = labelOfPart(part);
      const kind = (labels[label] as Label).kind;
      const area = parts.area.get(part) as number;
      const homes = (parts.faces.get(part) as number[]).some((f) => padFaces.has(f));
      const borders = parts.borders.get(part) ?? new Map<number, number>();
      const around = [...borders].filter(([other]) => other >= 0).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const front = around.reduce((sum, [other, length]) => sum + (labelOfPart(other) === STREET ? length : 0), 0);
      const neighbours = around.filter(([other]) => !touched.has(other));
      const thin = area / Math.max(1, perimeter(part)) < 600;
      if (kind === "lot" && front < made.leastFrontMm) {
        if (!homes) give(part, GREEN);
        else {
          const lots = neighbours.filter(([other]) => (labels[labelOfPart(other)] as Label).kind === "lot");
          const next = lots[0] ?? neighbours.find(([other]) => labelOfPart(other) === GREEN);
          if (next) {
            const to = labelOfPart(next[0]);
            if (to === GREEN) give(next[0], label);
            else give(part, to);
            touched.add(next[0]);
          }
        }
      } else if (kind === "lot" && !homes && (area < 0.45 * made.areaMm2 || thin)) {
        give(part, GREEN);
      } else if (kind === "green" && (area < SMALL_GREEN * made.areaMm2 || thin)) {
        const fits = neighbours.find(([other, length]) => {
          const target = labels[labelOfPart(other)] as Label;
          if (target.kind !== "lot" || length < 1500) return false;
          return (parts.area.get(other) as number) + area < 1.08 * made.areaMm2 || target.pads.length > 0;
        });
        const sliver = area < 0.08 * made.areaMm2 || thin;
        const next =
          fits ?? (sliver ? (neighbours.find(([other]) => labelOfPart(other) === STREET) ?? neighbours[0]) : undefined);
        if (next) {
          give(part, labelOfPart(next[0]));
          if (labelOfPart(next[0]) !== STREET) touched.add(next[0]);
        }
      } else if ((kind === "street" || kind === "servitude" || kind === "water") && area < 4e6 && neighbours[0]) {
        give(part, labelOfPart(neighbours[0][0]));
        if (labelOfPart(neighbours[0][0]) !== STREET) touched.add(neighbours[0][0]);
      }
    }
    if (changed === 0) break;
  }
}
