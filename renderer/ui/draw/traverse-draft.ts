import { readEntry } from "#core/derived/written-entry";
import { type Traverse, type TraverseFault, type TraverseResult, workOutTraverse } from "#core/geometry/cogo/traverse";
import type { Position } from "#core/geometry/geometry";
import { GON_PER_DEGREE } from "#core/geometry/polar";
import { normValue, type Referentiel } from "#core/model/referentiel";
import type { AngleUnit } from "#store/drawing-settings";

/** A line of the field book, as typed. */
export interface DraftStation {
  readonly name: string;
  readonly angle: string;
  readonly distance: string;
}

/** A traverse as typed: text, so that what is half written stays. */
export interface TraverseDraft {
  readonly startX: string;
  readonly startY: string;
  readonly bearing: string;
  readonly closing: "open" | "start" | "known";
  readonly endX: string;
  readonly endY: string;
  readonly endBearing: string;
  readonly compensates: boolean;
  readonly stations: readonly DraftStation[];
}

const emptyStation: DraftStation = { name: "", angle: "", distance: "" };

export const emptyTraverse: TraverseDraft = {
  startX: "",
  startY: "",
  bearing: "",
  closing: "start",
  endX: "",
  endY: "",
  endBearing: "",
  compensates: true,
  stations: [emptyStation, emptyStation, emptyStation, emptyStation],
};

/** What a draft lacks to be worked out. */
export type DraftFault = TraverseFault | { readonly fault: "start" | "bearing" | "end"; readonly station?: undefined };

/** Works a draft out; lines that are empty at its end do not count. */
export function resultOf(draft: TraverseDraft, unit: AngleUnit): TraverseResult | DraftFault {
  const start = positionOf(draft.startX, draft.startY);
  if (!start) return { fault: "start" };
  const startBearingDeg = angleOf(draft.bearing, unit);
  if (startBearingDeg === undefined) return { fault: "bearing" };
  const end = endOf(draft, unit);
  if (!end) return { fault: "end" };
  const last = draft.stations.findLastIndex(({ name, angle, distance }) => `${name}${angle}${distance}`.trim() !== "");
  const stations = draft.stations.slice(0, last + 1).map(({ name, angle, distance }, i) => ({
    name: name.trim() || String(i + 1),
    angleDeg: angleOf(angle, unit),
    distanceM: figureOf(distance),
  }));
  return workOutTraverse({ start, startBearingDeg, stations, end, compensates: draft.compensates });
}

/** Puts a block from a spreadsheet into the lines, from one on: name, angle, distance, or angle and distance. */
export function pasted(draft: TraverseDraft, at: number, text: string): TraverseDraft {
  const lines = text
    .replace(/[\r\n]+$/, "")
    .split(/\r\n|\n|\r/)
    .map((line) => line.split(line.includes("\t") ? "\t" : ";").map((cell) => cell.trim()));
  const stations = [...draft.stations];
  for (const [i, cells] of lines.entries()) {
    const [name = "", angle = "", distance = ""] = cells.length >= 3 ? cells : ["", ...cells];
    stations[at + i] = { name, angle, distance };
  }
  return { ...draft, stations };
}

/** How a result stands against the référentiel; nothing for an open traverse. */
export function verdictOf(
  { angularErrorDeg, angles, precision }: TraverseResult,
  norms: Referentiel,
): { readonly angle?: boolean; readonly precision?: boolean; readonly angleGon: number; readonly least: number } {
  const angleGon = normValue(norms, "traverse.angle") * Math.sqrt(Math.max(1, angles));
  const least = normValue(norms, "traverse.precision");
  return {
    angleGon,
    least,
    ...(angularErrorDeg === undefined ? {} : { angle: Math.abs(angularErrorDeg) * GON_PER_DEGREE <= angleGon }),
    ...(precision === undefined ? {} : { precision: precision >= least }),
  };
}

function endOf(draft: TraverseDraft, unit: AngleUnit): Traverse["end"] | undefined {
  if (draft.closing !== "known") return { kind: draft.closing };
  const at = positionOf(draft.endX, draft.endY);
  return at && { kind: "known", at, bearingDeg: angleOf(draft.endBearing, unit) };
}

function positionOf(x: string, y: string): Position | undefined {
  const [e, n] = [figureOf(x), figureOf(y)];
  return e === undefined || n === undefined ? undefined : [e * 1000, n * 1000];
}

/** A typed angle in degrees; `undefined` when it cannot be read. */
export function angleOf(text: string, unit: AngleUnit): number | undefined {
  const value = figureOf(text);
  return value === undefined ? undefined : unit === "gon" ? value / GON_PER_DEGREE : value;
}

/** A typed figure; `undefined` when it is none. */
export function figureOf(text: string): number | undefined {
  const entry = readEntry(text);
  return entry?.kind === "value" ? entry.value : undefined;
}
