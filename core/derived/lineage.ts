import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import { parentIds } from "#core/model/parent-ids";
import type { ProjectView } from "#core/model/project";

/** Parcels that one act opened and closed, by id; an adjusted one is in both. */
export interface ActParcelIds {
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

/**
 * Who came from whom: parcels, live and past, by the ids they have or had as parcels. Follows the changes of its
 * project; what it answers is the same as if it had been built on the spot. Lists of ids are sorted.
 */
export class Lineage {
  readonly #project: ProjectView;
  /** Ids of the past parcels that each parcel was, by its id. */
  readonly #versions = new IdSets();
  readonly #children = new IdSets();
  readonly #opened = new IdSets();
  readonly #closed = new IdSets();

  private constructor(project: ProjectView) {
    this.#project = project;
  }

  static build(project: ProjectView): Lineage {
    const lineage = new Lineage(project);
    for (const cls of ["parcel", "pastParcel"] as const) {
      for (const feature of project.ofClass(cls)) lineage.#put(feature);
    }
    return lineage;
  }

  /** Takes in a change the project has been through. */
  follow({ added, updated, removed }: Change): void {
    for (const feature of removed) this.#drop(feature);
    for (const [from] of updated) this.#drop(from);
    for (const [, to] of updated) this.#put(to);
    for (const feature of added) this.#put(feature);
  }

  /** What a parcel was, the oldest first, and at the end what it is if it lives. Empty for an id that is none. */
  versions(id: string): Feature[] {
    const past = this.#versions.of(id).flatMap((version) => this.#project.get(version) ?? []);
    past.sort((a, b) => compare(endOf(a), endOf(b)) || compare(startOf(a), startOf(b)) || compare(a.id, b.id));
    const live = this.#project.get(id);
    return live?.class === "parcel" ? [...past, live] : past;
  }

  /** Parcels a parcel came from by the act that opened it. */
  parents(id: string): string[] {
    return [...new Set(this.versions(id).flatMap(parentIds))].sort();
  }

  /** Parcels that came from a parcel. */
  children(id: string): string[] {
    return this.#children.of(id);
  }

  /** Parents, their parents and so on; a parcel may come by several ways and is named once. */
  ancestors(id: string): string[] {
    return spread(id, (each) => this.parents(each));
  }

  /** Children, their children and so on. */
  descendants(id: string): string[] {
    return spread(id, (each) => this.children(each));
  }

  /** What an act opened and closed. */
  ofAct(act: string): ActParcelIds {
    return { opened: this.#opened.of(act), closed: this.#closed.of(act) };
  }

  /** Everything held, as text: what "followed equals rebuilt" is held against. */
  dump(): string {
    return [this.#versions, this.#children, this.#opened, this.#closed].map((sets) => sets.dump()).join("\n\n");
  }

  #put(feature: Feature): void {
    this.#each(feature, (sets, key, id) => sets.put(key, id));
  }

  #drop(feature: Feature): void {
    this.#each(feature, (sets, key, id) => sets.drop(key, id));
  }

  #each(feature: Feature, touch: (sets: IdSets, key: string, id: string) => void): void {
    const { fields } = feature;
    const past = feature.class === "pastParcel";
    if (!past && feature.class !== "parcel") return;
    const id = past ? String(fields["of"]) : feature.id;
    if (past) touch(this.#versions, id, feature.id);
    for (const parent of parentIds(feature)) touch(this.#children, parent, id);
    const { openedBy, closedBy } = fields;
    if (typeof openedBy === "string") touch(this.#opened, openedBy, id);
    if (past && typeof closedBy === "string") touch(this.#closed, closedBy, id);
  }
}

/** Sets of ids by id; an id put several times must be dropped as often. */
class IdSets {
  readonly #sets = new Map<string, Map<string, number>>();

  put(key: string, id: string): void {
    const set = this.#sets.get(key) ?? new Map<string, number>();
    this.#sets.set(key, set.set(id, (set.get(id) ?? 0) + 1));
  }

  drop(key: string, id: string): void {
    const set = this.#sets.get(key);
    const left = (set?.get(id) ?? 0) - 1;
    if (left > 0) set?.set(id, left);
    else set?.delete(id);
    if (set?.size === 0) this.#sets.delete(key);
  }

  of(key: string): string[] {
    return [...(this.#sets.get(key)?.keys() ?? [])].sort();
  }

  dump(): string {
    const lines = [...this.#sets].map(([key, set]) => `${key}: ${[...set].map(String).sort().join(" ")}`);
    return lines.sort().join("\n");
  }
}

/** A parcel, live or past, stands on a day: acts of the day are done. */
export function standsOn({ fields }: Feature, day: string): boolean {
  const { validFrom, validTo } = fields;
  return (typeof validFrom !== "string" || validFrom <= day) && (typeof validTo !== "string" || day < validTo);
}

/**
 * The parcels of a day, acts of that day done, as they were: live ones that stood already, past ones that stood still.
 * A parcel whose beginning nobody recorded stands as far back as one looks.
 *
 * @param day ISO, such as `2026-11-22`
 */
export function parcelsOn(project: ProjectView, day: string): Feature[] {
  const standing: Feature[] = [];
  for (const cls of ["parcel", "pastParcel"] as const) {
    for (const feature of project.ofClass(cls)) if (standsOn(feature, day)) standing.push(feature);
  }
  return standing;
}

/** What leads from the parcels of today to those of a day, past ones shown as the parcels they were. */
export function changeToDay(project: ProjectView, day: string): Change {
  const removed = [...project.ofClass("parcel")].filter((parcel) => !standsOn(parcel, day));
  const standing = [...project.ofClass("pastParcel")].filter((past) => standsOn(past, day));
  return { added: standing.map((past) => ({ ...past, class: "parcel" })), updated: [], removed };
}

/** The days on which acts were done, each once, the first first. */
export function daysOfActs(project: ProjectView): string[] {
  const days = new Set<string>();
  for (const { fields } of project.ofClass("act")) if (typeof fields["date"] === "string") days.add(fields["date"]);
  return [...days].sort();
}

/** Everything reached from an id step by step, sorted, itself left out. */
function spread(id: string, next: (id: string) => readonly string[]): string[] {
  const seen = new Set([id]);
  for (const each of seen) for (const found of next(each)) seen.add(found);
  seen.delete(id);
  return [...seen].sort();
}

/** Unknown beginnings come before all days. */
function startOf({ fields }: Feature): string {
  return String(fields["validFrom"] ?? "");
}

function endOf({ fields }: Feature): string {
  return String(fields["validTo"] ?? "");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
