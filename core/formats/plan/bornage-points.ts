import type { PolygonGeometry, Ring } from "#core/geometry/geometry";

/** A limit point of a plan de bornage. */
export interface LimitPoint {
  readonly name: string;
  /** Millimetres in the project CRS. */
  readonly x: number;
  readonly y: number;
}

/** The limit points of parcels, each once, and those of each parcel in its order. */
export interface LimitPoints {
  readonly points: readonly LimitPoint[];
  /** By parcel, its shell clockwise from the corner most to the north-west; holes after it. */
  readonly ofParcel: readonly (readonly LimitPoint[])[];
}

/** Numbers the vertices of parcels, clockwise from the north-west of the first; shared ones bear one number. */
export function limitPoints(parcels: readonly PolygonGeometry[]): LimitPoints {
  const byPlace = new Map<string, LimitPoint>();
  const ofParcel = parcels.map(({ rings }) =>
    rings.flatMap((ring) =>
      clockwise(ring).map(([x, y]) => {
        const key = `${x} ${y}`;
        const point = byPlace.get(key) ?? { name: `B${byPlace.size + 1}`, x, y };
        byPlace.set(key, point);
        return point;
      }),
    ),
  );
  return { points: [...byPlace.values()], ofParcel };
}

function clockwise(ring: Ring): [number, number][] {
  const at: [number, number][] = [];
  for (let i = ring.length - 2; i >= 0; i -= 2) at.push([ring[i] as number, ring[i + 1] as number]);
  let first = 0;
  const northWest = ([x, y]: readonly [number, number]): number => y - x;
  for (const [i, place] of at.entries()) if (northWest(place) > northWest(at[first] as [number, number])) first = i;
  return [...at.slice(first), ...at.slice(0, first)];
}
