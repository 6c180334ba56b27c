import type { LucideIcon } from "lucide-react";
import { CircleCheck, Database, Grid2x2, LandPlot, Pentagon, Printer, Waypoints } from "lucide-react";
import { coverageClasses } from "#core/features/classes";
import type { ProjectView } from "#core/model/project";

/** Stages of the journey, in their order. Words under `ui.stage.<id>`. */
export type StageId = "data" | "perimeter" | "layout" | "parcels" | "networks" | "checks" | "plans";

export interface Stage {
  readonly id: StageId;
  readonly icon: LucideIcon;
  /** Whether the project holds what the stage is there to make; `undefined` where nothing tells. */
  isDone(project: ProjectView): boolean | undefined;
}

/** The stages that work, in the order a planner takes them. */
export const stages: readonly Stage[] = [
  { id: "data", icon: Database, isDone: (project) => project.size > 0 },
  {
    id: "perimeter",
    icon: Pentagon,
    isDone: (project) => (isCadastre(project) ? undefined : project.countOf("perimeter") > 0),
  },
  {
    id: "layout",
    icon: Grid2x2,
    isDone: (project) =>
      isCadastre(project) ? undefined : project.countOf("parcel") > 0 && project.countOf("street") > 0,
  },
  { id: "parcels", icon: LandPlot, isDone: (project) => project.countOf("parcel") > 0 && allNumbered(project) },
  { id: "networks", icon: Waypoints, isDone: hasPlannedNetwork },
  { id: "checks", icon: CircleCheck, isDone: () => undefined },
  { id: "plans", icon: Printer, isDone: () => undefined },
];

/** Whether parcels came as they are, without an operation around them: there is no perimeter to lay out. */
export function isCadastre(project: ProjectView): boolean {
  return project.countOf("parcel") > 0 && project.countOf("perimeter") === 0;
}

/** Whether there are faces of a plan. A perimeter alone is all gap: nothing fails before there is a plan. */
export function holdsPlan(project: ProjectView): boolean {
  return coverageClasses.some((id) => project.countOf(id) > 0);
}

/** Whether the rules have anything to look at. */
export function holdsWork(project: ProjectView): boolean {
  return holdsPlan(project) || hasPlannedNetwork(project);
}

/** The stage a project opened again goes on with: the first that is not done; of a cadastre, its parcels. */
export function stageToGoOn(project: ProjectView): StageId {
  if (isCadastre(project)) return "parcels";
  return stages.find((stage) => stage.isDone(project) === false)?.id ?? "checks";
}

function allNumbered(project: ProjectView): boolean {
  for (const parcel of project.ofClass("parcel")) if (parcel.fields["number"] === undefined) return false;
  return true;
}

function hasPlannedNetwork(project: ProjectView): boolean {
  for (const id of ["transformer", "waterPoint", "powerLine", "pipe"] as const) {
    for (const feature of project.ofClass(id)) if (feature.fields["state"] !== "existant") return true;
  }
  return false;
}
