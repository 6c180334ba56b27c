import { readPosition } from "#core/derived/coordinate-text";
import { plusCodeArea, plusCodeKind, plusCodeNear, plusCodeOf } from "#core/derived/plus-code";
import { emptyBox, growBox } from "#core/geometry/box";
import type { Projection } from "#core/geometry/crs";
import { type Position, runsOf } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";

/** A place that was written: coordinates or a Plus code. */
export interface WrittenPlace {
  readonly kind: "coordinates" | "plus-code";
  /** Integer millimetres in the project CRS. */
  readonly at: Position;
  /** Full Plus code of the place. */
  readonly plusCode: string;
  /** How far it is from the middle of the project, metres; `undefined` in an empty project. */
  readonly distanceM: number | undefined;
}

/**
 * The place a text says, or `undefined` when it says none. A short Plus code, or one with a town's name behind it, is
 * taken near the middle of the project; in an empty project it says nothing.
 */
export function writtenPlace(text: string, project: ProjectView, projection: Projection): WrittenPlace | undefined {
  const code = text.trim().split(/[\s,]/)[0] as string;
  const kind = plusCodeKind(code);
  if (kind) {
    const full = kind === "full" ? code.toUpperCase() : nearProject(code, project, projection);
    if (full === undefined) return undefined;
    const area = plusCodeArea(full);
    return placed("plus-code", projection.toGrid((area.west + area.east) / 2, (area.south + area.north) / 2), full);
  }
  const written = readPosition(text);
  if (!written) return undefined;
  const at =
    written.kind === "metres"
      ? ([Math.round(written.e * 1000), Math.round(written.n * 1000)] as const)
      : projection.toGrid(written.lon, written.lat);
  return placed("coordinates", at);

  function placed(kind: WrittenPlace["kind"], at: Position, plusCode?: string): WrittenPlace | undefined {
    if (!at.every(Number.isFinite)) return undefined;
    const middle = middleOf(project);
    const distanceM = middle && Math.hypot(at[0] - middle[0], at[1] - middle[1]) / 1000;
    return { kind, at, plusCode: plusCode ?? plusCodeAt(at, projection), distanceM };
  }
}

/** The Plus code of a position: 11 digits, about 3 m. */
export function plusCodeAt(at: Position, projection: Projection): string {
  const [lon, lat] = projection.toLonLat(at[0], at[1]);
  return plusCodeOf(lat, lon, 11);
}

/** The middle of the operation, else of the village, else of all there is; millimetres. */
export function middleOf(project: ProjectView): Position | undefined {
  const core = (["perimeter", "parcel", "building"] as const).find((id) => project.countOf(id) > 0);
  const box = emptyBox();
  for (const { geometry } of core ? project.ofClass(core) : project.all()) {
    if (geometry) for (const run of runsOf(geometry)) growBox(box, run);
  }
  return box[0] > box[2] ? undefined : [Math.round((box[0] + box[2]) / 2), Math.round((box[1] + box[3]) / 2)];
}

function nearProject(code: string, project: ProjectView, projection: Projection): string | undefined {
  const middle = middleOf(project);
  if (!middle) return undefined;
  const [lon, lat] = projection.toLonLat(middle[0], middle[1]);
  return plusCodeNear(code, lat, lon);
}
