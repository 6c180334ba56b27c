import { readEntry } from "#core/derived/written-entry";
import { byTwoBearings, byTwoDistances, crossingDeg, LEAST_CROSSING_DEG } from "#core/geometry/cogo/intersections";
import type { Position } from "#core/geometry/geometry";
import { polarFrom } from "#core/geometry/polar";
import type { ProjectView } from "#core/model/project";
import type { AngleUnit } from "#store/drawing-settings";
import { angleOf, figureOf } from "#ui/draw/traverse-draft";

/** Two known positions and what was measured from them, as typed. */
export interface IntersectionDraft {
  readonly method: "distances" | "bearings";
  /** X;Y in metres, or the number of a borne. */
  readonly a: string;
  readonly b: string;
  /** Metres, or a bearing in the unit the planner writes in. */
  readonly fromA: string;
  readonly fromB: string;
  /** Which of two places is meant: left or right of the way from a to b. */
  readonly side: 0 | 1;
}

export const emptyIntersection: IntersectionDraft = {
  method: "distances",
  a: "",
  b: "",
  fromA: "",
  fromB: "",
  side: 0,
};

/** Where the measures meet; positions in millimetres on the grid. */
export interface Intersection {
  readonly a: Position;
  readonly b: Position;
  /** One place, or the two that distances leave open: left, then right of the way from a to b. */
  readonly places: readonly Position[];
  readonly at: Position;
  /** At which the two lines cross, 0 to 90. */
  readonly crossingDeg: number;
}

/** Why there is none; words under `draw.intersection.lacks.<fault>`. */
export interface IntersectionFault {
  readonly fault:
    | "a"
    | "b"
    | "no-borne"
    | "several-bornes"
    | "same"
    | "fromA"
    | "fromB"
    | "apart"
    | "inside"
    | "behind"
    | "flat";
  readonly number?: string;
  /** By how much the distances miss each other. */
  readonly gapM?: number;
}

/** Works a draft out. */
export function intersectionOf(
  draft: IntersectionDraft,
  project: ProjectView,
  unit: AngleUnit,
): Intersection | IntersectionFault {
  const a = knownPosition(draft, "a", project);
  if ("fault" in a) return a;
  const b = knownPosition(draft, "b", project);
  if ("fault" in b) return b;
  const baseM = Math.hypot(b[0] - a[0], b[1] - a[1]) / 1000;
  if (baseM === 0) return { fault: "same" };
  const isByDistances = draft.method === "distances";
  const read = (text: string): number | undefined => {
    const value = isByDistances ? figureOf(text) : angleOf(text, unit);
    return isByDistances && value !== undefined && value <= 0 ? undefined : value;
  };
  const [fromA, fromB] = [read(draft.fromA), read(draft.fromB)];
  if (fromA === undefined) return { fault: "fromA" };
  if (fromB === undefined) return { fault: "fromB" };

  let places: readonly Position[];
  if (isByDistances) {
    const both = byTwoDistances(a, fromA * 1000, b, fromB * 1000);
    if (!both) {
      const apartM = baseM - fromA - fromB;
      return apartM > 0 ? { fault: "apart", gapM: apartM } : { fault: "inside", gapM: Math.abs(fromA - fromB) - baseM };
    }
    places = both;
  } else {
    // Lines that hardly cross are told from lines that cross behind.
    if (crossingDeg(polarFrom([0, 0], fromA, 1e6), [0, 0], polarFrom([0, 0], fromB, 1e6)) < LEAST_CROSSING_DEG) {
      return { fault: "flat" };
    }
    const one = byTwoBearings(a, fromA, b, fromB);
    if (!one) return { fault: "behind" };
    places = [one];
  }
  const exact = places[Math.min(draft.side, places.length - 1)] as Position;
  const angle = crossingDeg(a, exact, b);
  if (angle < LEAST_CROSSING_DEG) return { fault: "flat" };
  const rounded = places.map(([x, y]): Position => [Math.round(x), Math.round(y)]);
  return { a, b, places: rounded, at: [Math.round(exact[0]), Math.round(exact[1])], crossingDeg: angle };
}

/** A known position as typed, or that of the borne of a number. */
export function knownPosition(
  draft: IntersectionDraft,
  key: "a" | "b",
  project: ProjectView,
): Position | IntersectionFault {
  const number = draft[key].trim();
  if (number === "") return { fault: key };
  const entry = readEntry(number);
  if (entry?.kind === "place") return [Math.round(entry.xM * 1000), Math.round(entry.yM * 1000)];
  const found: Position[] = [];
  for (const { fields, geometry } of project.ofClass("borne")) {
    if (geometry?.kind !== "point") continue;
    if (String(fields["number"] ?? "").toLowerCase() === number.toLowerCase()) found.push(geometry.at);
  }
  const [only] = found;
  if (!only) return { fault: "no-borne", number };
  return found.length === 1 ? only : { fault: "several-bornes", number };
}

/** A position as the fields take it: metres to the millimetre. */
export function positionText(at: Position): string {
  return at.map((mm) => (mm / 1000).toFixed(3).replace(".", ",")).join(" ; ");
}
