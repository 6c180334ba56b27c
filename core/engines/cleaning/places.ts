import type { DirtySurface } from "#core/engines/cleaning/cleaning-types";
import { NodeTable } from "#core/geometry/node-table";
import { NumberLists } from "#core/geometry/number-lists";

/** The places that vertices of objects stand on, and the objects that have each, in their order. */
export function placesOf(objects: readonly DirtySurface[]): {
  readonly places: NodeTable;
  readonly owners: NumberLists;
} {
  const places = new NodeTable();
  const owners = new NumberLists();
  objects.forEach(({ parts }, object) => {
    for (const rings of parts) {
      for (const ring of rings) {
        for (let i = 0; i < ring.length; i += 2) {
          const place = places.add(ring[i] as number, ring[i + 1] as number);
          if (owners.lastOf(place) !== object) owners.push(place, object);
        }
      }
    }
  });
  return { places, owners };
}
