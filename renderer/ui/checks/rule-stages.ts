import type { Issue, RuleId } from "#core/rules/issue";
import type { StageId } from "#ui/workbench/stages";

/** The stage at which a planner mends what a rule finds. */
const stageOfRule: Readonly<Record<RuleId, StageId>> = {
  "coverage-overlap": "layout",
  "coverage-gap": "layout",
  "coverage-sliver": "layout",
  "coverage-outside": "layout",
  "coverage-unnoded": "layout",
  "invalid-ring": "layout",
  "no-street-access": "layout",
  "building-cut": "layout",
  "building-in-street": "layout",
  servitude: "layout",
  "duplicate-number": "parcels",
  "duplicate-ninacad": "parcels",
  "ninacad-shape": "parcels",
  "missing-number": "parcels",
  "missing-field": "parcels",
  "small-parcel": "parcels",
  "large-parcel": "parcels",
  "narrow-front": "parcels",
  "area-off": "parcels",
  "borne-dangling": "parcels",
  "corner-without-borne": "parcels",
  "tenure-too-late": "parcels",
  "tenure-to-convert": "parcels",
  "network-disconnected": "networks",
};

/**
 * Errors to mend, by the stage they are mended at; at the stage of checks, all of them.
 *
 * @param cadastre whether the parcels came as they are: what a layout would mend is mended on the parcels
 */
export function errorsByStage(issues: readonly Issue[], cadastre: boolean): ReadonlyMap<StageId, number> {
  const counts = new Map<StageId, number>();
  for (const { rule, severity, accepted } of issues) {
    if (severity !== "error" || accepted) continue;
    const mended = cadastre && stageOfRule[rule] === "layout" ? "parcels" : stageOfRule[rule];
    for (const stage of [mended, "checks"] as const) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  return counts;
}
