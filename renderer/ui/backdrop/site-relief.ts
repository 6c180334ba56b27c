import { type ReliefGrid, reliefGridOf, reliefPlaces } from "#core/derived/relief-grid";
import { emptyBox, growBox } from "#core/geometry/box";
import type { Ring } from "#core/geometry/geometry";
import type { Backdrops } from "#store/backdrops";

/** Altitudes over a site from the reliefs under the project; nothing where there are none, or they cannot be had. */
export async function siteRelief(backdrops: Backdrops, site: readonly Ring[]): Promise<ReliefGrid | undefined> {
  if (backdrops.reliefs.get().length === 0) return undefined;
  const at = reliefPlaces(growBox(emptyBox(), site[0] ?? []));
  try {
    const { altitudes } = await backdrops.altitudes(at.places);
    return reliefGridOf(
      at,
      altitudes.map((altitude) => (typeof altitude === "number" ? altitude : Number.NaN)),
    );
  } catch {
    // A relief on a stick that was pulled out: the plan is laid out without slopes, as without a relief.
    return undefined;
  }
}
