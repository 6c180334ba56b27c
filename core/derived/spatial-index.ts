import Flatbush from "flatbush";
import { type Box, boxOf } from "#core/geometry/box";
import { type Position, runsOf } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import type { Change } from "#core/model/change";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** A place on a feature near a position. */
export interface Near {
  readonly id: string;
  /** A vertex exactly; a foot on an edge, not rounded. */
  readonly at: Position;
  readonly distanceMm: number;
}

/** What features are asked for; absent: all. */
export type FeatureFilter = (feature: Feature) => boolean;

/** So many changed features are looked through one by one before the trees are grown anew. */
const OVERLAY_LIMIT = 2_000;

/**
 * Boxes and vertices of all features of a project, for the map, picking and snapping. Follows changes: what has
 * changed since the trees were grown is kept beside them. Answers come in no fixed order.
 */
export class SpatialIndex {
  readonly #features = new Map<string, Feature>();
  /** Grown trees: the features in them by seat, and the seat of those that have not changed since. */
  #grown: Feature[] = [];
  readonly #seats = new Map<string, number>();
  #boxes: Flatbush | undefined;
  #vertices: Flatbush | undefined;
  #ownerOfVertex = new Int32Array(0);
  readonly #fresh = new Map<string, Box>();

  static build(project: ProjectView): SpatialIndex {
    const index = new SpatialIndex();
    for (const feature of project.all()) if (feature.geometry) index.#features.set(feature.id, feature);
    index.#grow();
    return index;
  }

  follow(change: Change): void {
    for (const feature of change.removed) this.#drop(feature.id);
    for (const [from, to] of change.updated) {
      this.#drop(from.id);
      this.#put(to);
    }
    for (const feature of change.added) this.#put(feature);
    if (this.#fresh.size > OVERLAY_LIMIT) this.#grow();
  }

  get size(): number {
    return this.#features.size;
  }

  /** Ids of the features whose box meets a box, of some classes if they are named. */
  query(box: Box, classes?: ReadonlySet<ClassId>): string[] {
    const ids: string[] = [];
    for (const seat of this.#boxes?.search(...box) ?? []) {
      const feature = this.#grown[seat] as Feature;
      if (this.#seats.get(feature.id) === seat && (!classes || classes.has(feature.class))) ids.push(feature.id);
    }
    for (const [id, [minX, minY, maxX, maxY]] of this.#fresh) {
      if (minX > box[2] || maxX < box[0] || minY > box[3] || maxY < box[1]) continue;
      if (!classes || classes.has((this.#features.get(id) as Feature).class)) ids.push(id);
    }
    return ids;
  }

  /** The nearest vertex within reach. Of several equally near, any. */
  nearestVertex(x: number, y: number, reachMm: number, wanted: FeatureFilter = () => true): Near | undefined {
    let best: Near | undefined;
    const tree = this.#vertexTree();
    const stale = (vertex: number): boolean => {
      const seat = this.#ownerOfVertex[vertex] as number;
      const feature = this.#grown[seat] as Feature;
      return this.#seats.get(feature.id) !== seat || !wanted(feature);
    };
    const found = tree?.neighbors(x, y, 1, reachMm, (vertex) => !stale(vertex))[0];
    if (found !== undefined) {
      best = nearestOf(this.#grown[this.#ownerOfVertex[found] as number] as Feature, x, y, reachMm);
    }
    for (const [id, box] of this.#fresh) {
      if (x < box[0] - reachMm || x > box[2] + reachMm || y < box[1] - reachMm || y > box[3] + reachMm) continue;
      const feature = this.#features.get(id) as Feature;
      const near = wanted(feature) ? nearestOf(feature, x, y, reachMm) : undefined;
      if (near && (!best || near.distanceMm < best.distanceMm)) best = near;
    }
    return best;
  }

  /** The nearest place on an edge within reach. */
  nearestEdge(x: number, y: number, reachMm: number, wanted: FeatureFilter = () => true): Near | undefined {
    let best: Near | undefined;
    for (const id of this.query([x - reachMm, y - reachMm, x + reachMm, y + reachMm])) {
      const feature = this.#features.get(id) as Feature;
      if (!feature.geometry || feature.geometry.kind === "point" || !wanted(feature)) continue;
      const closed = feature.geometry.kind === "polygon";
      for (const run of runsOf(feature.geometry)) {
        for (let i = closed ? 0 : 2, j = closed ? run.length - 2 : 0; i < run.length; j = i, i += 2) {
          const [ax, ay, bx, by] = [run[j] as number, run[j + 1] as number, run[i] as number, run[i + 1] as number];
          if ((ax < x - reachMm && bx < x - reachMm) || (ax > x + reachMm && bx > x + reachMm)) continue;
          if ((ay < y - reachMm && by < y - reachMm) || (ay > y + reachMm && by > y + reachMm)) continue;
          const { at, distanceMm } = footOnSegment(ax, ay, bx, by, x, y);
          if (distanceMm <= (best?.distanceMm ?? reachMm)) best = { id, at, distanceMm };
        }
      }
    }
    return best;
  }

  #put(feature: Feature): void {
    if (!feature.geometry) return;
    this.#features.set(feature.id, feature);
    this.#fresh.set(feature.id, boxOf(feature.geometry));
  }

  #drop(id: string): void {
    this.#features.delete(id);
    this.#seats.delete(id);
    this.#fresh.delete(id);
  }

  #grow(): void {
    this.#grown = [...this.#features.values()];
    this.#fresh.clear();
    this.#seats.clear();
    this.#vertices = undefined;
    this.#boxes = this.#grown.length > 0 ? new Flatbush(this.#grown.length) : undefined;
    for (const [seat, feature] of this.#grown.entries()) {
      this.#seats.set(feature.id, seat);
      if (feature.geometry) this.#boxes?.add(...boxOf(feature.geometry));
    }
    this.#boxes?.finish();
  }

  /** Grown when first asked for: the command line never snaps. */
  #vertexTree(): Flatbush | undefined {
    if (this.#vertices || this.#grown.length === 0) return this.#vertices;
    let count = 0;
    for (const { geometry } of this.#grown) if (geometry) for (const run of runsOf(geometry)) count += run.length / 2;
    const tree = new Flatbush(count);
    this.#ownerOfVertex = new Int32Array(count);
    for (const [seat, { geometry }] of this.#grown.entries()) {
      for (const run of geometry ? runsOf(geometry) : []) {
        for (let i = 0; i < run.length; i += 2) {
          const [x, y] = [run[i] as number, run[i + 1] as number];
          this.#ownerOfVertex[tree.add(x, y, x, y)] = seat;
        }
      }
    }
    tree.finish();
    this.#vertices = tree;
    return tree;
  }
}

function nearestOf(feature: Feature, x: number, y: number, reachMm: number): Near | undefined {
  let best: Near | undefined;
  for (const run of feature.geometry ? runsOf(feature.geometry) : []) {
    for (let i = 0; i < run.length; i += 2) {
      const distanceMm = Math.hypot((run[i] as number) - x, (run[i + 1] as number) - y);
      if (distanceMm > reachMm || (best && distanceMm >= best.distanceMm)) continue;
      best = { id: feature.id, at: [run[i] as number, run[i + 1] as number], distanceMm };
    }
  }
  return best;
}
