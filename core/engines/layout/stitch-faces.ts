import Flatbush from "flatbush";
import type { LayoutFace, Outline } from "#core/engines/layout/layout-types";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { RegionIndex } from "#core/engines/layout/region-index";
import { type Arrangement, arrange, connectedParts, OUTSIDE, surfacesOf } from "#core/geometry/arrangement";
import type { Box } from "#core/geometry/box";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, perimeterMm, signedAreaMm2 } from "#core/geometry/ring";

/** Faces that fill an outline, and the vertices they set on it. */
export interface Stitched {
  readonly faces: readonly LayoutFace[];
  /** New vertices on edges of the outlines, from the edge's start to its end. */
  readonly inserted: ReadonlyMap<string, readonly number[]>;
}

/** Name of an edge run from a to b. */
export function edgeKey(ax: number, ay: number, bx: number, by: number): string {
  return `${ax} ${ay} ${bx} ${by}`;
}

/** A line of the plan this near to the outline belongs to it, millimetres. */
const NEAR = 150;
/** A new corner this near to one that stands falls on it, millimetres. */
const SAME = 60;
/** A corner this near to the straight line of an edge lies on it, millimetres. */
const ON_LINE = 0.05;
/** A corner on a shut edge goes to the nearest old one; farther than this only the last stretch of its line bends. */
const WHOLE_LINE = 1_500;
const BEND = 2_500;
/** Faces below this are crumbs of rounding, square millimetres. */
const CRUMB = 2e6;
/** Area over perimeter below which a face is a strip between two drawings of one border, millimetres. */
const THIN = 75;

/**
 * Fills outlines with the faces of a plan that was laid out over them, so that every vertex of the outlines stays and
 * shut edges take none: lines that end at such an edge are led to a corner that stands.
 *
 * @param plan faces that cover the free land to some centimetres; what lies beyond is left out
 * @returns `undefined` when a shut edge could not be kept
 */
export function stitchFaces(outline: Outline, plan: readonly LayoutFace[]): Stitched | undefined {
  const first = outline.free[0]?.rings[0];
  if (!first) return { faces: [], inserted: new Map() };
  const [ox, oy] = [first[0] as number, first[1] as number];
  const shift = (ring: Ring): number[] => ring.map((value, i) => value - (i % 2 === 0 ? ox : oy));
  const free = outline.free.map(({ rings }) => ({ kind: "polygon" as const, rings: rings.map(shift) }));
  const faces = plan.map((face) => ({ face, rings: face.rings.map(shift) }));
  const rim = new Rim(free, outline.shut, ox, oy);
  const inside = new RegionIndex(free.flatMap(({ rings }) => rings));
  const isOwn = faces.map(({ rings }) => inside.contains(...innerPosition({ kind: "polygon", rings })));
  const own = faces.filter((_, i) => isOwn[i]);
  const others = faces.filter((_, i) => !isOwn[i]);
  const lines = linesOf(
    own.map(({ rings }) => rings),
    others.map(({ rings }) => rings),
    inside,
    rim,
  );
  const graph = arrange([...rim.segments(), ...shortOfShut(settled(lines, rim), inside, rim)]);

  // Group 0 is all street ground; the others are the faces of the plan.
  const finder = new PolygonFinder([...own, ...others].map(({ rings }) => rings));
  const streetAt = (at: number): boolean => (own[at] ?? others[at - own.length])?.face.class === "street";
  const keep = new RegionIndex(outline.keep.map(shift));
  const groups = new Int32Array(graph.faceCount).fill(-1);
  const unknown: number[] = [];
  const areas = new Float64Array(graph.faceCount);
  for (const { group, rings } of surfacesOf(graph, identity(graph), -1)) {
    const [x, y] = innerPosition({ kind: "polygon", rings });
    if (!inside.contains(x, y)) continue;
    areas[group] = rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0);
    const at = finder.find(x, y);
    // A new street may hang together with those around, and lie mostly beyond the land.
    const isStreet = keep.contains(x, y) || streetAt(at);
    groups[group] = isStreet ? 0 : at < 0 || at >= own.length ? 1 : at + 2;
    const area = areas[group] as number;
    const isThin = area < THIN * rings.reduce((sum, ring) => sum + perimeterMm(ring), 0);
    if (groups[group] === 1 || (!isStreet && (area < CRUMB || isThin))) unknown.push(group);
  }
  settleCrumbs(graph, groups, areas, unknown);
  joinTornParts(graph, groups, areas);

  const made = surfacesOf(graph, groups, -1).map(({ group, rings }): LayoutFace => {
    const back = rings.map((ring) => ring.map((value, i) => value + (i % 2 === 0 ? ox : oy)));
    const from = group >= 2 ? own[group - 2]?.face : undefined;
    if (from) return { ...from, rings: back };
    return group === 0 ? { class: "street", rings: back } : { class: "openSpace", use: "reste", rings: back };
  });
  const inserted = insertedOn(outline, made);
  for (const key of outline.shut) if ((inserted.get(key)?.length ?? -1) !== 0) return undefined;
  for (const [key, points] of inserted) if (points.length === 0) inserted.delete(key);
  return { faces: made, inserted };
}

/** The edges of the outlines, in local millimetres. */
class Rim {
  readonly #edges: number[] = [];
  readonly #shut: boolean[] = [];
  readonly #index: Flatbush;

  constructor(free: readonly PolygonGeometry[], shut: ReadonlySet<string>, ox: number, oy: number) {
    for (const { rings } of free) {
      for (const ring of rings) {
        for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
          const [ax, ay, bx, by] = [ring[j], ring[j + 1], ring[i], ring[i + 1]] as [number, number, number, number];
          this.#edges.push(ax, ay, bx, by);
          this.#shut.push(shut.has(edgeKey(ax + ox, ay + oy, bx + ox, by + oy)));
        }
      }
    }
    this.#index = new Flatbush(this.#shut.length);
    for (let i = 0; i < this.#edges.length; i += 4) {
      const [ax, ay, bx, by] = this.#edge(i / 4);
      this.#index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    }
    this.#index.finish();
  }

  segments(): readonly number[] {
    return this.#edges;
  }

  /** Whether a segment runs along one edge of the outlines. */
  runsAlong([ax, ay, bx, by]: Segment): boolean {
    const reach: Box = [
      Math.min(ax, bx) - NEAR,
      Math.min(ay, by) - NEAR,
      Math.max(ax, bx) + NEAR,
      Math.max(ay, by) + NEAR,
    ];
    return this.#index.search(...reach).some((e) => {
      const edge = this.#edge(e);
      return footOnSegment(...edge, ax, ay).distanceMm <= NEAR && footOnSegment(...edge, bx, by).distanceMm <= NEAR;
    });
  }

  /** Where a corner that lies near the outlines goes; `bend` when it should be led there by a bend. */
  place(x: number, y: number): { readonly at: Position; readonly bend: boolean } | undefined {
    let best: { e: number; distance: number } | undefined;
    const near = this.#index.search(x - NEAR, y - NEAR, x + NEAR, y + NEAR).sort((a, b) => a - b);
    let corner: { at: Position; distance: number } | undefined;
    for (const e of near) {
      const [ax, ay, bx, by] = this.#edge(e);
      for (const [cx, cy] of [
        [ax, ay],
        [bx, by],
      ] as const) {
        const distance = Math.hypot(cx - x, cy - y);
        if (distance <= SAME && (!corner || distance < corner.distance)) corner = { at: [cx, cy], distance };
      }
      const { distanceMm } = footOnSegment(ax, ay, bx, by, x, y);
      if (distanceMm <= NEAR && (!best || distanceMm < best.distance - 1e-9)) best = { e, distance: distanceMm };
    }
    if (corner) return { at: corner.at, bend: false };
    if (!best) return undefined;
    const [ax, ay, bx, by] = this.#edge(best.e);
    if (this.#shut[best.e]) {
      const toA = Math.hypot(ax - x, ay - y);
      const toB = Math.hypot(bx - x, by - y);
      return { at: toA <= toB ? [ax, ay] : [bx, by], bend: Math.min(toA, toB) > WHOLE_LINE };
    }
    if (best.distance <= ON_LINE) return { at: [x, y], bend: false };
    return { at: gridPointOn(ax, ay, bx, by, x, y), bend: false };
  }

  /** A segment led through the corners of the outlines that it passes by. */
  partedAtCorners([ax, ay, bx, by]: Segment): Segment[] {
    const reach: Box = [
      Math.min(ax, bx) - NEAR,
      Math.min(ay, by) - NEAR,
      Math.max(ax, bx) + NEAR,
      Math.max(ay, by) + NEAR,
    ];
    const stops: { share: number; x: number; y: number }[] = [];
    const length = Math.hypot(bx - ax, by - ay);
    for (const e of this.#index.search(...reach).sort((a, b) => a - b)) {
      const [x, y] = this.#edge(e);
      const { share, distanceMm } = footOnSegment(ax, ay, bx, by, x, y);
      if (distanceMm <= NEAR && share * length > NEAR && (1 - share) * length > NEAR) stops.push({ share, x, y });
    }
    stops.sort((p, q) => p.share - q.share);
    const out: Segment[] = [];
    let [x, y] = [ax, ay];
    for (const stop of stops) {
      if (stop.x === x && stop.y === y) continue;
      out.push([x, y, stop.x, stop.y]);
      [x, y] = [stop.x, stop.y];
    }
    out.push([x, y, bx, by]);
    return out;
  }

  /** Where a segment first runs through a shut edge, and the end of the edge nearest to there. */
  shutCrossing(segment: Segment): { readonly at: Position; readonly corner: Position } | undefined {
    const [ax, ay, bx, by] = segment;
    const hits = this.#index.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    let first: { share: number; corner: Position } | undefined;
    for (const e of hits.sort((p, q) => p - q)) {
      if (!this.#shut[e]) continue;
      const edge = this.#edge(e);
      const [cx, cy, dx, dy] = edge;
      const [c, d] = [sideOf(segment, cx, cy), sideOf(segment, dx, dy)];
      const [a, b] = [sideOf(edge, ax, ay), sideOf(edge, bx, by)];
      if (a === b || c === 0 || d === 0 || a === 0 || b === 0 || c > 0 === d > 0 || a > 0 === b > 0) continue;
      const share = a / (a - b);
      if (first && first.share <= share) continue;
      const onEdge = c / (c - d);
      first = { share, corner: onEdge < 0.5 ? [cx, cy] : [dx, dy] };
    }
    if (!first) return undefined;
    return { at: [ax + first.share * (bx - ax), ay + first.share * (by - ay)], corner: first.corner };
  }

  #edge(e: number): [number, number, number, number] {
    return this.#edges.slice(4 * e, 4 * e + 4) as [number, number, number, number];
  }
}

type Segment = readonly [ax: number, ay: number, bx: number, by: number];

function sideOf([ax, ay, bx, by]: Segment, x: number, y: number): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
}

/** Segments cut where they run through shut edges: what lies inside goes to the nearest end of the edge instead. */
function shortOfShut(segments: readonly number[], inside: RegionIndex, rim: Rim): number[] {
  const out: number[] = [];
  const waiting: { segment: Segment; tries: number }[] = [];
  for (let i = 0; i < segments.length; i += 4) {
    waiting.push({ segment: segments.slice(i, i + 4) as unknown as Segment, tries: 0 });
  }
  for (let w = 0; w < waiting.length; w++) {
    const { segment, tries } = waiting[w] as { segment: Segment; tries: number };
    const hit = rim.shutCrossing(segment);
    if (!hit) {
      out.push(...segment);
      continue;
    }
    if (tries > 4) continue;
    const [ax, ay, bx, by] = segment;
    const { at, corner } = hit;
    for (const [x, y] of [
      [ax, ay],
      [bx, by],
    ] as const) {
      const isInside = inside.contains((x + at[0]) / 2, (y + at[1]) / 2);
      if (!isInside || (x === corner[0] && y === corner[1])) continue;
      waiting.push({ segment: [x, y, corner[0], corner[1]], tries: tries + 1 });
    }
  }
  return out;
}

/** The grid point near a position that lies best on the straight line of an edge. */
function gridPointOn(ax: number, ay: number, bx: number, by: number, x: number, y: number): Position {
  const length = Math.hypot(bx - ax, by - ay);
  const along = footOnSegment(ax, ay, bx, by, x, y).share * length;
  let best: Position = [Math.round(x), Math.round(y)];
  let least = Infinity;
  for (let step = 0; step <= 40 && least > 0.02; step++) {
    for (const t of step === 0 ? [along] : [along - step, along + step]) {
      if (t < SAME || t > length - SAME) continue;
      const px = Math.round(ax + ((bx - ax) * t) / length);
      const py = Math.round(ay + ((by - ay) * t) / length);
      const off = Math.abs((px - ax) * (by - ay) - (py - ay) * (bx - ax)) / length;
      if (off < least - 1e-9) {
        least = off;
        best = [px, py];
      }
    }
  }
  if (least < Infinity) return best;
  const { at } = footOnSegment(ax, ay, bx, by, x, y);
  return [Math.round(at[0]), Math.round(at[1])];
}

/** The lines of a plan inside the free land: between two of its faces, or where one ends well inside. Flat segments. */
function linesOf(
  own: readonly (readonly Ring[])[],
  others: readonly (readonly Ring[])[],
  inside: RegionIndex,
  rim: Rim,
): number[] {
  const edges = new Map<string, { segment: [number, number, number, number]; own: number }>();
  const collect = (faces: readonly (readonly Ring[])[], isOwn: boolean): void => {
    for (const rings of faces) {
      for (const ring of rings) {
        for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
          const [ax, ay, bx, by] = [ring[j], ring[j + 1], ring[i], ring[i + 1]] as [number, number, number, number];
          const forward = ax < bx || (ax === bx && ay < by);
          const key = forward ? edgeKey(ax, ay, bx, by) : edgeKey(bx, by, ax, ay);
          const held = edges.get(key);
          if (held) held.own += isOwn ? 1 : 0;
          else if (isOwn) edges.set(key, { segment: forward ? [ax, ay, bx, by] : [bx, by, ax, ay], own: 1 });
        }
      }
    }
  };
  collect(own, true);
  collect(others, false);
  const out: number[] = [];
  for (const { segment, own: sides } of edges.values()) {
    for (const [ax, ay, bx, by] of rim.partedAtCorners(segment)) {
      const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
      const atRim = rim.runsAlong([ax, ay, bx, by]);
      if (atRim || (sides === 1 && !inside.contains(x, y))) continue;
      out.push(ax, ay, bx, by);
    }
  }
  return out;
}

/** The lines with the corners that lie near the outlines set on them. */
function settled(lines: readonly number[], rim: Rim): number[] {
  const places = new Map<string, ReturnType<Rim["place"]>>();
  const placeOf = (x: number, y: number): ReturnType<Rim["place"]> => {
    const key = `${x} ${y}`;
    if (!places.has(key)) places.set(key, rim.place(x, y));
    return places.get(key);
  };
  const out: number[] = [];
  const link = (ax: number, ay: number, bx: number, by: number): void => {
    if (ax !== bx || ay !== by) out.push(ax, ay, bx, by);
  };
  for (let i = 0; i < lines.length; i += 4) {
    const [ax, ay, bx, by] = lines.slice(i, i + 4) as [number, number, number, number];
    const length = Math.hypot(bx - ax, by - ay);
    const ends = [placeOf(ax, ay), placeOf(bx, by)] as const;
    const inner = ([x, y]: Position, other: Position, place: ReturnType<Rim["place"]>): Position => {
      if (!place) return [x, y];
      if (!place.bend) return place.at;
      const share = Math.min(BEND, length / 3) / length;
      const bent: Position = [Math.round(x + (other[0] - x) * share), Math.round(y + (other[1] - y) * share)];
      link(...bent, ...place.at);
      return bent;
    };
    const from = inner([ax, ay], [bx, by], ends[0]);
    const to = inner([bx, by], [ax, ay], ends[1]);
    link(...from, ...to);
  }
  return out;
}

function identity(graph: Arrangement): Int32Array {
  return Int32Array.from({ length: graph.faceCount }, (_, i) => i);
}

/** Length of the border between faces: `visit(face, other, mm)` for both sides of each edge. */
function eachBorder(graph: Arrangement, visit: (face: number, other: number, mm: number) => void): void {
  const { nodes, edges, faceOf } = graph;
  for (let h = 0; h < edges.length; h += 2) {
    const [f, g] = [faceOf[h] as number, faceOf[h + 1] as number];
    if (f === g || f === OUTSIDE || g === OUTSIDE) continue;
    const [i, j] = [2 * (edges[h] as number), 2 * (edges[h + 1] as number)];
    const mm = Math.hypot(
      (nodes[i] as number) - (nodes[j] as number),
      (nodes[i + 1] as number) - (nodes[j + 1] as number),
    );
    visit(f, g, mm);
    visit(g, f, mm);
  }
}

/** Gives each crumb to the neighbour it borders longest; what has none stays. */
function settleCrumbs(graph: Arrangement, groups: Int32Array, areas: Float64Array, crumbs: readonly number[]): void {
  if (crumbs.length === 0) return;
  const around = new Map<number, Map<number, number>>(crumbs.map((face) => [face, new Map()]));
  eachBorder(graph, (face, other, mm) => {
    const held = around.get(face);
    if (held) held.set(other, (held.get(other) ?? 0) + mm);
  });
  const open = new Set(crumbs);
  const order = [...crumbs].sort((a, b) => (areas[a] as number) - (areas[b] as number) || a - b);
  for (let round = 0; round < 4 && open.size > 0; round++) {
    for (const face of order) {
      if (!open.has(face)) continue;
      const sums = new Map<number, number>();
      for (const [other, mm] of around.get(face) ?? []) {
        const group = groups[other] as number;
        if (group >= 0 && !open.has(other)) sums.set(group, (sums.get(group) ?? 0) + mm);
      }
      const [best] = [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      // A whole place no line of the plan tells of stays a remainder.
      if (!best || (groups[face] === 1 && (areas[face] as number) > 100 * CRUMB)) continue;
      groups[face] = best[0];
      open.delete(face);
    }
  }
}

/** A face in several parts keeps the largest; small ones go to the neighbour they border longest. */
function joinTornParts(graph: Arrangement, groups: Int32Array, areas: Float64Array): void {
  const parts = connectedParts(graph, groups);
  const size = new Map<number, number>();
  const largest = new Map<number, number>();
  parts.forEach((part, face) => {
    if ((groups[face] as number) >= 0) size.set(part, (size.get(part) ?? 0) + (areas[face] as number));
  });
  for (const [part, area] of size) {
    const group = groups[part] as number;
    if (area > (size.get(largest.get(group) ?? -1) ?? 0)) largest.set(group, part);
  }
  const torn = [...size.keys()].filter((part) => {
    const group = groups[part] as number;
    return group >= 2 && largest.get(group) !== part;
  });
  if (torn.length === 0) return;
  const small = new Set(torn);
  const sums = new Map<number, Map<number, number>>(torn.map((part) => [part, new Map()]));
  eachBorder(graph, (face, other, mm) => {
    const part = parts[face] as number;
    const next = parts[other] as number;
    if (part === next || !small.has(part) || small.has(next) || (groups[other] as number) < 0) return;
    const held = sums.get(part) as Map<number, number>;
    held.set(groups[other] as number, (held.get(groups[other] as number) ?? 0) + mm);
  });
  const target = new Map<number, number>();
  for (const part of torn) {
    const [best] = [...(sums.get(part) ?? [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (best) target.set(part, best[0]);
  }
  parts.forEach((part, face) => {
    const to = target.get(part);
    if (to !== undefined) groups[face] = to;
  });
}

/** What faces that fill an outline have between the two ends of each of its edges; no entry for an edge that is lost. */
export function insertedOn({ free }: Outline, faces: readonly LayoutFace[]): Map<string, number[]> {
  const halves = new Set<string>();
  for (const { rings } of faces) eachEdge(rings, (ax, ay, bx, by) => halves.add(edgeKey(ax, ay, bx, by)));
  const next = new Map<string, Position[]>();
  for (const { rings } of faces) {
    eachEdge(rings, (ax, ay, bx, by) => {
      if (halves.has(edgeKey(bx, by, ax, ay))) return;
      const from = `${ax} ${ay}`;
      const held = next.get(from);
      if (held) held.push([bx, by]);
      else next.set(from, [[bx, by]]);
    });
  }
  const out = new Map<string, number[]>();
  for (const { rings } of free) {
    eachEdge(rings, (ax, ay, bx, by) => {
      const points: number[] = [];
      let [x, y] = [ax, ay];
      for (let step = 0; step < 10_000; step++) {
        const on = (next.get(`${x} ${y}`) ?? []).find(
          ([px, py]) =>
            footOnSegment(ax, ay, bx, by, px, py).distanceMm < 2 && (px - x) * (bx - ax) + (py - y) * (by - ay) > 0,
        );
        if (!on) return;
        [x, y] = on;
        if (x === bx && y === by) {
          out.set(edgeKey(ax, ay, bx, by), points);
          return;
        }
        points.push(x, y);
      }
    });
  }
  return out;
}

function eachEdge(rings: readonly Ring[], visit: (ax: number, ay: number, bx: number, by: number) => void): void {
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      visit(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
    }
  }
}
