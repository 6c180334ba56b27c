import type { Lineage } from "#core/derived/lineage";
import { planAreaM2 } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** One parcel in the history of another. */
export interface FiliationRow {
  readonly id: string;
  /** How it is related to the parcel asked for. */
  readonly kin: "ancestor" | "self" | "descendant";
  /** Acts between it and the parcel asked for: 0 for itself, below 0 for ancestors. */
  readonly generation: number;
  /** As it was at first, in order to what it is or was at last. */
  readonly versions: readonly FiliationVersion[];
  readonly parents: readonly string[];
  readonly children: readonly string[];
}

/** A parcel between two acts. */
export interface FiliationVersion {
  /** The feature that shows it: the live parcel, or a past one. */
  readonly feature: Feature;
  readonly live: boolean;
  readonly planAreaM2: number;
  readonly openedBy: Feature | undefined;
  readonly closedBy: Feature | undefined;
}

/**
 * The *fiche de filiation* of a parcel, live or past: its ancestors from the oldest, itself, then its descendants.
 * Empty for an id that is no parcel's.
 */
export function filiationOf(project: ProjectView, lineage: Lineage, id: string): FiliationRow[] {
  if (lineage.versions(id).length === 0) return [];
  const row = (each: string, kin: FiliationRow["kin"], generation: number): FiliationRow => ({
    id: each,
    kin,
    generation,
    versions: lineage.versions(each).map((feature) => versionOf(project, feature)),
    parents: lineage.parents(each),
    children: lineage.children(each),
  });
  const up = generations(id, (each) => lineage.parents(each));
  const down = generations(id, (each) => lineage.children(each));
  return [
    ...up.reverse().map(([each, steps]) => row(each, "ancestor", -steps)),
    row(id, "self", 0),
    ...down.map(([each, steps]) => row(each, "descendant", steps)),
  ];
}

function versionOf(project: ProjectView, feature: Feature): FiliationVersion {
  const act = (key: string): Feature | undefined => {
    const found = project.get(String(feature.fields[key] ?? ""));
    return found?.class === "act" ? found : undefined;
  };
  return {
    feature,
    live: feature.class === "parcel",
    planAreaM2: feature.geometry?.kind === "polygon" ? planAreaM2(feature.geometry) : 0,
    openedBy: act("openedBy"),
    closedBy: act("closedBy"),
  };
}

/** What is reached from an id, nearest first, with the fewest steps to it. */
function generations(id: string, next: (id: string) => readonly string[]): [string, number][] {
  const steps = new Map([[id, 0]]);
  for (const [each, count] of steps) for (const found of next(each)) if (!steps.has(found)) steps.set(found, count + 1);
  steps.delete(id);
  return [...steps];
}
