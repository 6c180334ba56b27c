import { faultOfPolygon, meetingOf } from "#core/derived/polygon-fault";
import { polygonsOf, simpleRings } from "#core/derived/ring-nesting";
import { tracedWalks } from "#core/derived/trace-faces";
import type { Path, PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { NodeTable } from "#core/geometry/node-table";
import { footOnSegment } from "#core/geometry/path";
import { sideOfPolygon, signedAreaMm2 } from "#core/geometry/ring";

/** Vertices put into one edge of a boundary, in order from a to b. */
export interface EdgeInsertion {
  readonly a: Position;
  readonly b: Position;
  /** Flat. */
  readonly points: readonly number[];
}

/** A polygon cut along a line. */
export interface Division {
  readonly pieces: readonly PolygonGeometry[];
  /** Where the cut meets the old boundary between its vertices: neighbours must take these vertices too. */
  readonly inserted: readonly EdgeInsertion[];
}

/** Why a line does not cut a polygon, and where. */
export interface CutFault {
  readonly fault: "crosses-itself" | "along-boundary" | "line-misses" | "stops-inside" | "does-not-divide" | "no-room";
  readonly at: Position;
}

/** An end of the line this near the boundary, inside, is meant to lie on it. */
const END_REACH_MM = 500;
/** A crossing this near a vertex goes through the vertex. */
const VERTEX_REACH_MM = 5;
/** A position this near an edge lies on it: the rounding of the grid. */
const ON_EDGE_MM = 1;

/**
 * Cuts a polygon along a line. Concave polygons, holes and lines that cross several times give several pieces; what
 * the line does outside is no matter. Crossings are rounded to the millimetre once, in the cut and in the boundary
 * alike, so that the pieces fill the polygon exactly.
 */
export function splitPolygon(polygon: PolygonGeometry, path: Path): Division | CutFault {
  const line = withEndsOnBoundary(polygon, withoutRepeats(path));
  const middle: Position = [line[0] as number, line[1] as number];
  if (line.length < 4) return { fault: "line-misses", at: middle };
  const own = selfMeeting(line);
  if (own) return { fault: "crosses-itself", at: own };

  const noded = nodeTogether(polygon, line);
  const whole = { kind: "polygon" as const, rings: noded.rings };
  const chains: number[][] = [];
  let loose: Position | undefined;
  let along: Position | undefined;
  let chain: number[] = [];
  const finish = (): void => {
    if (chain.length >= 4) {
      const ends = [0, chain.length - 2].map((i): Position => [chain[i] as number, chain[i + 1] as number]);
      const hanging = ends.find(([x, y]) => !noded.onBoundary(x, y));
      if (hanging) loose ??= hanging;
      else chains.push(chain);
    }
    chain = [];
  };
  for (let i = 0; i + 3 < noded.line.length; i += 2) {
    const [ax, ay, bx, by] = noded.line.slice(i, i + 4) as [number, number, number, number];
    const side = sideOfPolygon(whole, (ax + bx) / 2, (ay + by) / 2);
    if (side === 1 && !noded.isEdge(ax, ay, bx, by)) {
      if (chain.length === 0) chain.push(ax, ay);
      chain.push(bx, by);
      if (noded.onBoundary(bx, by)) finish();
    } else {
      if (side >= 0) along ??= [ax, ay];
      finish();
    }
  }
  finish();
  if (chains.length === 0) {
    if (loose) return { fault: "stops-inside", at: loose };
    return along ? { fault: "along-boundary", at: along } : { fault: "line-misses", at: middle };
  }
  return divided(polygon, chains, noded.edgePoints);
}

/** Traces the pieces; cuts that divide nothing (from the shell to a hole and no further) are left out. */
function divided(polygon: PolygonGeometry, chains: number[][], edgePoints: Map<string, number[]>): Division | CutFault {
  let kept = chains;
  for (;;) {
    const used = new NodeTable();
    for (const chain of kept) {
      used.add(chain[0] as number, chain[1] as number);
      used.add(chain.at(-2) as number, chain.at(-1) as number);
    }
    const inserted: EdgeInsertion[] = [];
    const rings = polygon.rings.map((ring, k) => {
      const out: number[] = [];
      for (let i = 0; i < ring.length; i += 2) {
        out.push(ring[i] as number, ring[i + 1] as number);
        const points: number[] = [];
        const candidates = edgePoints.get(`${k} ${i}`) ?? [];
        for (let c = 0; c < candidates.length; c += 2) {
          const [x, y] = [candidates[c] as number, candidates[c + 1] as number];
          if (used.find(x, y) >= 0) points.push(x, y);
        }
        if (points.length === 0) continue;
        out.push(...points);
        const j = (i + 2) % ring.length;
        inserted.push({
          a: [ring[i] as number, ring[i + 1] as number],
          b: [ring[j] as number, ring[j + 1] as number],
          points,
        });
      }
      return out;
    });
    const { walks, sidesOfChain } = tracedWalks(rings, kept);
    const dividing = kept.filter((_, c) => sidesOfChain[c]?.[0] !== sidesOfChain[c]?.[1]);
    if (dividing.length < kept.length) {
      const first = kept[0] as number[];
      if (dividing.length === 0) return { fault: "does-not-divide", at: [first[0] as number, first[1] as number] };
      kept = dividing;
      continue;
    }
    const pieces = polygonsOf(walks.flatMap((walk) => simpleRings(walk)));
    for (const piece of pieces) {
      const fault = faultOfPolygon(piece);
      if (fault) return { fault: "no-room", at: fault.at };
    }
    const first = kept[0] as number[];
    // Rounding can lead two legs a hair apart across each other and the boundary: then the pieces do not fill the whole.
    const filled = pieces.reduce((sum, piece) => sum + areaMm2(piece.rings), 0);
    if (Math.abs(filled - areaMm2(rings)) > 1) {
      return { fault: "no-room", at: [first[0] as number, first[1] as number] };
    }
    if (pieces.length < 2) return { fault: "does-not-divide", at: [first[0] as number, first[1] as number] };
    return { pieces, inserted };
  }
}

/** Area of rings turned as stored, square millimetres. */
function areaMm2(rings: readonly Ring[]): number {
  return rings.reduce((sum, ring) => sum + signedAreaMm2(ring), 0);
}

/** Boundary and line cut at each other's crossings. */
interface Noded {
  readonly rings: Ring[];
  readonly line: number[];
  /** New vertices by `ring index` + " " + `edge's first number`, flat, in order. */
  readonly edgePoints: Map<string, number[]>;
  onBoundary(x: number, y: number): boolean;
  isEdge(ax: number, ay: number, bx: number, by: number): boolean;
}

function nodeTogether(polygon: PolygonGeometry, line: number[]): Noded {
  const segments = line.length / 2 - 1;
  const onLine: { share: number; x: number; y: number }[][] = Array.from({ length: segments }, () => []);
  const edgePoints = new Map<string, number[]>();
  const at = (flat: readonly number[], i: number): Position => [flat[i] as number, flat[i + 1] as number];
  const near = (p: Position, q: Position, mm: number): boolean => Math.hypot(p[0] - q[0], p[1] - q[1]) <= mm;

  // Vertices of the boundary that the line goes through.
  for (const ring of polygon.rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const v = at(ring, i);
      for (let s = 0; s < segments; s++) {
        const foot = footOnSegment(...at(line, s * 2), ...at(line, s * 2 + 2), v[0], v[1]);
        if (foot.distanceMm <= VERTEX_REACH_MM) onLine[s]?.push({ share: foot.share, x: v[0], y: v[1] });
      }
    }
  }
  // An end or bend of the line beside such a vertex goes there.
  const moved = [...line];
  for (let p = 0; p < line.length; p += 2) {
    const here = at(line, p);
    for (const ring of polygon.rings) {
      for (let i = 0; i < ring.length; i += 2) {
        if (near(here, at(ring, i), VERTEX_REACH_MM)) moved.splice(p, 2, ring[i] as number, ring[i + 1] as number);
      }
    }
  }

  const rings = polygon.rings.map((ring, k) => {
    const out: number[] = [];
    for (let i = 0; i < ring.length; i += 2) {
      const a = at(ring, i);
      const b = at(ring, (i + 2) % ring.length);
      const points: { share: number; at: Position }[] = [];
      const put = (p: Position): void => {
        if (near(p, a, VERTEX_REACH_MM) || near(p, b, VERTEX_REACH_MM)) return;
        if (points.some((other) => near(other.at, p, 0))) return;
        points.push({ share: footOnSegment(...a, ...b, ...p).share, at: p });
      };
      const bends: Position[] = [];
      for (let p = 0; p < moved.length; p += 2) {
        const bend = at(moved, p);
        if (footOnSegment(...a, ...b, ...bend).distanceMm <= ON_EDGE_MM) {
          bends.push(bend);
          put(bend);
        }
      }
      for (let s = 0; s < segments; s++) {
        const p = at(moved, s * 2);
        const q = at(moved, s * 2 + 2);
        const cross = meetingOf(...a, ...b, ...p, ...q);
        if (!cross || near(cross, a, VERTEX_REACH_MM) || near(cross, b, VERTEX_REACH_MM)) continue;
        if (bends.some((bend) => near(cross, bend, VERTEX_REACH_MM))) continue;
        put(cross);
        onLine[s]?.push({ share: footOnSegment(...p, ...q, ...cross).share, x: cross[0], y: cross[1] });
      }
      out.push(...a);
      if (points.length === 0) continue;
      points.sort((p, q) => p.share - q.share);
      const flat = points.flatMap((p) => [...p.at]);
      edgePoints.set(`${k} ${i}`, flat);
      out.push(...flat);
    }
    return out;
  });

  const noded: number[] = [...at(moved, 0)];
  for (let s = 0; s < segments; s++) {
    const stops = (onLine[s] ?? []).sort((p, q) => p.share - q.share);
    for (const stop of stops) noded.push(stop.x, stop.y);
    noded.push(...at(moved, s * 2 + 2));
  }

  const boundary = new NodeTable();
  const nextOf = new Map<number, Set<number>>();
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const from = boundary.add(ring[j] as number, ring[j + 1] as number);
      const to = boundary.add(ring[i] as number, ring[i + 1] as number);
      nextOf.set(from, (nextOf.get(from) ?? new Set()).add(to));
    }
  }
  return {
    rings,
    line: withoutRepeats(noded),
    edgePoints,
    onBoundary: (x, y) => boundary.find(x, y) >= 0,
    isEdge(ax, ay, bx, by) {
      const a = boundary.find(ax, ay);
      const b = boundary.find(bx, by);
      return a >= 0 && b >= 0 && (nextOf.get(a)?.has(b) === true || nextOf.get(b)?.has(a) === true);
    },
  };
}

/** The line with each end that stops just inside put on the boundary. */
function withEndsOnBoundary(polygon: PolygonGeometry, line: number[]): number[] {
  const out = [...line];
  for (const end of [0, line.length - 2]) {
    const [x, y] = [line[end] as number, line[end + 1] as number];
    if (sideOfPolygon(polygon, x, y) !== 1) continue;
    let best = END_REACH_MM;
    let at: Position | undefined;
    for (const ring of polygon.rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const [ax, ay, bx, by] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
        const foot = footOnSegment(ax, ay, bx, by, x, y);
        if (foot.distanceMm > best) continue;
        best = foot.distanceMm;
        at = [Math.round(foot.at[0]), Math.round(foot.at[1])];
      }
    }
    if (at) out.splice(end, 2, ...at);
  }
  return withoutRepeats(out);
}

function withoutRepeats(path: Path): number[] {
  const out: number[] = [];
  for (let i = 0; i + 1 < path.length; i += 2) {
    if (path[i] === out.at(-2) && path[i + 1] === out.at(-1)) continue;
    out.push(path[i] as number, path[i + 1] as number);
  }
  return out;
}

function selfMeeting(line: readonly number[]): Position | undefined {
  const p = (i: number): [number, number, number, number] =>
    line.slice(i, i + 4) as unknown as [number, number, number, number];
  for (let i = 0; i + 3 < line.length; i += 2) {
    for (let j = i + 2; j + 3 < line.length; j += 2) {
      const at = meetingOf(...p(i), ...p(j));
      if (at) return at;
      // A line that comes back to a vertex of its own closes a loop inside.
      if (j > i + 2 && line[j + 2] === line[i] && line[j + 3] === line[i + 1])
        return [line[i] as number, line[i + 1] as number];
    }
  }
  return undefined;
}
