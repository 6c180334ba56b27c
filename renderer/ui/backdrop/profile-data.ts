import { type ProfileFigures, type ProfilePoint, placesAlong, profileFigures } from "#core/derived/elevation";
import type { Projection } from "#core/geometry/crs";
import type { Position } from "#core/geometry/geometry";
import { groundDistanceM } from "#core/geometry/ground-distance";
import type { Backdrops, ReliefSource } from "#store/backdrops";

/** A place of the profile, on the map too. */
export interface ProfilePlace extends ProfilePoint {
  /** Millimetres in the project's CRS. */
  readonly at: Position;
}

/** The ground along a line. */
export interface Profile {
  readonly places: readonly ProfilePlace[];
  /** Absent where there are no two altitudes. */
  readonly figures?: ProfileFigures;
  /** Which files answered. */
  readonly sources: readonly ReliefSource[];
  /** Whether the line leaves what the files cover. */
  readonly leaves: boolean;
}

/** At most about so many places a profile: more are not seen on a screen. */
const MOST_PLACES = 800;
/** Between two altitudes of the source there is nothing to learn; half of it keeps the curve smooth. */
const SHARE_OF_SPACING = 0.5;
/** Rises and falls below this are the source's own noise, metres. */
export const NOISE_M = 2;

/** Asks the altitudes along a line. @throws BridgeError what the main side says */
export async function profileAlong(
  run: readonly number[],
  backdrops: Backdrops,
  projection: Projection,
): Promise<Profile> {
  const spacings = backdrops.reliefs.get().map(({ about }) => about.spacingM ?? 30);
  const stepM = Math.max(1, Math.min(...spacings, 1000) * SHARE_OF_SPACING);
  const { places: flat } = placesAlong(run, stepM * 1000, MOST_PLACES);
  const { altitudes, sources } = await backdrops.altitudes(flat.map(Math.round));
  const places: ProfilePlace[] = [];
  let distanceM = 0;
  for (const [index, altitude] of altitudes.entries()) {
    const at: Position = [flat[2 * index] as number, flat[2 * index + 1] as number];
    const before = places.at(-1);
    if (before) distanceM += groundDistanceM(before.at, at, projection);
    places.push({ at, distanceM, ...(typeof altitude === "number" ? { altitudeM: altitude } : {}) });
  }
  const figures = profileFigures(places, NOISE_M);
  return { places, sources, leaves: altitudes.includes("outside"), ...(figures ? { figures } : {}) };
}

/** The place of a profile nearest to a distance. */
export function placeNear(places: readonly ProfilePlace[], distanceM: number): number {
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as ProfilePlace).distanceM < distanceM) low = middle + 1;
    else high = middle;
  }
  const before = places[low - 1];
  const here = places[low];
  return before && here && distanceM - before.distanceM < here.distanceM - distanceM ? low - 1 : low;
}
