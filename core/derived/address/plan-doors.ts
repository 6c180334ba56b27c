import Flatbush from "flatbush";
import type { NamedStreet } from "#core/derived/address/named-streets";
import { frontEdgesOf } from "#core/derived/divide/frontage";
import { isFace } from "#core/derived/planar-graph";
import type { Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** How doors are counted: 1, 3, 5 along the street, or the metres from its start. */
export type DoorMethod = "sequential" | "metric";
export type Side = "left" | "right";

export interface DoorOptions {
  readonly method: DoorMethod;
  /** Side with the even numbers, seen walking from the start; `right` when absent. */
  readonly even?: Side | undefined;
}

/** A door to be: on the boundary of its parcel, at the middle of its longest frontage on the street. */
export interface PlannedDoor {
  readonly parcel: string;
  readonly street: NamedStreet;
  readonly at: Position;
  readonly side: Side;
  /** From the start of the street, metres. */
  readonly distanceM: number;
  readonly number: string;
}

/** A parcel with no street nearer than this has no door, millimetres. */
const REACH_MM = 60_000;

/**
 * Plans a door for each parcel that has none: on the street its longest frontage looks at. Numbers of doors that stand
 * are kept: a door between two takes the number free between them, or the lower with *bis*, *ter*…
 *
 * @param standing doors of the project
 */
export function planDoors(
  project: ProjectView,
  coverage: CoverageIndex,
  streets: readonly NamedStreet[],
  standing: readonly Feature[],
  { method, even = "right" }: DoorOptions,
): PlannedDoor[] {
  const measure = streetMeter(streets);
  const served = new Set(standing.map(({ fields }) => fields["parcel"]));
  const places: Place[] = [];
  for (const parcel of project.ofClass("parcel")) {
    if (served.has(parcel.id) || !isFace(parcel)) continue;
    let best: Place | undefined;
    let longest = 0;
    for (const { a, b } of frontEdgesOf(project, coverage, parcel.geometry)) {
      const mm = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (mm <= longest) continue;
      const at: Position = [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)];
      const found = measure(at);
      if (!found) continue;
      longest = mm;
      best = { parcel: parcel.id, at, ...found };
    }
    if (best) places.push(best);
  }
  places.sort((a, b) => a.distanceM - b.distanceM || (a.parcel < b.parcel ? -1 : 1));

  const taken = new Map<string, Held[]>();
  const byAxis = new Map(streets.flatMap((street) => street.pieces.map(({ id }) => [id, street] as const)));
  for (const { fields } of standing) {
    const street = byAxis.get(String(fields["street"]));
    if (street) hold(taken, street, fields["side"] as Side, Number(fields["distanceM"]), String(fields["number"]));
  }
  return places.map((place): PlannedDoor => {
    const parity = place.side === even ? 0 : 1;
    const held = taken.get(sideKey(place.street, place.side)) ?? [];
    const number = method === "metric" ? metricNumber(place, parity, held) : nextNumber(place, parity, held);
    hold(taken, place.street, place.side, place.distanceM, number);
    return { ...place, number };
  });
}

interface Place {
  readonly parcel: string;
  readonly at: Position;
  readonly street: NamedStreet;
  readonly side: Side;
  readonly distanceM: number;
}

/** A number that is given, and where. */
interface Held {
  readonly distanceM: number;
  readonly number: string;
}

function sideKey(street: NamedStreet, side: Side): string {
  return `${side} ${street.id}`;
}

function hold(taken: Map<string, Held[]>, street: NamedStreet, side: Side, distanceM: number, number: string): void {
  const key = sideKey(street, side);
  const held = taken.get(key) ?? [];
  held.push({ distanceM, number });
  taken.set(
    key,
    held.sort((a, b) => a.distanceM - b.distanceM),
  );
}

/** Metres from the start, with the side's parity; the next free one where two doors are that near. */
function metricNumber({ distanceM }: Place, parity: 0 | 1, held: readonly Held[]): string {
  const numbers = new Set(held.map(({ number }) => number));
  let n = Math.max(2 - parity, Math.round(distanceM));
  if (n % 2 !== parity) n++;
  while (numbers.has(String(n))) n += 2;
  return String(n);
}

/** The next number of the side's parity behind the door before, or one between it and the door after. */
function nextNumber({ distanceM }: Place, parity: 0 | 1, held: readonly Held[]): string {
  const count = ({ number }: Held): number => Number.parseInt(number, 10);
  const numbers = new Set(held.map(({ number }) => number));
  const before = held.filter((each) => each.distanceM <= distanceM).at(-1);
  const after = held.find((each) => each.distanceM > distanceM);
  const from = before ? count(before) : -parity;
  const next = from + 2;
  if (!after || next < count(after)) {
    if (!numbers.has(String(next))) return String(next);
  }
  // No whole number is free there: the door before lends its own.
  const stem = before ? count(before) : count(after as Held);
  for (const word of REPEATS) if (!numbers.has(`${stem} ${word}`)) return `${stem} ${word}`;
  let n = Math.max(...held.map(count)) + 2;
  while (numbers.has(String(n))) n += 2;
  return String(n);
}

/** What French addresses put behind a number that is given again. */
const REPEATS = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies"];

/** Finds the street nearest a place, how far along it and on which side. */
function streetMeter(
  streets: readonly NamedStreet[],
): (at: Position) => { street: NamedStreet; side: Side; distanceM: number } | undefined {
  const runs: { street: NamedStreet; fromMm: number; a: Position; b: Position }[] = [];
  for (const street of streets) {
    let along = 0;
    let last: Position | undefined;
    for (const { path } of street.pieces) {
      for (let i = 0; i + 1 < path.length; i += 2) {
        const at: Position = [path[i] as number, path[i + 1] as number];
        const mm = last ? Math.hypot(at[0] - last[0], at[1] - last[1]) : 0;
        if (last && mm > 0) runs.push({ street, fromMm: along, a: last, b: at });
        along += mm;
        last = at;
      }
    }
  }
  if (runs.length === 0) return () => undefined;
  const index = new Flatbush(runs.length);
  for (const { a, b } of runs) {
    index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
  }
  index.finish();
  return (at) => {
    let nearest = REACH_MM;
    let found: { street: NamedStreet; side: Side; distanceM: number } | undefined;
    for (const item of index.search(at[0] - nearest, at[1] - nearest, at[0] + nearest, at[1] + nearest)) {
      const { street, fromMm, a, b } = runs[item] as (typeof runs)[number];
      const foot = footOnSegment(...a, ...b, ...at);
      if (foot.distanceMm >= nearest) continue;
      nearest = foot.distanceMm;
      const turn = (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0]);
      const mm = fromMm + foot.share * Math.hypot(b[0] - a[0], b[1] - a[1]);
      found = { street, side: turn > 0 ? "left" : "right", distanceM: Math.round(mm / 10) / 100 };
    }
    return found;
  };
}
