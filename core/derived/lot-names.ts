import type { Feature } from "#core/model/feature";

/** Parcels by their names on the plan, `19/3, 19/4`: the number within its îlot, where it has one. */
export function lotNames(parcels: readonly Feature[]): string {
  return parcels
    .map(({ fields: { ilot, number } }) => (ilot === undefined ? String(number ?? "—") : `${ilot}/${number ?? "—"}`))
    .join(", ");
}
