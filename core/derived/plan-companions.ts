import { BoxGrid } from "#core/derived/box-grid";
import { type Box, boxOf } from "#core/geometry/box";
import type { Change } from "#core/model/change";
import type { Feature, FieldValue } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/**
 * What stands beside the faces of a plan and is asked for when they are edited: the îlots' own features by number,
 * the buildings and the bornes by place, numbers of past parcels by îlot, numbers of acts. Made when first asked for,
 * followed from then on.
 */
export class PlanCompanions {
  readonly #project: ProjectView;
  #ilots: IdsByKey | undefined;
  #bornes: IdsByKey | undefined;
  #buildings: BoxGrid | undefined;
  #past: Tally | undefined;
  #acts: Tally | undefined;

  constructor(project: ProjectView) {
    this.#project = project;
  }

  /** Takes in a change the project has been through. */
  follow({ added, updated, removed }: Change): void {
    for (const feature of removed) this.#drop(feature);
    for (const [from] of updated) this.#drop(from);
    for (const [, to] of updated) this.#put(to);
    for (const feature of added) this.#put(feature);
  }

  /** Ids of the îlot features that bear a number, sorted. */
  ilotsNumbered(number: string): string[] {
    if (!this.#ilots) {
      this.#ilots = new Map();
      for (const feature of this.#project.ofClass("ilot")) putUnder(this.#ilots, numberOf(feature), feature.id);
    }
    return [...(this.#ilots.get(number) ?? [])].sort();
  }

  /** Ids of the bornes that stand exactly at a position, sorted. */
  bornesAt(x: number, y: number): string[] {
    if (!this.#bornes) {
      this.#bornes = new Map();
      for (const feature of this.#project.ofClass("borne")) putUnder(this.#bornes, placeOf(feature), feature.id);
    }
    return [...(this.#bornes.get(`${x},${y}`) ?? [])].sort();
  }

  /** Ids of the buildings whose box meets a box, sorted. */
  buildingsIn(box: Box): string[] {
    if (!this.#buildings) {
      this.#buildings = new BoxGrid();
      for (const feature of this.#project.ofClass("building")) this.#putBuilding(feature);
    }
    return this.#buildings.idsIn(box);
  }

  /** Numbers that past parcels bore in an îlot (`undefined`: in none), sorted. */
  pastNumbers(ilot: string | undefined): string[] {
    if (!this.#past) {
      this.#past = new Tally();
      for (const { fields } of this.#project.ofClass("pastParcel")) this.#past.put(fields["ilot"], fields["number"]);
    }
    return this.#past.under(ilot);
  }

  /** Whether an act bears a number. */
  actNumbered(number: string): boolean {
    if (!this.#acts) {
      this.#acts = new Tally();
      for (const { fields } of this.#project.ofClass("act")) this.#acts.put(fields["number"], "");
    }
    return this.#acts.under(number).length > 0;
  }

  #put(feature: Feature): void {
    if (feature.class === "pastParcel") this.#past?.put(feature.fields["ilot"], feature.fields["number"]);
    if (feature.class === "act") this.#acts?.put(feature.fields["number"], "");
    if (feature.class === "ilot") putUnder(this.#ilots, numberOf(feature), feature.id);
    if (feature.class === "borne") putUnder(this.#bornes, placeOf(feature), feature.id);
    if (feature.class === "building") this.#putBuilding(feature);
  }

  #putBuilding({ id, geometry }: Feature): void {
    if (geometry) this.#buildings?.put(id, boxOf(geometry));
  }

  #drop(feature: Feature): void {
    if (feature.class === "pastParcel") this.#past?.drop(feature.fields["ilot"], feature.fields["number"]);
    if (feature.class === "act") this.#acts?.drop(feature.fields["number"], "");
    if (feature.class === "building") this.#buildings?.drop(feature.id);
    if (feature.class === "ilot") dropUnder(this.#ilots, numberOf(feature), feature.id);
    if (feature.class === "borne") dropUnder(this.#bornes, placeOf(feature), feature.id);
  }
}

type IdsByKey = Map<string, Set<string>>;

function numberOf({ fields }: Feature): string | undefined {
  const number = fields["number"];
  return typeof number === "string" ? number : undefined;
}

function placeOf({ geometry }: Feature): string | undefined {
  return geometry?.kind === "point" ? geometry.at.join() : undefined;
}

function putUnder(sets: IdsByKey | undefined, key: string | undefined, id: string): void {
  if (!sets || key === undefined) return;
  const members = sets.get(key);
  if (members) members.add(id);
  else sets.set(key, new Set([id]));
}

function dropUnder(sets: IdsByKey | undefined, key: string | undefined, id: string): void {
  if (!sets || key === undefined) return;
  const members = sets.get(key);
  members?.delete(id);
  if (members?.size === 0) sets.delete(key);
}

/** How often each number is borne, under a heading. */
class Tally {
  readonly #counts = new Map<FieldValue | undefined, Map<string, number>>();

  put(heading: FieldValue | undefined, number: FieldValue | undefined): void {
    if (typeof number !== "string") return;
    const counts = this.#counts.get(heading) ?? new Map<string, number>();
    this.#counts.set(heading, counts.set(number, (counts.get(number) ?? 0) + 1));
  }

  drop(heading: FieldValue | undefined, number: FieldValue | undefined): void {
    if (typeof number !== "string") return;
    const counts = this.#counts.get(heading);
    const left = (counts?.get(number) ?? 0) - 1;
    if (left > 0) counts?.set(number, left);
    else counts?.delete(number);
  }

  under(heading: FieldValue | undefined): string[] {
    return [...(this.#counts.get(heading)?.keys() ?? [])].sort();
  }
}
