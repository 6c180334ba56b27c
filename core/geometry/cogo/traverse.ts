import type { Position } from "#core/geometry/geometry";
import { turnedWithin180, wayOf } from "#core/geometry/polar";

/** A station of a traverse (cheminement). */
export interface TraverseStation {
  readonly name: string;
  /**
   * Angle at the station from the sight back to the sight forward, clockwise, degrees. Absent at the first station when
   * the start bearing is that of the first side.
   */
  readonly angleDeg?: number | undefined;
  /** Distance to the next station, metres in the plan; absent at the last. */
  readonly distanceM?: number | undefined;
}

/** What a traverse ends on: nothing, where it began, or a known position. */
export type TraverseEnd =
  | { readonly kind: "open" }
  | { readonly kind: "start" }
  | {
      readonly kind: "known";
      readonly at: Position;
      /** Bearing from the last station to a known mark, closed on when the last station has an angle. */
      readonly bearingDeg?: number | undefined;
    };

/** A traverse as it was observed. */
export interface Traverse {
  /** Millimetres. */
  readonly start: Position;
  /** Bearing on which one arrives at the start; that of the first side when the first station has no angle. */
  readonly startBearingDeg: number;
  /** In order, the first at the start; the last is where it ends, and has no distance. */
  readonly stations: readonly TraverseStation[];
  readonly end: TraverseEnd;
  /** Whether errors are shared out: angles equally, sides by their length (Bowditch). */
  readonly compensates: boolean;
}

/** One side of a traverse. */
export interface TraverseSide {
  /** As observed, and after the angles were compensated; degrees. */
  readonly observedDeg: number;
  readonly bearingDeg: number;
  readonly distanceM: number;
}

/** A traverse worked out. */
export interface TraverseResult {
  /** A position for each station: compensated where asked for, not rounded, millimetres. */
  readonly points: readonly { readonly name: string; readonly at: Position }[];
  readonly sides: readonly TraverseSide[];
  readonly lengthM: number;
  /** Observed less known bearing at the end, degrees; absent when no angle closes it. */
  readonly angularErrorDeg?: number;
  /** How many angles share it. */
  readonly angles: number;
  /** Where it ends less where it should, after angles were compensated, metres; absent for an open one. */
  readonly linearError?: { readonly dxM: number; readonly dyM: number; readonly m: number };
  /** Length over linear error: 5,000 for 1:5,000; Infinity for none. */
  readonly precision?: number;
}

/** Why a traverse cannot be worked out, and at which station (from 0). */
export interface TraverseFault {
  readonly fault: "too-few" | "distance" | "angle";
  readonly station: number;
}

/**
 * Works out a traverse: bearings from angles, closure in angle, equal shares to the angles, closure in place, shares
 * to the sides by their length.
 *
 * @see M. Brabant, Maîtriser la topographie, Eyrolles: cheminement encadré, compensation proportionnelle aux longueurs
 */
export function workOutTraverse(traverse: Traverse): TraverseResult | TraverseFault {
  const { stations, end, start } = traverse;
  const fault = faultOf(stations);
  if (fault) return fault;
  const observed: number[] = [];
  let bearing = traverse.startBearingDeg;
  stations.slice(0, -1).forEach(({ angleDeg }, i) => {
    if (i > 0 || angleDeg !== undefined) bearing += (angleDeg ?? 180) - 180;
    observed.push(circle(bearing));
  });
  const first = stations[0]?.angleDeg === undefined ? 0 : 1;
  const closing = closingBearing(traverse, observed[0] as number);
  const lastAngle = stations.at(-1)?.angleDeg;
  const closes = closing !== undefined && lastAngle !== undefined;
  const angles = observed.length - 1 + first + (closes ? 1 : 0);
  const angularErrorDeg = closes ? turnedWithin180(bearing + lastAngle - 180 - closing) : undefined;
  const share = traverse.compensates && angularErrorDeg !== undefined ? angularErrorDeg / angles : 0;

  const sides = observed.map(
    (observedDeg, i): TraverseSide => ({
      observedDeg,
      bearingDeg: circle(observedDeg - share * (i + first)),
      distanceM: stations[i]?.distanceM as number,
    }),
  );
  const lengthM = sides.reduce((sum, side) => sum + side.distanceM, 0);
  const raw: Position[] = [start];
  let [x, y] = start;
  for (const side of sides) {
    const [dx, dy] = wayOf(side.bearingDeg);
    x += dx * side.distanceM * 1000;
    y += dy * side.distanceM * 1000;
    raw.push([x, y]);
  }
  const goal = end.kind === "known" ? end.at : end.kind === "start" ? start : undefined;
  const [ex, ey] = goal ? [x - goal[0], y - goal[1]] : [0, 0];
  let along = 0;
  const points = stations.map(({ name }, i) => {
    const [px, py] = raw[i] as Position;
    const part = traverse.compensates && lengthM > 0 ? along / lengthM : 0;
    along += sides[i]?.distanceM ?? 0;
    return { name, at: [px - ex * part, py - ey * part] as const };
  });
  const m = Math.hypot(ex, ey) / 1000;
  return {
    points,
    sides,
    lengthM,
    angles,
    ...(angularErrorDeg !== undefined ? { angularErrorDeg } : {}),
    ...(goal ? { linearError: { dxM: ex / 1000, dyM: ey / 1000, m }, precision: m > 0 ? lengthM / m : Infinity } : {}),
  };
}

function faultOf(stations: readonly TraverseStation[]): TraverseFault | undefined {
  if (stations.length < 2) return { fault: "too-few", station: stations.length };
  for (const [station, { distanceM, angleDeg }] of stations.entries()) {
    const isLast = station === stations.length - 1;
    if (!isLast && !(distanceM !== undefined && distanceM > 0)) return { fault: "distance", station };
    if (!isLast && station > 0 && angleDeg === undefined) return { fault: "angle", station };
  }
  return undefined;
}

/** The bearing one should have when the last angle is turned: to the known mark, or along the first side again. */
function closingBearing({ end }: Traverse, firstSideDeg: number): number | undefined {
  if (end.kind === "start") return firstSideDeg;
  return end.kind === "known" ? end.bearingDeg : undefined;
}

function circle(deg: number): number {
  return ((deg % 360) + 360) % 360;
}
