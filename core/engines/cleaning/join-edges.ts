import Flatbush from "flatbush";
import { EdgeTally } from "#core/derived/edge-tally";
import type { CleaningFinding, DirtySurface } from "#core/engines/cleaning/cleaning-types";
import { placesOf } from "#core/engines/cleaning/places";
import type { Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";

/**
 * Puts vertices of other objects that lie on an edge, or within the tolerance of it, into that edge, so that
 * neighbours that run along each other have the same vertices. An edge is bent, never the vertex moved. An edge that
 * a neighbour has already, and that of an object which has the vertex, stay straight.
 *
 * @param snapMm tolerance, millimetres; at 0 only vertices on the very line are put in
 * @returns objects with more vertices; a finding (`t-junction`) for each vertex put in
 */
export function joinEdges(
  objects: readonly DirtySurface[],
  snapMm: number,
): { objects: readonly DirtySurface[]; findings: CleaningFinding[] } {
  const { places, owners } = placesOf(objects);
  const tally = new EdgeTally();
  /** How many rings have each edge. */
  const uses: number[] = [];
  for (const { parts } of objects) {
    for (const ring of parts.flat()) {
      let last = places.find(ring.at(-2) as number, ring.at(-1) as number);
      for (let i = 0; i < ring.length; i += 2) {
        const place = places.find(ring[i] as number, ring[i + 1] as number);
        const edge = tally.run(last, place);
        uses[edge] = (uses[edge] ?? 0) + 1;
        last = place;
      }
    }
  }
  if (places.count === 0) return { objects, findings: [] };
  const index = new Flatbush(places.count);
  for (let place = 0; place < places.count; place++) index.add(places.x(place), places.y(place));
  index.finish();

  const findings: CleaningFinding[] = [];
  const reach = Math.max(0, snapMm);
  const bent = (ring: Ring, object: number): Ring => {
    /** The ring so far, once it has a vertex more. */
    let out: number[] | undefined;
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const [ax, ay] = [ring[i] as number, ring[i + 1] as number];
      const [bx, by] = [ring[j] as number, ring[j + 1] as number];
      out?.push(ax, ay);
      if ((uses[tally.run(places.find(ax, ay), places.find(bx, by))] as number) > 1) continue;
      const [minX, maxX] = [Math.min(ax, bx) - reach, Math.max(ax, bx) + reach];
      const [minY, maxY] = [Math.min(ay, by) - reach, Math.max(ay, by) + reach];
      const near = index
        .search(minX, minY, maxX, maxY, (place) => !owners.has(place, object))
        .map((place) => ({ place, ...footOnSegment(ax, ay, bx, by, places.x(place), places.y(place)) }))
        .filter(({ share, distanceMm }) => share > 0 && share < 1 && distanceMm <= reach)
        .sort((a, b) => a.share - b.share || a.place - b.place);
      for (const { place, distanceMm } of near) {
        out ??= ring.slice(0, i + 2);
        out.push(places.x(place), places.y(place));
        findings.push({
          kind: "t-junction",
          at: [places.x(place), places.y(place)],
          objects: [object, ...owners.of(place)],
          distanceMm,
        });
      }
    }
    return out ?? ring;
  };
  const joined = objects.map(({ parts }, object) => ({
    parts: parts.map((rings) => rings.map((ring) => bent(ring, object))),
  }));
  return { objects: joined, findings };
}
