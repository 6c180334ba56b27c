import { classOf } from "#core/features/classes";
import { normsOf } from "#core/features/norms-of";
import type { Conflict } from "#core/formats/plan/conflict-sheets";
import { planAreaM2 } from "#core/geometry/ring";
import type { Lang } from "#core/messages/catalogue";
import type { ProjectView } from "#core/model/project";
import { checkProject } from "#core/rules/check-project";

/** The parcels of a project that lie in a servitude, by îlot and number. */
export function conflictsOf(project: ProjectView, lang: Lang): Conflict[] {
  const inOrder = new Intl.Collator(lang, { numeric: true });
  return checkProject(project, normsOf(project))
    .issues.filter(({ rule }) => rule === "servitude")
    .map(({ ids: [parcelId = "", sourceId = ""], at, message: { params } }) => {
      const geometry = project.get(parcelId)?.geometry;
      const along = project.get(sourceId);
      const label = along ? classOf(along.class).label[lang] : "";
      return {
        ilot: String(params["ilot"]),
        number: String(params["number"]),
        areaM2: geometry?.kind === "polygon" ? planAreaM2(geometry) : 0,
        along: params["name"] === "—" ? label : `${label} ${params["name"]}`,
        widthM: Number(params["metres"]),
        source: String(params["source"]),
        at,
      };
    })
    .sort((a, b) => inOrder.compare(a.ilot, b.ilot) || inOrder.compare(a.number, b.number));
}
