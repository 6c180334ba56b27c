import { flattenArc } from "#core/geometry/arc";
import type { Position } from "#core/geometry/geometry";
import { gridBearingDeg, polarFrom, wayOf } from "#core/geometry/polar";

/** What can be held fast for the next vertex. Lengths in millimetres, bearings in degrees on the grid. */
export interface Locks {
  readonly distanceMm?: number | undefined;
  readonly bearingDeg?: number | undefined;
  readonly xMm?: number | undefined;
  readonly yMm?: number | undefined;
}
export type LockKey = keyof Locks;

/** How the next vertices come about: one by one, along a boundary that is there, or on an arc through three positions. */
export type ConstructionMode = "free" | "trace" | "arc";

/** How the next vertex of a drawing is constrained, beside where the hand is. */
export interface Construction {
  readonly locks: Locks;
  /** Right angles to the segment before. */
  readonly square: boolean;
  readonly mode: ConstructionMode;
  /** The position the arc goes through, once it is set. */
  readonly through?: Position;
  /** How far beside a traced boundary, millimetres: to the right above 0. */
  readonly offsetMm: number;
  /** How far the chords of an arc may leave it, millimetres. */
  readonly arcToleranceMm: number;
}

export type ConstructionEvent =
  /** Holds values fast; `undefined` frees one. */
  | { readonly type: "lock"; readonly locks: Locks }
  | { readonly type: "square" }
  /** Turns a mode on, or off when it is on. */
  | { readonly type: "mode"; readonly mode: Exclude<ConstructionMode, "free"> }
  | { readonly type: "offset"; readonly offsetMm: number }
  | { readonly type: "through"; readonly at: Position }
  /** A vertex was set. */
  | { readonly type: "placed" }
  /** Escape: the locks first, then arc or trace. */
  | { readonly type: "cancel" };

/** Nothing held. @param arcToleranceMm the planner's own */
export function freeConstruction(arcToleranceMm: number): Construction {
  return { locks: {}, square: false, mode: "free", offsetMm: 0, arcToleranceMm };
}

/** Whether Escape has something to let go of before the draft. */
export function isHeld({ locks, mode }: Construction): boolean {
  return mode !== "free" || Object.values(locks).some((value) => value !== undefined);
}

/** What an event makes of a construction. */
export function stepConstruction(state: Construction, event: ConstructionEvent): Construction {
  const { through: _through, ...bare } = state;
  switch (event.type) {
    case "lock":
      return { ...state, locks: locked(state.locks, event.locks) };
    case "square":
      return { ...state, square: !state.square };
    case "mode":
      return { ...bare, mode: state.mode === event.mode ? "free" : event.mode };
    case "offset":
      return { ...state, offsetMm: event.offsetMm };
    case "through":
      return { ...state, through: event.at, locks: {} };
    case "placed":
      return { ...bare, locks: {} };
    case "cancel":
      return Object.values(state.locks).some((value) => value !== undefined)
        ? { ...state, locks: {} }
        : { ...bare, mode: "free" };
  }
}

/** Two values fix a position: a third takes the place of the one that cannot stand beside it. */
function locked(held: Locks, more: Locks): Locks {
  const next = { ...held, ...more };
  const isPlace = more.xMm !== undefined || more.yMm !== undefined;
  const isPolar = more.distanceMm !== undefined || more.bearingDeg !== undefined;
  const count = Object.values(next).filter((value) => value !== undefined).length;
  if (count <= 2) return next;
  if (isPlace) return { xMm: next.xMm, yMm: next.yMm };
  if (isPolar) return { distanceMm: next.distanceMm, bearingDeg: next.bearingDeg };
  return next;
}

/** Where the next vertex falls. */
export interface Placed {
  /** On the grid. */
  readonly at: Position;
  /** Vertices before it, of an arc or a traced boundary, flat. */
  readonly via?: readonly number[];
  /** Whether figures or a construction made it: a click near a vertex is then no click on it. */
  readonly exact: boolean;
}

/** What surrounds a hand that draws. */
export interface Hold {
  /** Vertices drawn so far, flat. */
  readonly path: readonly number[];
  /** Where the hand is, snapped. */
  readonly hand: Position;
  /** Whether right angles are asked for by the hand (Shift). */
  readonly turned: boolean;
  /** The way along boundaries from the last vertex, when there is one (`traceBoundary`). */
  trace(from: Position, to: Position): readonly number[] | undefined;
  /** A path beside another (`offsetPath`). */
  beside(path: readonly number[], offsetMm: number): readonly number[];
}

/** Where the next vertex falls when the hand is somewhere. */
export function place(construction: Construction, hold: Hold): Placed {
  const { path } = hold;
  const last = lastOf(path);
  const at = constrained(construction, hold, last);
  const exact = Object.values(construction.locks).some((value) => value !== undefined);
  if (!last || (at[0] === last[0] && at[1] === last[1])) return { at: grid(at), exact };
  if (construction.mode === "trace") {
    const run = hold.trace(last, grid(at));
    if (run && construction.offsetMm === 0) return { at: endOf(run), via: run.slice(0, -2), exact: true };
    if (run) {
      const shifted = hold.beside([...last, ...run], construction.offsetMm);
      return { at: endOf(shifted), via: shifted.slice(0, -2), exact: true };
    }
  }
  if (construction.mode === "arc" && construction.through) {
    const run = flattenArc(last, construction.through, at, construction.arcToleranceMm);
    return { at: endOf(run), via: run.slice(0, -2), exact: true };
  }
  return { at: grid(at), exact };
}

function constrained(construction: Construction, { path, hand, turned }: Hold, last: Position | undefined): Position {
  const { distanceMm, bearingDeg, xMm, yMm } = construction.locks;
  if (xMm !== undefined && yMm !== undefined) return [xMm, yMm];
  if (!last) return [xMm ?? hand[0], yMm ?? hand[1]];
  // A click on the first vertex closes the ring, right angles or not.
  const closes = path.length >= 6 && hand[0] === path[0] && hand[1] === path[1];
  const square = construction.square !== turned && !closes;
  const way = bearingDeg !== undefined ? wayOf(bearingDeg) : square ? squareWay(path, last, hand) : undefined;
  if (way) {
    if (distanceMm !== undefined) return [last[0] + way[0] * distanceMm, last[1] + way[1] * distanceMm];
    const along = alongOf(way, last, hand, xMm, yMm);
    return [last[0] + way[0] * along, last[1] + way[1] * along];
  }
  if (distanceMm !== undefined) {
    if (xMm !== undefined) return onCircle(last, distanceMm, xMm, hand, 0);
    if (yMm !== undefined) return onCircle(last, distanceMm, yMm, hand, 1);
    const isThere = hand[0] === last[0] && hand[1] === last[1];
    return polarFrom(last, isThere ? 0 : gridBearingDeg(last, hand), distanceMm);
  }
  return xMm !== undefined ? [xMm, hand[1]] : yMm !== undefined ? [hand[0], yMm] : hand;
}

/** How far along a way the next vertex lies: where it meets a locked x or y, else square to the hand. */
function alongOf(way: Position, last: Position, hand: Position, xMm?: number, yMm?: number): number {
  if (xMm !== undefined && Math.abs(way[0]) > 1e-9) return (xMm - last[0]) / way[0];
  if (yMm !== undefined && Math.abs(way[1]) > 1e-9) return (yMm - last[1]) / way[1];
  return (hand[0] - last[0]) * way[0] + (hand[1] - last[1]) * way[1];
}

/** Of the two positions a distance away that have an x (axis 0) or y (axis 1), the one nearer to the hand. */
function onCircle(last: Position, distanceMm: number, value: number, hand: Position, axis: 0 | 1): Position {
  const leg = Math.max(-distanceMm, Math.min(distanceMm, value - last[axis]));
  const other = Math.sqrt(distanceMm * distanceMm - leg * leg);
  const across = axis === 0 ? 1 : 0;
  const side = hand[across] >= last[across] ? 1 : -1;
  return axis === 0 ? [last[0] + leg, last[1] + side * other] : [last[0] + side * other, last[1] + leg];
}

/** The way nearest to the hand that is in line with the segment before or square to it; on the axes without one. */
function squareWay(path: readonly number[], last: Position, hand: Position): Position {
  const before: Position =
    path.length >= 4 ? [path.at(-4) as number, path.at(-3) as number] : [last[0], last[1] - 1000];
  const length = Math.hypot(last[0] - before[0], last[1] - before[1]) || 1;
  const [ux, uy] = [(last[0] - before[0]) / length, (last[1] - before[1]) / length];
  const ahead = (hand[0] - last[0]) * ux + (hand[1] - last[1]) * uy;
  const aside = (hand[0] - last[0]) * -uy + (hand[1] - last[1]) * ux;
  if (Math.abs(ahead) >= Math.abs(aside)) return ahead >= 0 ? [ux, uy] : [-ux, -uy];
  return aside >= 0 ? [-uy, ux] : [uy, -ux];
}

/** The last vertex of a path. */
export function lastOf(path: readonly number[]): Position | undefined {
  return path.length >= 2 ? [path.at(-2) as number, path.at(-1) as number] : undefined;
}

function endOf(run: readonly number[]): Position {
  return [run.at(-2) as number, run.at(-1) as number];
}

function grid([x, y]: Position): Position {
  return [Math.round(x), Math.round(y)];
}
