import { boxOf } from "#core/geometry/box";
import { polygonOf } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import { benchCadastre } from "../synthetic-project.ts";

/** Buildings on each parcel of the built-up town. */
const HOUSES = 3;

/** A generated project the window is measured on. */
export interface World {
  readonly name: "cadastre" | "town";
  readonly features: readonly Feature[];
}

/** The synthetic cadastre: parcels, streets, îlots and axes. */
export function cadastre(parcels: number): World {
  return { name: "cadastre", features: benchCadastre(parcels) };
}

/** A town a fifth as large, with three houses on every parcel. */
export function town(parcels: number): World {
  const land = benchCadastre(Math.max(4, Math.round(parcels / 5)));
  const houses: Feature[] = [];
  for (const { id, class: kind, geometry } of land) {
    if (kind !== "parcel" || !geometry) continue;
    const [x1, y1, x2, y2] = boxOf(geometry);
    const step = (x2 - x1) / (HOUSES + 1);
    for (let k = 0; k < HOUSES; k++) {
      const west = Math.round(x1 + step * (k + 0.6));
      const east = Math.round(west + step * 0.8);
      const south = Math.round(y1 + (y2 - y1) * 0.3);
      const north = Math.round(y1 + (y2 - y1) * 0.7);
      const geometry = polygonOf([west, south, east, south, east, north, west, north]);
      houses.push({ id: `house-${id}-${k}`, class: "building", geometry, fields: {} });
    }
  }
  return { name: "town", features: [...land, ...houses] };
}
