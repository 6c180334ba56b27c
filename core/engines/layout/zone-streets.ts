import { bendAround, columnPath, type Obstacle } from "#core/engines/layout/bent-line";
import { laneBetween } from "#core/engines/layout/lane-between";
import { neededCrossings } from "#core/engines/layout/needed-crossings";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { RegionIndex } from "#core/engines/layout/region-index";
import { between, meetingsOf } from "#core/engines/layout/rising-path";
import { extended, pathsInside } from "#core/engines/layout/runs";
import type { GridLine, ZoneGrid } from "#core/engines/layout/zone-grid";
import type { Columns, NewStreet, Run, Stop, ZoneGround, ZoneStreets } from "#core/engines/layout/zone-types";
import { emptyBox, growBox } from "#core/geometry/box";
import {
  bandAlong,
  differenceOf,
  grownBy,
  intersectionOf,
  type Region,
  surfacesOfRegion,
  unionOf,
} from "#core/geometry/clip";
import { type Crossing, crossingsAt, fromFrame, swapped, toFrame } from "#core/geometry/frame";
import type { Path, Ring } from "#core/geometry/geometry";
import { sideOfRing } from "#core/geometry/ring";

/** Widths tried for a lane through a built-up core, millimetres. */
const LANES = [5000, 3500, 2500];
/** Distance between columns, millimetres. */
const STEP = 2500;
/** A street that would stop this near to the border of its zone goes on to it, millimetres. */
const LED_OUT = 60_000;
/** The widest strip of servitudes a street crosses along its line, millimetres. */
const WIDEST_STRIP_MM = 150_000;
/** A street may shrink to this beside a house, millimetres. */
const NARROW = 6000;

/** Leads the streets of the grid through a zone, round the houses, and drops what serves nothing. */
export function streetsOfZone(ground: ZoneGround): ZoneStreets {
  const { grid, lots, rings } = ground;
  const turned = lots.map((ring) => toFrame(grid.frame, ring));
  const served = servedEdges(lots, ground.keptIndex);
  const columns = columnsOf(turned, grid.minU, grid.maxU);
  const wholeZone = lots === rings ? undefined : rings.map((ring) => toFrame(grid.frame, ring));
  const boxes: Obstacle[] = [
    ...ground.pads.map((pad) => growBox(emptyBox(), toFrame(grid.frame, pad.ring))),
    ...(wholeZone ?? [])
      .slice(1)
      .map((ring) => growBox(emptyBox(), ring))
      .filter(isPond),
  ];

  const rows = runsOfLines(grid.lines, columns, served, boxes, {
    shift: grid.depthMm * 0.55,
    leastSide: grid.depthMm * 0.6,
    leastRun: 2 * grid.frontMm,
    bothSides: false,
    ...(wholeZone ? { passable: columnsOf(wholeZone, grid.minU, grid.maxU) } : {}),
  });
  const flipped = swapped(turned);
  const [, minV, , maxV] = growBox(emptyBox(), turned.flat());
  const flippedColumns = columnsOf(flipped, minV, maxV);
  const flippedBoxes = boxes.map(([minU, minW, maxU, maxW]): Obstacle => [minW, minU, maxW, maxU]);
  const across = runsOfLines(grid.crossings, flippedColumns, served, flippedBoxes, {
    shift: grid.frontMm * 1.5,
    leastSide: grid.frontMm * 1.5,
    leastRun: grid.depthMm * 1.2,
    bothSides: true,
    ...(wholeZone ? { passable: columnsOf(swapped(wholeZone), minV, maxV) } : {}),
  });

  across.runs.splice(0, across.runs.length, ...neededCrossings(across.runs, rows.runs, flipped, grid.longestMm));
  tieEnds(rows, across, grid, columns);
  const streets: NewStreet[] = [];
  const inside = new RegionIndex(lots);
  const grown = grownBy(lots, 5);
  const strips = wholeZone ? differenceOf(rings, lots) : [];
  const overStrips = overServitudes(inside, strips, grownBy(wholeZone ? rings : [], 5));
  const houses = new PolygonFinder(ground.pads.map(({ ring }) => [ring]));
  const lay = (runs: LineRuns, flip: boolean): void => {
    for (const run of runs.runs) {
      const inFrame = flip ? (swapped([run.path])[0] as number[]) : run.path;
      const path = ledOut(fromFrame(grid.frame, inFrame), run, inside, houses).map(Math.round);
      const street = streetAlong(path, run.line, wholeZone ? unionOf(grown, overStrips(path, run.line)) : grown);
      if (street) streets.push(street);
    }
  };
  lay(rows, false);
  lay(across, true);
  const gaps = [...gapsOf(rows), ...gapsOf(across).map((gap) => swapped([gap])[0] as number[])];
  for (const gap of gaps) {
    const [ax, ay, bx, by] = fromFrame(grid.frame, gap) as [number, number, number, number];
    for (const widthMm of LANES) {
      const path = laneBetween([ax, ay], [bx, by], widthMm, ground.pads, ground.rings);
      if (!path) continue;
      const region = intersectionOf(bandAlong(path, widthMm), grown);
      streets.push({ path, rank: "access", widthMm, region });
      break;
    }
  }
  return { streets, columns, lineV: rows.vs, lineRuns: rows.active };
}

/** Ends of two stretches of one path this near are the same, millimetres. */
const NEAR_MM = 50;
/** Waters this long and broad are gone round, millimetres. */
const POND_MM = 60_000;

function isPond([minU, minV, maxU, maxV]: readonly [number, number, number, number]): boolean {
  return maxU - minU < POND_MM && maxV - minV < POND_MM;
}

/**
 * The land a street takes of servitudes: all its width where its middle runs on land for lots, and where it crosses a
 * servitude from land for lots to land for lots. It does not run on to the water.
 */
function overServitudes(inside: RegionIndex, strips: Region, zone: Region): (path: Path, line: GridLine) => Region {
  const strip = new RegionIndex(strips);
  return (path, { widthMm }) => {
    const onLots = pathsInside(path, inside);
    const crossing = pathsInside(path, strip).filter(
      (over) =>
        onLots.some((piece) => isNear(piece.slice(-2), over)) && onLots.some((piece) => isNear(piece, over.slice(-2))),
    );
    return intersectionOf(
      unionOf(
        ...onLots.map((piece) => bandAlong(piece, widthMm)),
        // Banks cross a street at a slant.
        ...crossing.map((over) => bandAlong(extended(over, widthMm, widthMm), widthMm)),
      ),
      zone,
    );
  };
}

function isNear([ax = 0, ay = 0]: readonly number[], [bx = 0, by = 0]: readonly number[]): boolean {
  return Math.hypot(ax - bx, ay - by) < NEAR_MM;
}

/**
 * Ends that stop inside the zone are drawn back to the last street they cross, unless what lies beyond serves
 * several lots; a run that crosses none and reaches no border is dropped.
 */
function tieEnds(rows: LineRuns, across: LineRuns, grid: ZoneGrid, columns: Columns): void {
  const tie = (own: LineRuns, other: LineRuns): void => {
    const crossing = other.runs.map(({ path, line }) => ({
      path: swapped([path])[0] as number[],
      half: line.widthMm / 2,
    }));
    for (let r = own.runs.length - 1; r >= 0; r--) {
      const run = own.runs[r] as Run;
      if (run.inner[0] === "border" && run.inner[1] === "border") continue;
      const meets = crossing.flatMap(({ path, half }) => meetingsOf(run.path, path).map((at) => ({ at, half })));
      if (meets.length === 0) {
        if (run.inner[0] !== "border" && run.inner[1] !== "border") own.runs.splice(r, 1);
        continue;
      }
      const first = meets.reduce((a, b) => (b.at < a.at ? b : a));
      const last = meets.reduce((a, b) => (b.at > a.at ? b : a));
      const start = run.path[0] as number;
      const end = run.path.at(-2) as number;
      const spare = (stop: Stop): number => grid.frontMm * (stop === "house" ? 1.5 : stop === "useless" ? 3.2 : 0);
      const tied = [
        first.at - first.half - start < spare(run.inner[0]),
        end - last.at - last.half < spare(run.inner[1]),
      ] as const;
      run.path = between(run.path, tied[0] ? first.at - first.half : start, tied[1] ? last.at + last.half : end);
      run.inner = [tied[0] ? "street" : run.inner[0], tied[1] ? "street" : run.inner[1]];
      if (run.path.length < 4) own.runs.splice(r, 1);
    }
  };
  tie(rows, across);
  tie(across, rows);
  // The rows are laid by where streets run after all.
  rows.active.forEach((active, index) => {
    const own = rows.runs.filter((run) => run.index === index);
    for (let c = 0; c < columns.count; c++) {
      const u = columns.start + c * columns.step;
      if (active[c] && !own.some(({ path }) => u >= (path[0] as number) - 1 && u <= (path.at(-2) as number) + 1))
        active[c] = 0;
    }
  });
}

/** Gaps a line leaves at houses: from the end of a run to the start of the next, `[s0, t0, s1, t1]`. */
function gapsOf({ runs }: LineRuns): number[][] {
  const out: number[][] = [];
  for (let r = 0; r + 1 < runs.length; r++) {
    const run = runs[r] as Run;
    const next = runs[r + 1] as Run;
    if (run.index !== next.index || run.inner[1] !== "house" || next.inner[0] !== "house") continue;
    out.push([run.path.at(-2) as number, run.path.at(-1) as number, next.path[0] as number, next.path[1] as number]);
  }
  return out;
}

/** For each edge of a zone (counted through all rings), whether a kept street lies outside it. */
export function servedEdges(rings: readonly Ring[], keptIndex: RegionIndex): boolean[] {
  const out: boolean[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const dx = (ring[i] as number) - (ring[j] as number);
      const dy = (ring[i + 1] as number) - (ring[j + 1] as number);
      const length = Math.hypot(dx, dy) || 1;
      const x = ((ring[i] as number) + (ring[j] as number)) / 2 + (dy / length) * 300;
      const y = ((ring[i + 1] as number) + (ring[j + 1] as number)) / 2 - (dx / length) * 300;
      out.push(keptIndex.contains(x, y));
    }
  }
  return out;
}

function columnsOf(turned: readonly Ring[], minU: number, maxU: number): Columns {
  const count = Math.max(2, Math.ceil((maxU - minU) / STEP) + 1);
  const start = minU - ((count - 1) * STEP - (maxU - minU)) / 2;
  const chords = Array.from({ length: count }, (_, i) => {
    // The outermost columns are taken just inside, where the zone still has breadth.
    const at = Math.min(maxU - 30, Math.max(minU + 30, start + i * STEP));
    return crossingsAt(turned, at);
  });
  return { start, step: STEP, count, chords };
}

interface LineRuns {
  readonly vs: Float64Array[];
  readonly active: Uint8Array[];
  readonly runs: Run[];
}

interface RunRules {
  readonly shift: number;
  /** A side with less land than this is no reason for a street. */
  readonly leastSide: number;
  readonly leastRun: number;
  /** Whether both sides must have land. */
  readonly bothSides: boolean;
  /** The zone with its servitudes, where it has some: streets may cross these. */
  readonly passable?: Columns;
}

function runsOfLines(
  lines: readonly GridLine[],
  columns: Columns,
  served: readonly boolean[],
  obstacles: readonly Obstacle[],
  rules: RunRules,
): LineRuns {
  const out: LineRuns = { vs: [], active: [], runs: [] };
  for (const line of lines) {
    const { vs, blocked } = bendAround({
      start: columns.start,
      step: columns.step,
      targets: new Float64Array(columns.count).fill(line.at),
      half: line.widthMm / 2,
      narrowHalf: Math.min(line.widthMm, NARROW) / 2,
      shift: rules.shift,
      obstacles,
    });
    const active = new Uint8Array(columns.count);
    const closed = new Uint8Array(columns.count);
    const crossable = new Uint8Array(columns.count);
    for (let i = 0; i < columns.count; i++) {
      const hold = holdAt(columns.chords[i] as Crossing[], vs[i] as number);
      const over = rules.passable?.chords[i];
      if (over && (!hold || rules.bothSides) && !blocked[i] && holdAt(over, vs[i] as number)) crossable[i] = 1;
      if (!hold) continue;
      const least = rules.leastSide + line.widthMm / 2;
      const below = (vs[i] as number) - hold.low.v;
      const above = hold.high.v - (vs[i] as number);
      const enough = [below >= least, above >= least];
      const dropped = rules.bothSides
        ? !enough[0] || !enough[1]
        : (!enough[0] && !enough[1]) || (!enough[0] && served[hold.low.edge]) || (!enough[1] && served[hold.high.edge]);
      if (dropped) {
        if (!rules.bothSides) {
          // The row beyond takes the strip between: the line steps out of the zone.
          vs[i] = below < above ? hold.low.v - line.widthMm / 2 - 500 : hold.high.v + line.widthMm / 2 + 500;
        }
        continue;
      }
      if (blocked[i]) closed[i] = 1;
      else active[i] = 1;
    }
    if (rules.passable) runOver(active, crossable);
    for (let from = 0; from < columns.count; from++) {
      if (!active[from]) continue;
      let to = from;
      while (to + 1 < columns.count && active[to + 1]) to++;
      if ((to - from + 1) * columns.step < rules.leastRun) {
        active.fill(0, from, to + 1);
      } else {
        const path = columnPath(columns.start, columns.step, vs, from, to, 1);
        const far = columns.step + 12_000;
        const stops = (c: number): Stop => {
          const chord = columns.chords[c];
          if (closed[c]) return "house";
          return chord && rules.bothSides && holdAt(chord, vs[c] as number) ? "useless" : "border";
        };
        const inner = [stops(from - 1), stops(to + 1)] as const;
        const ends = inner.map((stop) => (stop === "border" ? far : 0)) as [number, number];
        out.runs.push({ line, index: out.vs.length, path: extended(path, ...ends), inner });
      }
      from = to;
    }
    out.vs.push(vs);
    out.active.push(active);
  }
  return out;
}

/** A street runs on over a servitude that parts two of its stretches. */
function runOver(active: Uint8Array, crossable: Uint8Array): void {
  let last = -1;
  for (let i = 0; i < active.length; i++) {
    if (!active[i]) continue;
    const [from, to] = [last + 1, i];
    last = i;
    if (from === 0 || from === to || (to - from) * STEP > WIDEST_STRIP_MM) continue;
    if (crossable.subarray(from, to).every((one) => one === 1)) active.fill(1, from, to);
  }
}

/** The run of land a value lies in. */
export function holdAt(chord: readonly Crossing[], v: number): { low: Crossing; high: Crossing } | undefined {
  for (let k = 0; k + 1 < chord.length; k += 2) {
    const low = chord[k] as Crossing;
    const high = chord[k + 1] as Crossing;
    if (v > low.v && v < high.v) return { low, high };
  }
  return undefined;
}

/**
 * A street led on from its ends to the border of the zone, where that is near and no house stands in between. At the
 * border it runs on a little, so that a slanting border cuts all its width.
 */
function ledOut(path: number[], { line, inner }: Run, inside: RegionIndex, houses: PolygonFinder): number[] {
  const half = Math.min(line.widthMm, NARROW) / 2;
  const beyond = (ax: number, ay: number, bx: number, by: number): number => {
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
    for (let far = 0; far <= LED_OUT; far += 1000) {
      const [x, y] = [bx + ux * far, by + uy * far];
      if (!inside.contains(x, y)) return far + 1.5 * line.widthMm;
      for (const side of [-half, 0, half]) if (houses.find(x - uy * side, y + ux * side) >= 0) return 0;
    }
    return 0;
  };
  const n = path.length;
  const open = (stop: Stop): boolean => stop === "border" || stop === "useless";
  const [ax, ay, bx, by] = path.slice(0, 4) as [number, number, number, number];
  const [cx, cy, dx, dy] = path.slice(n - 4) as [number, number, number, number];
  return extended(path, open(inner[0]) ? beyond(bx, by, ax, ay) : 0, open(inner[1]) ? beyond(cx, cy, dx, dy) : 0);
}

function streetAlong(path: readonly number[], line: GridLine, grown: Region): NewStreet | undefined {
  const n = path.length / 2;
  const m = Math.floor(n / 2);
  const x = ((path[2 * m - 2] as number) + (path[2 * m] as number)) / 2;
  const y = ((path[2 * m - 1] as number) + (path[2 * m + 1] as number)) / 2;
  const pieces = surfacesOfRegion(intersectionOf(bandAlong(path, line.widthMm), grown));
  const piece = pieces.find((rings) => sideOfRing(rings[0] as Ring, Math.round(x), Math.round(y)) >= 0) ?? pieces[0];
  if (!piece) return undefined;
  return { path, rank: line.rank, widthMm: line.widthMm, region: piece };
}
