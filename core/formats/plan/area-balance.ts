import { classOf } from "#core/features/classes";
import type { PlanWords } from "#core/formats/plan/plan-words";
import type { BalanceRow } from "#core/formats/plan/side-blocks";
import { planAreaM2 } from "#core/geometry/ring";
import type { ClassId } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** What the plan shares its ground into; `undefined` while nothing is laid out. Plan areas, square metres. */
export function areaBalance(
  project: ProjectView,
  words: PlanWords,
): { readonly rows: BalanceRow[]; readonly totalM2: number } | undefined {
  const sum = (id: ClassId) => {
    let areaM2 = 0;
    for (const { geometry } of project.ofClass(id)) if (geometry?.kind === "polygon") areaM2 += planAreaM2(geometry);
    return areaM2;
  };
  const shares = (["parcel", "reserve", "street", "openSpace"] as const).map((id) => ({ id, areaM2: sum(id) }));
  const laidOutM2 = shares.reduce((total, share) => total + share.areaM2, 0);
  if (laidOutM2 === 0) return undefined;
  const totalM2 = sum("perimeter") || laidOutM2;
  const ilots = new Set<string>();
  for (const id of ["parcel", "reserve"] as const) {
    for (const { fields } of project.ofClass(id)) if (fields["ilot"] !== undefined) ilots.add(String(fields["ilot"]));
  }
  const rows: BalanceRow[] = shares
    .filter((share) => share.areaM2 > 0)
    .map(({ id, areaM2 }) => ({
      label: classOf(id).plural[words.lang],
      areaM2,
      ...(id === "parcel" || id === "reserve" ? { count: project.countOf(id) } : {}),
    }));
  const label = words.say("balance.total", { ilots: words.number(ilots.size), count: ilots.size });
  return { rows: [...rows, { label, areaM2: totalM2, strong: true }], totalM2 };
}
