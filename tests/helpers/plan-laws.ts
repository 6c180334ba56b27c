import { Lineage } from "#core/derived/lineage";
import { PlanarGraph } from "#core/derived/planar-graph";
import { standsInGround } from "#core/features/borne";
import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import { parentIds } from "#core/model/parent-ids";
import type { ProjectView } from "#core/model/project";
import type { Issue } from "#core/rules/issue";

/** A number in its îlot, as a deed would cite it. */
const cited = ({ fields }: Feature): string | undefined =>
  typeof fields["number"] === "string" ? `${fields["ilot"] ?? ""} | ${fields["number"]}` : undefined;

/** Whether a parcel, live or past, was ever more than planned. */
const isMoreThanPlanned = ({ class: cls, fields }: Feature): boolean =>
  (cls === "parcel" || cls === "pastParcel") && fields["state"] !== "projetee";

/**
 * What no edit may do to the past, watched change by change: what was stays as it was, what ends is kept, what begins
 * knows where it came from, no number comes back.
 */
export class PastWatch {
  readonly #project: ProjectView;
  readonly #lineage: Lineage;
  /** Who bears or bore each number once it was more than planned: the parcel's own id. */
  readonly #bearers = new Map<string, string>();

  constructor(project: ProjectView) {
    this.#project = project;
    this.#lineage = Lineage.build(project);
    for (const parcel of project.ofClass("parcel")) this.#enter(parcel);
  }

  /** Faults of a change that the project has been through. */
  follow(command: string, { added, updated, removed }: Change): string[] {
    const faults: string[] = [];
    for (const past of removed) {
      if (past.class === "pastParcel" || past.class === "act")
        faults.push(`${command} removed ${past.class} ${past.id}`);
    }
    for (const [from, to] of updated) {
      if (from.class !== "pastParcel") continue;
      const allowed = command === "amend-act" ? ["validFrom", "validTo"] : [];
      const keys = [...new Set([...Object.keys(from.fields), ...Object.keys(to.fields)])];
      const changed = keys.filter((key) => from.fields[key] !== to.fields[key] && !allowed.includes(key));
      if (changed.length > 0 || JSON.stringify(from.geometry) !== JSON.stringify(to.geometry)) {
        faults.push(`${command} changed past parcel ${from.id}: ${changed}`);
      }
    }
    const kept = added.filter(({ class: cls }) => cls === "pastParcel");
    for (const parcel of removed.filter(({ class: cls }) => cls === "parcel")) {
      const past = kept.find(({ fields }) => fields["of"] === parcel.id);
      if (!past || JSON.stringify(past.geometry) !== JSON.stringify(parcel.geometry)) {
        faults.push(`${command} removed parcel ${parcel.id} and kept nothing of it`);
      }
    }
    for (const feature of [...added, ...updated.map(([, to]) => to)]) {
      if (feature.class === "parcel" || feature.class === "pastParcel")
        faults.push(...this.#faultsOf(command, feature));
      faults.push(...this.#numberFaults(command, feature, removed));
    }
    for (const [from, to] of updated) {
      // Back to planned is a slip mended: it never was more. What an act kept of it stays in force.
      const key = cited(from);
      if (key === undefined || !isMoreThanPlanned(from) || isMoreThanPlanned(to)) continue;
      const kept = [...this.#project.ofClass("pastParcel")].some(
        (past) => cited(past) === key && isMoreThanPlanned(past),
      );
      if (from.class === "parcel" && !kept && this.#bearers.get(key) === from.id) this.#bearers.delete(key);
    }
    for (const feature of [...added, ...updated.map(([, to]) => to)]) this.#enter(feature);
    this.#lineage.follow({ added, updated, removed });
    if (this.#lineage.dump() !== Lineage.build(this.#project).dump())
      faults.push(`${command}: lineage was not followed`);
    return faults;
  }

  #faultsOf(command: string, parcel: Feature): string[] {
    const faults: string[] = [];
    const { openedBy, closedBy, validFrom, validTo } = parcel.fields;
    for (const act of [openedBy, closedBy]) {
      if (act !== undefined && this.#project.get(String(act))?.class !== "act")
        faults.push(`${parcel.id}: no act ${act}`);
    }
    if (validFrom !== undefined && validTo !== undefined && validTo < validFrom)
      faults.push(`${parcel.id} ends too soon`);
    if (parcel.class === "pastParcel" && (closedBy === undefined || validTo === undefined || !parcel.fields["of"])) {
      faults.push(`${parcel.id} does not say when it ended`);
    }
    const closedThen = parentIds(parcel).filter(
      (id) =>
        ![...this.#project.ofClass("pastParcel")].some(
          ({ fields }) => fields["of"] === id && fields["closedBy"] === originOf(this.#project, parcel),
        ),
    );
    if (closedThen.length > 0)
      faults.push(`${command}: parents ${closedThen} of ${parcel.id} were not closed by its act`);
    return faults;
  }

  #numberFaults(command: string, feature: Feature, removed: readonly Feature[]): string[] {
    const key = feature.class === "parcel" || feature.class === "reserve" ? cited(feature) : undefined;
    const bearer = key === undefined ? undefined : this.#bearers.get(key);
    if (bearer === undefined || bearer === feature.id) return [];
    // A parcel set aside goes on as a reserve under its number.
    if (feature.class === "reserve" && removed.some(({ id }) => id === bearer)) return [];
    if (
      feature.class === "reserve" &&
      this.#project.get(bearer) === undefined &&
      this.#asides.get(bearer) === feature.id
    ) {
      return [];
    }
    return [`${command} gave ${key} of ${bearer} to ${feature.id}`];
  }

  readonly #asides = new Map<string, string>();

  #enter(feature: Feature): void {
    const key = cited(feature);
    if (key === undefined) return;
    if (feature.class === "reserve" && this.#bearers.has(key)) {
      this.#asides.set(this.#bearers.get(key) as string, feature.id);
    }
    if (!isMoreThanPlanned(feature)) return;
    const id = feature.class === "pastParcel" ? String(feature.fields["of"]) : feature.id;
    if (!this.#bearers.has(key)) this.#bearers.set(key, id);
  }
}

/** The act by which a parcel's parents were closed: the one that opened its first version. */
function originOf(project: ProjectView, parcel: Feature): unknown {
  const of = parcel.class === "pastParcel" ? parcel.fields["of"] : parcel.id;
  const versions = [...project.ofClass("pastParcel"), ...project.ofClass("parcel")].filter(
    ({ id, fields }) => id === of || fields["of"] === of,
  );
  return versions.find(({ fields }) => fields["parents"] !== undefined)?.fields["openedBy"];
}

/** Bornes that were moved though they stand in the ground, and bornes at no corner that no issue tells of. */
export function borneFaults(
  project: ProjectView,
  issues: readonly Issue[],
  { updated }: Pick<Change, "updated">,
): string[] {
  const moved = updated.filter(
    ([from, to]) =>
      from.class === "borne" && standsInGround(from) && JSON.stringify(from.geometry) !== JSON.stringify(to.geometry),
  );
  const faults = moved.map(([{ id }]) => `standing borne ${id} was moved`);
  const told = new Set(issues.filter(({ rule }) => rule === "borne-dangling").flatMap(({ ids }) => ids));
  const graph = PlanarGraph.build(project);
  const rim = new Set<string>();
  for (const { geometry } of project.ofClass("perimeter")) {
    for (const ring of geometry?.kind === "polygon" ? geometry.rings : []) {
      for (let i = 0; i < ring.length; i += 2) rim.add(`${ring[i]},${ring[i + 1]}`);
    }
  }
  for (const { id, geometry } of project.ofClass("borne")) {
    if (geometry?.kind !== "point") continue;
    const onCorner = graph.hasVertex(...geometry.at) || rim.has(geometry.at.join());
    if (onCorner === told.has(id)) faults.push(`borne ${id} ${onCorner ? "is told of in vain" : "dangles unseen"}`);
  }
  return faults;
}
