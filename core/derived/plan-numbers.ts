import { surfacesAlong } from "#core/derived/along-path";
import { facesByIlot, outlineOfFaces } from "#core/derived/ilot-outline";
import { numberByTemplate, PLAIN_TEMPLATE } from "#core/derived/number-template";
import { isFace } from "#core/derived/planar-graph";
import { longBearingDeg, type Placed, serpentineOrder } from "#core/derived/serpentine";
import { isOnlyPlanned } from "#core/features/parcel-states";
import type { Path, PolygonGeometry, Ring } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";
import type { Feature, FieldValue } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** How parcels, and îlots when asked, are to be numbered. */
export interface NumberParcelsInput {
  /** Number of one îlot; absent: all parcels. */
  readonly ilot?: string | undefined;
  /** In serpentine rows, or in the order a drawn path runs through them. */
  readonly order: "serpentine" | "path";
  /** The drawn path, flat, millimetres. Parcels it does not meet keep their numbers. */
  readonly path?: Path | undefined;
  /** Way the rows run, degrees clockwise from north; absent: along each îlot's long side. */
  readonly bearingDeg?: number | undefined;
  /** First number; 1 when absent. */
  readonly start?: number | undefined;
  /** How a number is written (`numberByTemplate`); the running number alone when absent. */
  readonly template?: string | undefined;
  /** Where counting begins anew: in each îlot (as when absent), in each section, or nowhere. */
  readonly per?: "ilot" | "section" | "all" | undefined;
  /** Code or name of the commune, for templates. */
  readonly commune?: string | undefined;
  /** Whether îlots keep their numbers; they are numbered in serpentine rows otherwise, when all parcels are. */
  readonly keepIlots?: boolean | undefined;
}

/** New numbers of parcels by feature id, and new numbers of îlots by their old ones. */
export interface NumberPlan {
  readonly parcels: ReadonlyMap<string, string>;
  /** Old number → new number; empty where îlots keep theirs. */
  readonly ilots: ReadonlyMap<string, string>;
}

/**
 * Works out the numbers `numberParcels` gives; the window previews with it. Numbers that other faces of the îlot bear,
 * or that any parcel of it bore once it was more than planned, are passed over; a parcel may keep its own, or take it back.
 */
export function planNumbers(project: ProjectView, input: NumberParcelsInput): NumberPlan {
  const blocks = orderedBlocks(project, input);
  const ilots = new Map<string, string>();
  if (input.order === "serpentine" && input.ilot === undefined && !input.keepIlots) {
    const cited = citedIlots(project);
    let next = 1;
    for (const { ilot } of blocks) {
      if (ilot === undefined) continue;
      while (cited.has(String(next))) next++;
      ilots.set(ilot, cited.has(ilot) ? ilot : String(next++));
    }
  }

  const renumbered = new Set(blocks.flatMap(({ lots }) => lots.map(({ id }) => id)));
  const isTaken = takenNumbers(project, renumbered);
  /** Given already, where an îlot lies in several sections that each begin anew. */
  const given = new Set<string>();
  const parcels = new Map<string, string>();
  const counters = new Map<string, number>();
  const template = input.template ?? PLAIN_TEMPLATE;
  for (const { ilot, lots } of blocks) {
    for (const { id, fields } of lots) {
      const section = typeof fields["section"] === "string" ? fields["section"] : undefined;
      const scope = input.per === "all" ? "" : input.per === "section" ? `s ${section ?? ""}` : `i ${ilot ?? ""}`;
      const place = {
        commune: input.commune,
        section,
        ilot: ilot === undefined ? undefined : (ilots.get(ilot) ?? ilot),
      };
      let n = counters.get(scope) ?? input.start ?? 1;
      let number = numberByTemplate(template, n, place);
      while (given.has(keyOf(ilot, number)) || isTaken(number, id, ilot)) {
        number = numberByTemplate(template, ++n, place);
      }
      given.add(keyOf(ilot, number));
      counters.set(scope, n + 1);
      parcels.set(id, number);
    }
  }
  return { parcels, ilots };
}

/** Parcels of one îlot, or of none, in the order they are to be numbered. */
interface Block {
  readonly ilot: string | undefined;
  readonly lots: readonly Feature[];
}

function orderedBlocks(project: ProjectView, input: NumberParcelsInput): Block[] {
  const wanted = ({ fields }: Feature): boolean => input.ilot === undefined || fields["ilot"] === input.ilot;
  if (input.order === "path") {
    const surfaces = [...project.ofClass("parcel")].filter(wanted).filter(isFace);
    return surfacesAlong(input.path ?? [], surfaces).map((id) => {
      const lot = project.get(id) as Feature;
      return { ilot: ilotOf(lot), lots: [lot] };
    });
  }
  const blocks: (Block & { readonly place: Placed })[] = [];
  for (const [ilot, members] of facesByIlot(project)) {
    if (input.ilot !== undefined && input.ilot !== ilot) continue;
    const rings = outlineOfFaces(members).map((polygon) => polygon.rings[0] as Ring);
    const largest = rings.reduce((a, b) => (b.length > a.length ? b : a), rings[0] ?? []);
    if (largest.length === 0) continue;
    const lots = inRows(
      members.filter((face) => face.class === "parcel"),
      input.bearingDeg ?? longBearingDeg(rings),
    );
    const shape: PolygonGeometry = { kind: "polygon", rings: [largest] };
    blocks.push({ ilot, lots, place: { id: ilot, at: innerPosition(shape), outline: rings.flat() } });
  }
  const outlines = blocks.map(({ place }) => place);
  const rows = serpentineOrder(outlines, input.bearingDeg ?? rowBearing(outlines));
  const rank = new Map(rows.map((ilot, i) => [ilot, i]));
  blocks.sort((a, b) => (rank.get(a.place.id) ?? 0) - (rank.get(b.place.id) ?? 0));
  // A cadastre may know no îlots at all: its parcels are counted where counting is not by îlot.
  const loose =
    input.per === undefined || input.per === "ilot" || input.ilot !== undefined ? [] : looseParcels(project);
  const looseRows = inRows(loose, input.bearingDeg ?? rowBearing(loose.map(placed)));
  return [...blocks, ...(looseRows.length > 0 ? [{ ilot: undefined, lots: looseRows }] : [])];
}

function looseParcels(project: ProjectView): Feature[] {
  return [...project.ofClass("parcel")].filter((lot) => ilotOf(lot) === undefined && isFace(lot));
}

function inRows(lots: readonly Feature[], bearingDeg: number): Feature[] {
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  return serpentineOrder(lots.map(placed), bearingDeg).map((id) => byId.get(id) as Feature);
}

/** Numbers of îlots that stand, or stood, in the address of a parcel that was more than planned: they stay. */
function citedIlots(project: ProjectView): Set<string> {
  const cited = new Set<string>();
  for (const cls of ["parcel", "pastParcel"] as const) {
    for (const lot of project.ofClass(cls)) {
      const { ilot, number } = lot.fields;
      if (typeof ilot === "string" && number !== undefined && !isOnlyPlanned(lot)) cited.add(ilot);
    }
  }
  return cited;
}

/**
 * Tells which numbers may not be given to a parcel: in its îlot those of faces that keep theirs, and those any other
 * parcel bore, or bears, once it was more than planned.
 */
function takenNumbers(
  project: ProjectView,
  renumbered: ReadonlySet<string>,
): (number: string, id: string, ilot: string | undefined) => boolean {
  const kept = new Set<string>();
  /** By whom each number was borne; "" where several did. */
  const borne = new Map<string, string>();
  const put = (lot: Feature, id: string): void => {
    const { number, ilot } = lot.fields;
    if (typeof number !== "string" || isOnlyPlanned(lot)) return;
    const key = keyOf(ilot, number);
    borne.set(key, (borne.get(key) ?? id) === id ? id : "");
  };
  for (const cls of ["parcel", "reserve", "openSpace"] as const) {
    for (const feature of project.ofClass(cls)) {
      const { number, ilot } = feature.fields;
      if (typeof number === "string" && !renumbered.has(feature.id)) kept.add(keyOf(ilot, number));
      if (cls === "parcel") put(feature, feature.id);
    }
  }
  for (const past of project.ofClass("pastParcel")) put(past, String(past.fields["of"]));
  return (number, id, ilot) => kept.has(keyOf(ilot, number)) || (borne.get(keyOf(ilot, number)) ?? id) !== id;
}

/** A number in its îlot. */
function keyOf(ilot: FieldValue | undefined, number: string): string {
  return `${ilot ?? ""}\n${number}`;
}

function ilotOf({ fields }: Feature): string | undefined {
  return typeof fields["ilot"] === "string" ? fields["ilot"] : undefined;
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
