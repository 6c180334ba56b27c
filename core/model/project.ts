import type { Change } from "#core/model/change";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectMeta } from "#core/model/project-meta";
import { featureJson, sortedJson } from "#core/model/sorted-json";

/** What commands, engines and exports may ask of a project. */
export interface ProjectView {
  readonly meta: ProjectMeta;
  readonly size: number;
  get(id: string): Feature | undefined;
  /** Features of one class, in the order they came. */
  ofClass(id: ClassId): Iterable<Feature>;
  countOf(id: ClassId): number;
  all(): Iterable<Feature>;
}

/**
 * The state of a project in memory. Only `apply` changes it; whoever shows it follows the same `Change`.
 *
 * @throws Error (a bug) when a change does not fit the state: an id added twice, an absent one updated or removed
 */
export class Project implements ProjectView {
  meta: ProjectMeta;
  readonly #byId = new Map<string, Feature>();
  /** A class is a mere list until one of its members changes: large projects open sooner. */
  readonly #byClass = new Map<ClassId, Feature[] | Map<string, Feature>>();

  constructor(meta: ProjectMeta, features: Iterable<Feature> = []) {
    this.meta = meta;
    for (const feature of features) {
      const known = this.#byId.size;
      this.#byId.set(feature.id, feature);
      const list = this.#byClass.get(feature.class) ?? [];
      if (this.#byId.size === known || !Array.isArray(list)) this.#put(feature);
      else if (list.push(feature) === 1) this.#byClass.set(feature.class, list);
    }
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): Feature | undefined {
    return this.#byId.get(id);
  }

  ofClass(id: ClassId): Iterable<Feature> {
    return this.#byClass.get(id)?.values() ?? [];
  }

  countOf(id: ClassId): number {
    const members = this.#byClass.get(id) ?? [];
    return Array.isArray(members) ? members.length : members.size;
  }

  all(): Iterable<Feature> {
    return this.#byId.values();
  }

  /** Makes a change true. Refuses (throws) one that was planned on another state, before touching anything. */
  apply(change: Change): void {
    for (const feature of change.added) {
      if (this.#byId.has(feature.id)) throw new Error(`added twice: ${feature.id}`);
    }
    for (const [from, to] of change.updated) {
      if (!this.#byId.has(from.id)) throw new Error(`updated but absent: ${from.id}`);
      if (from.id !== to.id || from.class !== to.class) throw new Error(`updated into another feature: ${from.id}`);
    }
    for (const feature of change.removed) {
      if (!this.#byId.has(feature.id)) throw new Error(`removed but absent: ${feature.id}`);
    }
    for (const feature of change.removed) {
      this.#byId.delete(feature.id);
      this.#membersOf(feature.class).delete(feature.id);
    }
    for (const [, to] of change.updated) this.#put(to);
    for (const feature of change.added) this.#put(feature);
    if (change.meta) this.meta = change.meta[1];
  }

  #put(feature: Feature): void {
    this.#byId.set(feature.id, feature);
    this.#membersOf(feature.class).set(feature.id, feature);
  }

  #membersOf(id: ClassId): Map<string, Feature> {
    const members = this.#byClass.get(id) ?? [];
    if (!Array.isArray(members)) return members;
    const byId = new Map(members.map((feature) => [feature.id, feature]));
    this.#byClass.set(id, byId);
    return byId;
  }
}

/**
 * The state as text, the same bytes for the same state whatever the road to it: features by id, keys sorted.
 * What "byte-identical" means in the laws, and what the state digest of a project file is taken of.
 */
export function canonicalText(project: ProjectView): string {
  const features = [...project.all()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const lines = [sortedJson(project.meta)];
  for (const feature of features) lines.push(featureJson(feature));
  return lines.join("\n");
}
