import { innerPosition, planAreaM2 } from "#core/geometry/ring";
import { normValue } from "#core/model/referentiel";
import { type CheckContext, surfacesOf } from "#core/rules/check-context";
import { type Issue, issueOf } from "#core/rules/issue";

/** Less than this is the rounding of the grid, not a lack. */
const ROUNDING = 0.01;

/** Parcels smaller or narrower than the norms, and parcels no street leads to. */
export function parcelIssues({ project, norms, graph }: CheckContext): Issue[] {
  const leastM2 = normValue(norms, "parcel.area.min");
  const leastM = normValue(norms, "parcel.frontage.min");
  const areaSource = norms.norms["parcel.area.min"]?.source ?? "";
  const frontSource = norms.norms["parcel.frontage.min"]?.source ?? "";
  const streets = new Set(surfacesOf(project, "street").map((street) => street.id));
  const issues: Issue[] = [];
  for (const { id, class: cls, geometry, fields } of surfacesOf(project, "parcel")) {
    const number = String(fields["number"] ?? "—");
    const ilot = String(fields["ilot"] ?? "—");
    const areaM2 = planAreaM2(geometry);
    if (areaM2 < leastM2 - ROUNDING) {
      const params = { number, ilot, areaM2: Math.round(areaM2 * 10) / 10, leastM2, source: areaSource };
      issues.push(issueOf("small-parcel", "warning", cls, [id], innerPosition(geometry), params));
    }
    let frontM = 0;
    graph.eachBorder(id, (other, mm) => {
      if (streets.has(other)) frontM += mm / 1000;
    });
    if (frontM === 0) {
      issues.push(issueOf("no-street-access", "error", cls, [id], innerPosition(geometry), { number, ilot }));
    } else if (frontM < leastM - ROUNDING) {
      const params = { number, ilot, frontM: Math.round(frontM * 100) / 100, leastM, source: frontSource };
      issues.push(issueOf("narrow-front", "warning", cls, [id], innerPosition(geometry), params));
    }
  }
  return issues;
}
