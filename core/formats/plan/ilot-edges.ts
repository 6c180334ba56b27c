import type { Ring } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";

/**
 * The outlines of îlots from the faces that bear their number: edges that two faces of an îlot share cancel, what is
 * left is chained. Faces are noded (a shared boundary is the same vertices), as every coverage of a project is.
 *
 * @returns flat rings by number of the îlot, shells counter-clockwise, holes clockwise
 */
export function ilotEdges(faces: Iterable<Feature>): Map<string, Ring[]> {
  const edges = new Map<string, Map<string, readonly number[]>>();
  for (const face of faces) {
    const number = face.fields["ilot"];
    if (number === undefined || face.geometry?.kind !== "polygon") continue;
    const key = String(number);
    const held = edges.get(key) ?? new Map<string, readonly number[]>();
    edges.set(key, held);
    for (const ring of face.geometry.rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const [ax, ay, bx, by] = [ring[j], ring[j + 1], ring[i], ring[i + 1]] as [number, number, number, number];
        if (!held.delete(`${bx},${by},${ax},${ay}`)) held.set(`${ax},${ay},${bx},${by}`, [ax, ay, bx, by]);
      }
    }
  }
  return new Map([...edges].map(([number, held]) => [number, chained([...held.values()])]));
}

function chained(edges: readonly (readonly number[])[]): Ring[] {
  const from = new Map<string, (readonly number[])[]>();
  for (const edge of edges) {
    const key = `${edge[0]},${edge[1]}`;
    const held = from.get(key);
    if (held) held.push(edge);
    else from.set(key, [edge]);
  }
  const rings: Ring[] = [];
  for (const first of edges) {
    const ring: number[] = [];
    let edge = from.get(`${first[0]},${first[1]}`)?.pop();
    while (edge) {
      ring.push(edge[0] as number, edge[1] as number);
      edge = from.get(`${edge[2]},${edge[3]}`)?.pop();
    }
    if (ring.length >= 6) rings.push(ring);
  }
  return rings;
}
