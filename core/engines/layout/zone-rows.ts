import { bendAround, columnPath, type Obstacle } from "#core/engines/layout/bent-line";
import { RegionIndex } from "#core/engines/layout/region-index";
import { servedEdges } from "#core/engines/layout/zone-streets";

import type { Columns, ZoneGround, ZoneStreets } from "#core/engines/layout/zone-types";
import { arrange, surfacesOf } from "#core/geometry/arrangement";
import { emptyBox, growBox } from "#core/geometry/box";
import type { Region } from "#core/geometry/clip";
import { type Crossing, type Frame, fromFrame, toFrame } from "#core/geometry/frame";
import type { Ring } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";

/** A piece of a row of lots: land between a street and the back of the row. Local millimetres. */
export interface RowPiece {
  readonly rings: readonly Ring[];
  readonly frame: Frame;
  readonly depthMm: number;
}

/** The rows of a zone before they are cut to its free land. */
export interface ZoneBands {
  readonly bands: readonly Band[];
  /** Lines between rows, flat segments in local millimetres. */
  readonly lines: number[];
}

/** A row this much deeper than a lot is still one row when only one side has a street. */
const ONE_SIDED = 1.6;
/** Land between two streets is one row up to this many depths. */
const TWO_SIDED = 1.35;

/** Rise over run from which an edge counts as lying across the rows. */
const STEEP = 0.45;

/** Leads the lines of the rows of a zone along its streets and between its houses; reserves do not change them. */
export function bandsOfZone(ground: ZoneGround, streets: ZoneStreets): ZoneBands {
  const { grid } = ground;
  const served = servedEdges(ground.lots, ground.keptIndex);
  const boxes: Obstacle[] = ground.pads.map((pad) => growBox(emptyBox(), toFrame(grid.frame, pad.ring)));
  const { columns } = streets;
  const lines: number[] = [];
  const bands: Band[] = [];
  for (let i = 0; i + 1 < grid.lines.length; i++) {
    const low = streets.lineV[i] as Float64Array;
    const high = streets.lineV[i + 1] as Float64Array;
    const back = backOfBand(ground, streets, served, boxes, i);
    if (!back) continue;
    const { from, to } = back;
    const band: Band = {
      low: columnPath(columns.start, columns.step, low, from, to, 1),
      back: back.path,
      high: columnPath(columns.start, columns.step, high, from, to, 1),
    };
    // Room beyond the outermost columns, so that the zone's ends are inside.
    for (const path of [band.low, band.back, band.high]) {
      path.unshift((path[0] as number) - columns.step, path[1] as number);
      path.push((path.at(-2) as number) + columns.step, path.at(-1) as number);
      lines.push(...segmentsOf(fromFrame(grid.frame, path)));
    }
    bands.push(band);
  }
  return { bands, lines };
}

/** The two rows between two streets: three paths in the frame, each running from left to right. */
export interface Band {
  readonly low: number[];
  readonly back: number[];
  readonly high: number[];
}

/** The land streets and reserves leave, cut by the lines of the bands: each connected piece of a row by itself. */
export function rowPieces(ground: ZoneGround, { bands, lines }: ZoneBands, free: Region): RowPiece[] {
  const { frame, depthMm } = ground.grid;
  const segments = lines.map(Math.round);
  for (const ring of free) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      segments.push(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
    }
  }
  const graph = arrange(segments);
  const inside = new RegionIndex(free);
  const groups = new Int32Array(graph.faceCount).fill(-1);
  const identity = Int32Array.from({ length: graph.faceCount }, (_, i) => i);
  for (const { group, rings } of surfacesOf(graph, identity)) {
    const [x, y] = innerPosition({ kind: "polygon", rings });
    if (!inside.contains(x, y)) continue;
    const [u, v] = toFrame(frame, [x, y]) as [number, number];
    const band = bands.findIndex(({ low, high }) => {
      const bottom = valueAt(low, u);
      const top = valueAt(high, u);
      return bottom !== undefined && top !== undefined && v > bottom && v < top;
    });
    if (band < 0) continue;
    const back = valueAt((bands[band] as Band).back, u) ?? 0;
    groups[group] = 2 * band + (v > back ? 1 : 0);
  }
  return surfacesOf(graph, groups, 0.8).map(({ rings }) => ({ rings, frame, depthMm }));
}

/** Value of a path at `u`; its `u` never decreases. */
function valueAt(path: readonly number[], u: number): number | undefined {
  if (u < (path[0] as number)) return undefined;
  for (let i = 2; i < path.length; i += 2) {
    const b = path[i] as number;
    if (u > b) continue;
    const a = path[i - 2] as number;
    const av = path[i - 1] as number;
    return b === a ? av : av + (((path[i + 1] as number) - av) * (u - a)) / (b - a);
  }
  return undefined;
}

/** How a column of a band is used: two rows, all to the lower street, all to the upper one, or no land there. */
type Mode = "none" | "double" | "low" | "high";

function backOfBand(
  ground: ZoneGround,
  streets: ZoneStreets,
  served: readonly boolean[],
  boxes: readonly Obstacle[],
  band: number,
): { path: number[]; from: number; to: number } | undefined {
  const { grid } = ground;
  const { columns } = streets;
  const low = streets.lineV[band] as Float64Array;
  const high = streets.lineV[band + 1] as Float64Array;
  const lowRuns = streets.lineRuns[band] as Uint8Array;
  const highRuns = streets.lineRuns[band + 1] as Uint8Array;
  const lowHalf = (grid.lines[band]?.widthMm ?? 0) / 2;
  const highHalf = (grid.lines[band + 1]?.widthMm ?? 0) / 2;
  const depth = grid.depthMm;
  const modes: Mode[] = [];
  const targets = new Float64Array(columns.count);
  const steep = steepEdges(ground);
  const loose = new Uint8Array(columns.count);
  let from = -1;
  let to = -1;
  for (let c = 0; c < columns.count; c++) {
    const bottom = low[c] as number;
    const top = high[c] as number;
    targets[c] = (bottom + top) / 2;
    const land = roomiest(columns.chords[c] as Crossing[], bottom, top);
    if (!land || top - bottom < 1) {
      modes.push("none");
      continue;
    }
    if (from < 0) from = c;
    to = c;
    const lowStreet = Boolean(lowRuns[c]) && land.low.v < bottom + lowHalf;
    const highStreet = Boolean(highRuns[c]) && land.high.v > top - highHalf;
    const b = lowStreet ? bottom + lowHalf : Math.max(bottom, land.low.v);
    const t = highStreet ? top - highHalf : Math.min(top, land.high.v);
    const lowServed = lowStreet || (land.low.v > bottom && served[land.low.edge] === true);
    const highServed = highStreet || (land.high.v < top && served[land.high.edge] === true);
    // Beside a slanting street the row runs on as it came: its last lot has two fronts.
    const slanting = (at: Crossing): boolean => served[at.edge] === true && steep[at.edge] === true;
    if ((!lowStreet && lowServed && slanting(land.low)) || (!highStreet && highServed && slanting(land.high)))
      loose[c] = 1;
    const h = t - b;
    if (lowServed && highServed) {
      if (h < depth * TWO_SIDED) modes.push(highStreet && !lowStreet ? "high" : "low");
      else {
        modes.push("double");
        targets[c] = (b + t) / 2;
      }
    } else if (lowServed) {
      if (h <= depth * ONE_SIDED) modes.push("low");
      else {
        modes.push("double");
        targets[c] = b + depth;
      }
    } else if (highServed) {
      if (h <= depth * ONE_SIDED) modes.push("high");
      else {
        modes.push("double");
        targets[c] = t - depth;
      }
    } else if (h <= depth * ONE_SIDED) modes.push("low");
    else modes.push("double");
  }
  if (from < 0) return undefined;
  ledOn(modes, targets, loose);
  steadied(modes, Math.max(2, Math.round(grid.frontMm / columns.step)));

  const path: number[] = [];
  for (let start = from; start <= to; ) {
    let end = start;
    while (end + 1 <= to && modes[end + 1] === modes[start]) end++;
    const mode = modes[start] as Mode;
    const half = columns.step / 2;
    const run = mode === "double" ? backRun(columns, targets, start, end, boxes, depth) : undefined;
    const vs = run ?? (mode === "low" ? high : mode === "high" ? low : targets);
    const piece = columnPath(columns.start, columns.step, vs, start, end, run ? 150 : 1);
    if (piece.length === 2) piece.push(...piece);
    piece[0] = (piece[0] as number) - half;
    piece[piece.length - 2] = (piece[piece.length - 2] as number) + half;
    path.push(...piece);
    start = end + 1;
  }
  path[0] = (path[0] as number) + columns.step / 2;
  path[path.length - 2] = (path[path.length - 2] as number) - columns.step / 2;
  return { path, from, to };
}

/** Columns beside a slanting street take over from the nearest one in their run that is not. */
function ledOn(modes: Mode[], targets: Float64Array, loose: Uint8Array): void {
  const known = (c: number, step: number): number => {
    for (let at = c; modes[at] !== undefined && modes[at] !== "none"; at += step) if (!loose[at]) return at;
    return -1;
  };
  const sources = modes.map((mode, c) => {
    if (mode === "none" || !loose[c]) return -1;
    const left = known(c, -1);
    const right = known(c, 1);
    return left >= 0 && (right < 0 || c - left <= right - c) ? left : right;
  });
  const before = [...modes];
  const at = targets.slice();
  sources.forEach((source, c) => {
    if (source < 0) return;
    modes[c] = before[source] as Mode;
    targets[c] = at[source] as number;
  });
}

/** For each edge of a zone (counted through all rings), whether it runs more across the rows than along them. */
function steepEdges(ground: ZoneGround): boolean[] {
  return ground.lots.flatMap((ring) => {
    const turned = toFrame(ground.grid.frame, ring);
    const out: boolean[] = [];
    for (let i = 0, j = turned.length - 2; i < turned.length; j = i, i += 2) {
      const du = (turned[i] as number) - (turned[j] as number);
      const dv = (turned[i + 1] as number) - (turned[j + 1] as number);
      out.push(Math.abs(dv) > STEEP * Math.abs(du));
    }
    return out;
  });
}

function backRun(
  columns: Columns,
  targets: Float64Array,
  start: number,
  end: number,
  boxes: readonly Obstacle[],
  depth: number,
): Float64Array {
  const { vs } = bendAround({
    start: columns.start + start * columns.step,
    step: columns.step,
    targets: targets.subarray(start, end + 1),
    half: 200,
    narrowHalf: 0,
    shift: depth * 0.3,
    obstacles: boxes,
  });
  const out = Float64Array.from(targets);
  out.set(vs, start);
  return out;
}

/** The widest run of land inside a band. */
function roomiest(
  chord: readonly Crossing[],
  bottom: number,
  top: number,
): { low: Crossing; high: Crossing } | undefined {
  let best: { low: Crossing; high: Crossing } | undefined;
  let most = 300;
  for (let k = 0; k + 1 < chord.length; k += 2) {
    const low = chord[k] as Crossing;
    const high = chord[k + 1] as Crossing;
    const room = Math.min(high.v, top) - Math.max(low.v, bottom);
    if (room > most) {
      most = room;
      best = { low, high };
    }
  }
  return best;
}

/** Short runs of a mode take the mode of the run before them. */
function steadied(modes: Mode[], least: number): void {
  for (let start = 0; start < modes.length; ) {
    let end = start;
    while (end + 1 < modes.length && modes[end + 1] === modes[start]) end++;
    const before = modes[start - 1];
    const after = modes[end + 1];
    if (end - start + 1 < least && modes[start] !== "none") {
      const to = before && before !== "none" ? before : after && after !== "none" ? after : undefined;
      if (to) modes.fill(to, start, end + 1);
    }
    start = end + 1;
  }
}

function segmentsOf(path: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i + 3 < path.length; i += 2) {
    out.push(path[i] as number, path[i + 1] as number, path[i + 2] as number, path[i + 3] as number);
  }
  return out;
}
