import { facesByIlot, outlineOfFaces } from "#core/derived/ilot-outline";
import { longBearingDeg, type Placed, serpentineOrder } from "#core/derived/serpentine";
import { issuedStates } from "#core/features/parcel-states";
import type { Ring } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** How parcels, and îlots when none is named, are to be numbered. */
export interface NumberParcelsInput {
  /** Number of one îlot; absent: all îlots, which are then numbered as well. */
  readonly ilot?: string;
  readonly order: "serpentine";
  /** Way the rows run, degrees clockwise from north; absent: along each îlot's long side. */
  readonly bearingDeg?: number;
  /** First number of each îlot; 1 when absent. */
  readonly start?: number;
  /** Put before each parcel's number. */
  readonly prefix?: string;
}

/** New numbers of parcels by feature id, and new numbers of îlots by their old ones. */
export interface NumberPlan {
  readonly parcels: ReadonlyMap<string, string>;
  /** Old number → new number; empty when one îlot is named. */
  readonly ilots: ReadonlyMap<string, string>;
}

/**
 * Works out the numbers `numberParcels` gives; the window previews with it. Numbers that reserves of the îlot bear,
 * or that past parcels of it were issued under, are passed over. Parcels that belong to no îlot get none.
 */
export function planNumbers(project: ProjectView, input: NumberParcelsInput): NumberPlan {
  const faces = facesByIlot(project);
  const parcels = new Map<string, string>();
  const outlines: Placed[] = [];
  const issued = issuedNumbers(project);
  for (const [number, members] of faces) {
    if (input.ilot !== undefined && input.ilot !== number) continue;
    const rings = outlineOfFaces(members).map((polygon) => polygon.rings[0] as Ring);
    const lots = members.filter((face) => face.class === "parcel").map(placed);
    const reserved = new Set<unknown>(issued.get(number));
    for (const face of members) if (face.class !== "parcel") reserved.add(face.fields["number"]);
    let next = input.start ?? 1;
    for (const id of serpentineOrder(lots, input.bearingDeg ?? longBearingDeg(rings))) {
      while (reserved.has(`${input.prefix ?? ""}${next}`)) next++;
      parcels.set(id, `${input.prefix ?? ""}${next++}`);
    }
    const largest = rings.reduce((a, b) => (b.length > a.length ? b : a), rings[0] ?? []);
    if (largest.length > 0) {
      outlines.push({ id: number, at: innerPosition({ kind: "polygon", rings: [largest] }), outline: rings.flat() });
    }
  }
  const ilots = new Map<string, string>();
  if (input.ilot === undefined) {
    const bearing = input.bearingDeg ?? rowBearing(outlines);
    serpentineOrder(outlines, bearing).forEach((number, i) => {
      ilots.set(number, String(i + 1));
    });
  }
  return { parcels, ilots };
}

/** Numbers past parcels were issued under, by îlot. */
function issuedNumbers(project: ProjectView): Map<string, string[]> {
  const byIlot = new Map<string, string[]>();
  for (const { fields } of project.ofClass("pastParcel")) {
    const { ilot, number, state } = fields;
    if (typeof ilot !== "string" || typeof number !== "string" || !issuedStates.has(state)) continue;
    byIlot.set(ilot, [...(byIlot.get(ilot) ?? []), number]);
  }
  return byIlot;
}

function placed(face: Feature): Placed {
  if (face.geometry?.kind !== "polygon") return { id: face.id, at: [0, 0], outline: [] };
  return { id: face.id, at: innerPosition(face.geometry), outline: face.geometry.rings[0] as Ring };
}

/** Rows of îlots run the way their sides do, whichever is nearer west to east. */
function rowBearing(outlines: readonly Placed[]): number {
  const bearing = longBearingDeg(outlines.map((place) => place.outline).filter((ring) => ring.length > 0));
  return Math.abs(bearing - 90) <= 45 ? bearing : (bearing + 90) % 180;
}
