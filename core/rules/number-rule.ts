import { innerPosition } from "#core/geometry/ring";
import { type CheckContext, type Surface, surfacesOf } from "#core/rules/check-context";
import { type Issue, issueOf } from "#core/rules/issue";

/** Numbers given twice in an îlot, and parcels without one. */
export function numberIssues({ project }: CheckContext): Issue[] {
  const issues: Issue[] = [];
  const byNumber = new Map<string, Surface[]>();
  for (const lot of [...surfacesOf(project, "parcel"), ...surfacesOf(project, "reserve")]) {
    const { number, ilot } = lot.fields;
    if (typeof number !== "string" || number === "") {
      if (lot.class === "parcel") {
        issues.push(issueOf("missing-number", "warning", lot.class, [lot.id], innerPosition(lot.geometry)));
      }
      continue;
    }
    const key = `${ilot ?? ""}\n${number}`;
    const same = byNumber.get(key);
    if (same) same.push(lot);
    else byNumber.set(key, [lot]);
  }
  for (const same of byNumber.values()) {
    const [first] = same;
    if (!first || same.length < 2) continue;
    const params = {
      number: String(first.fields["number"]),
      ilot: String(first.fields["ilot"] ?? "—"),
      count: same.length,
    };
    const ids = same.map((lot) => lot.id).sort();
    issues.push(issueOf("duplicate-number", "error", first.class, ids, innerPosition(first.geometry), params));
  }
  return issues;
}
