import { innerPosition, planAreaM2 } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { normValue } from "#core/model/referentiel";
import { isSurface, surfacesOf, type WatchMaker } from "#core/rules/check-ground";
import { type Issue, issueOf } from "#core/rules/issue";

/** Less than this is the rounding of the grid, not a lack. */
const ROUNDING = 0.01;

/** Parcels smaller, larger or narrower than the norms, and, where there are streets, parcels none leads to. */
export const parcelWatch: WatchMaker = ({ project, norms, graph }, book) => {
  const leastM2 = normValue(norms, "parcel.area.min");
  const mostM2 = normValue(norms, "parcel.area.max");
  const leastM = normValue(norms, "parcel.frontage.min");
  const sourceOf = (key: string): string => norms.norms[key]?.source ?? "";
  const page = book.page();
  const streets = new Set<string>();
  const look = (parcel: Feature): void => {
    if (parcel.class !== "parcel" || !isSurface(parcel)) return;
    const { id, class: cls, geometry, fields } = parcel;
    const number = String(fields["number"] ?? "—");
    const ilot = String(fields["ilot"] ?? "—");
    const issues: Issue[] = [];
    const put = (rule: Issue["rule"], severity: Issue["severity"], params: Issue["message"]["params"]): void => {
      issues.push(issueOf(rule, severity, cls, [id], innerPosition(geometry), { number, ilot, ...params }));
    };
    const areaM2 = planAreaM2(geometry);
    const rounded = Math.round(areaM2 * 10) / 10;
    if (areaM2 < leastM2 - ROUNDING) {
      put("small-parcel", "warning", { areaM2: rounded, leastM2, source: sourceOf("parcel.area.min") });
    }
    // Land for a facility or a field is as large as it must be.
    if (fields["use"] === "habitation" && areaM2 > mostM2 + ROUNDING) {
      put("large-parcel", "warning", { areaM2: rounded, mostM2, source: sourceOf("parcel.area.max") });
    }
    // A cadastre may come without its streets: then nothing says which parcels one leads to.
    if (streets.size === 0) {
      page(id, issues);
      return;
    }
    let frontM = 0;
    graph.eachBorder(id, (other, mm) => {
      if (streets.has(other)) frontM += mm / 1000;
    });
    if (frontM === 0) put("no-street-access", "error", {});
    else if (frontM < leastM - ROUNDING) {
      const source = sourceOf("parcel.frontage.min");
      put("narrow-front", "warning", { frontM: Math.round(frontM * 100) / 100, leastM, source });
    }
    page(id, issues);
  };
  return {
    begin() {
      for (const { id } of project.ofClass("street")) streets.add(id);
      surfacesOf(project, "parcel").forEach(look);
    },
    follow({ now, was, edges }) {
      const judged = streets.size > 0;
      for (const { id } of was) {
        page(id, []);
        streets.delete(id);
      }
      for (const feature of now) if (feature.class === "street") streets.add(feature.id);
      const stale = new Set(now.map(({ id }) => id));
      // What lies beyond an edge that changed may have gained or lost a street.
      for (let i = 0; i < edges.length; i += 4) {
        const [ax, ay, bx, by] = edges.slice(i, i + 4) as [number, number, number, number];
        for (const id of graph.facesAlong(ax, ay, bx, by)) stale.add(id);
        for (const id of graph.facesAlong(bx, by, ax, ay)) stale.add(id);
      }
      for (const id of stale) {
        const feature = project.get(id);
        if (feature) look(feature);
      }
      if (judged !== streets.size > 0) surfacesOf(project, "parcel").forEach(look);
    },
  };
};
