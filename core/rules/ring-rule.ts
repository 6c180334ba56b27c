import { faultOfPolygon } from "#core/derived/polygon-fault";
import { type CheckContext, surfacesOf } from "#core/rules/check-context";
import { type Issue, issueOf } from "#core/rules/issue";

/** Surfaces whose boundary crosses itself, has no area, or has a hole outside. Outside data is only warned of. */
export function ringIssues({ project, faces }: CheckContext): Issue[] {
  const issues: Issue[] = [];
  const look = (surfaces: ReturnType<typeof surfacesOf>, severity: Issue["severity"]): void => {
    for (const { id, class: cls, geometry } of surfaces) {
      const fault = faultOfPolygon(geometry);
      if (fault) issues.push(issueOf("invalid-ring", severity, cls, [id], fault.at));
    }
  };
  look([...faces, ...surfacesOf(project, "perimeter")], "error");
  look(surfacesOf(project, "building"), "warning");
  return issues;
}
