import { isFace } from "#core/derived/planar-graph";
import { type Box, boxOf, emptyBox, growBox } from "#core/geometry/box";
import type { PolygonGeometry } from "#core/geometry/geometry";
import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";

/** What a change touches of the ground, so that rules look there and nowhere else. */
export interface Touched {
  readonly change: Change;
  /** All features of the change as they are now, and those that were. */
  readonly now: readonly Feature[];
  readonly was: readonly Feature[];
  /** Boundary edges of faces and perimeters that came, went or changed hands: four numbers each. */
  readonly edges: readonly number[];
  /** Where faces are not what they were. */
  readonly boxes: readonly Box[];
}

/** Works out what a change touches. Costs the vertices of the features in it. */
export function touchedBy(change: Change): Touched {
  const edges: number[] = [];
  const boxes: Box[] = [];
  const step = (from: Feature | undefined, to: Feature | undefined): void => {
    const before = surfaceOf(from);
    const after = surfaceOf(to);
    if (before === after) return;
    const start = edges.length;
    if (before && after) differingEdges(before, after, edges);
    else pushEdges((before ?? after) as PolygonGeometry, edges);
    if (edges.length > start) boxes.push(growBox(emptyBox(), edges.slice(start)));
  };
  for (const feature of change.removed) step(feature, undefined);
  for (const [from, to] of change.updated) step(from, to);
  for (const feature of change.added) step(undefined, feature);
  return {
    change,
    now: [...change.updated.map(([, to]) => to), ...change.added],
    was: [...change.removed, ...change.updated.map(([from]) => from)],
    edges,
    boxes,
  };
}

/** The ground that a feature stood or stands on, a margin around it. */
export function boxAround(feature: Feature, marginMm: number): Box | undefined {
  if (!feature.geometry) return undefined;
  const [minX, minY, maxX, maxY] = boxOf(feature.geometry);
  return [minX - marginMm, minY - marginMm, maxX + marginMm, maxY + marginMm];
}

/** The shape of a feature that takes part in the net of boundaries. */
function surfaceOf(feature: Feature | undefined): PolygonGeometry | undefined {
  if (!feature) return undefined;
  if (isFace(feature)) return feature.geometry;
  return feature.class === "perimeter" && feature.geometry?.kind === "polygon" ? feature.geometry : undefined;
}

function pushEdges({ rings }: PolygonGeometry, into: number[]): void {
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      into.push(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
    }
  }
}

/** Edges that one of two shapes has and the other has not. */
function differingEdges(a: PolygonGeometry, b: PolygonGeometry, into: number[]): void {
  const most = Math.max(a.rings.length, b.rings.length);
  for (let k = 0; k < most; k++) {
    const [p, q] = [a.rings[k], b.rings[k]];
    if (p === q) continue;
    if (!p || !q) {
      pushEdges({ kind: "polygon", rings: [p ?? q ?? []] }, into);
      continue;
    }
    // Rings that begin and end alike differ in between: an edit leaves most of a long street as it was.
    let head = 0;
    const least = Math.min(p.length, q.length);
    while (head < least && p[head] === q[head] && p[head + 1] === q[head + 1]) head += 2;
    let tail = 0;
    while (
      tail < least - head &&
      p[p.length - 2 - tail] === q[q.length - 2 - tail] &&
      p[p.length - 1 - tail] === q[q.length - 1 - tail]
    ) {
      tail += 2;
    }
    for (const ring of [p, q]) {
      const n = ring.length;
      if (n === 0) continue;
      // From the last vertex they share before the difference to the first one behind it.
      for (let i = head - 2; i < n - tail; i += 2) {
        const from = (i + n) % n;
        const to = (i + 2) % n;
        into.push(ring[from] as number, ring[from + 1] as number, ring[to] as number, ring[to + 1] as number);
      }
    }
  }
}
