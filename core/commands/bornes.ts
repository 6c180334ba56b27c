import { standsInGround } from "#core/features/borne";
import type { Position } from "#core/geometry/geometry";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { type Refusal, refuse } from "#core/model/refusal";

/** The bornes of a project by place, `x,y` in millimetres; of two in one place the one that came first. */
export function bornesByPlace(project: ProjectView): Map<string, Feature> {
  const places = new Map<string, Feature>();
  for (const borne of project.ofClass("borne")) {
    if (borne.geometry?.kind !== "point") continue;
    const key = borne.geometry.at.join();
    if (!places.has(key)) places.set(key, borne);
  }
  return places;
}

/** The bornes that stand exactly at a position. */
export function bornesAt(project: ProjectView, coverage: CoverageIndex, at: Position): Feature[] {
  return coverage.bornesAt(...at).flatMap((id) => project.get(id) ?? []);
}

/** The number after the highest that bornes bear: `B12` is followed by `B13`, a plain `12` by `13`. */
export function nextBorneNumber(project: ProjectView): number {
  let highest = 0;
  for (const { fields } of project.ofClass("borne")) {
    const digits = /(\d{1,9})\D*$/.exec(String(fields["number"] ?? ""))?.[1];
    if (digits) highest = Math.max(highest, Number(digits));
  }
  return highest + 1;
}

/** Why a feature may not be moved: a borne that was planted or found stands where it stands. */
export function standingRefusal(feature: Feature): Refusal | undefined {
  if (feature.class !== "borne" || feature.geometry?.kind !== "point" || !standsInGround(feature)) return undefined;
  const params = { number: String(feature.fields["number"] ?? "—") };
  return refuse("vertex.borne-stands", { at: feature.geometry.at, ids: [feature.id], params });
}
