import { outlineOfFaces } from "#core/derived/ilot-outline";
import { coverageClasses } from "#core/features/classes";
import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import type { FeatureArrays } from "#editor/feature-arrays";
import type { ShapedFeature } from "#editor/pack";

/** Parts of an îlot after the first bear its id with this behind, and a number. */
const PART = "~part";

/** The id of the feature that a shape on the map stands for. */
export function idOfShape(id: string): string {
  const at = id.indexOf(PART);
  return at < 0 ? id : id.slice(0, at);
}

/**
 * Keeps the outlines of îlots (which have no shape of their own) among the map's arrays. Follows changes; what they
 * touch is worked out when `work` is called, a few milliseconds at a time.
 */
export class IlotShapes {
  readonly #arrays: FeatureArrays;
  /** Until its faces and îlots have been gathered. */
  #project: ProjectView | undefined;
  readonly #faces = new Map<string, Map<string, Feature>>();
  readonly #ilots = new Map<string, Map<string, Feature>>();
  /** What stands in the arrays, by îlot id. */
  readonly #shapes = new Map<string, readonly ShapedFeature[]>();
  readonly #pending = new Set<string>();

  constructor(project: ProjectView, arrays: FeatureArrays) {
    this.#arrays = arrays;
    this.#project = project;
  }

  follow(change: Change): void {
    // What is gathered later is gathered as it is then.
    if (this.#project) return;
    for (const feature of change.removed) this.#take(feature);
    for (const [from, to] of change.updated) {
      this.#take(from);
      this.#put(to);
    }
    for (const feature of change.added) this.#put(feature);
  }

  /** The shapes an îlot has on the map. */
  shapesOf(id: string): readonly ShapedFeature[] {
    return this.#shapes.get(id) ?? [];
  }

  /**
   * Works out pending outlines for some milliseconds.
   *
   * @returns what changed in the arrays, and whether more is pending
   */
  work(budgetMs: number): { readonly change: Change; readonly more: boolean } {
    const start = performance.now();
    this.#gather();
    const added: Feature[] = [];
    const removed: Feature[] = [];
    for (const number of this.#pending) {
      this.#pending.delete(number);
      const outlines = outlineOfFaces([...(this.#faces.get(number)?.values() ?? [])]);
      for (const ilot of this.#ilots.get(number)?.values() ?? []) {
        removed.push(...this.shapesOf(ilot.id));
        const shapes = outlines.map((geometry, k) => ({
          ...ilot,
          id: k === 0 ? ilot.id : ilot.id + PART + k,
          geometry,
        }));
        this.#shapes.set(ilot.id, shapes);
        added.push(...shapes);
      }
      if (performance.now() - start > budgetMs) break;
    }
    const gone = this.#gone.splice(0);
    const change: Change = { added, updated: [], removed: [...gone, ...removed] };
    if (added.length + change.removed.length > 0) this.#arrays.follow(change);
    return { change, more: this.#pending.size > 0 };
  }

  /** Shapes of îlots that are no more, still in the arrays. */
  readonly #gone: ShapedFeature[] = [];

  #gather(): void {
    const project = this.#project;
    if (!project) return;
    this.#project = undefined;
    for (const id of [...coverageClasses, "ilot"] as const) {
      for (const feature of project.ofClass(id)) this.#put(feature);
    }
  }

  #numberOf(feature: Feature): string | undefined {
    const number = feature.fields[feature.class === "ilot" ? "number" : "ilot"];
    return number === undefined ? undefined : String(number);
  }

  #put(feature: Feature): void {
    const number = this.#numberOf(feature);
    const isIlot = feature.class === "ilot";
    if (number === undefined || !(isIlot || coverageClasses.includes(feature.class))) return;
    const groups = isIlot ? this.#ilots : this.#faces;
    const group = groups.get(number) ?? new Map<string, Feature>();
    groups.set(number, group.set(feature.id, feature));
    this.#pending.add(number);
  }

  #take(feature: Feature): void {
    const number = this.#numberOf(feature);
    if (number === undefined) return;
    if (feature.class === "ilot") {
      this.#ilots.get(number)?.delete(feature.id);
      this.#gone.push(...this.shapesOf(feature.id));
      this.#shapes.delete(feature.id);
    } else if (this.#faces.get(number)?.delete(feature.id)) this.#pending.add(number);
  }
}
