import { isFace, PlanarGraph } from "#core/derived/planar-graph";
import { faultAfterEdit, type PolygonFault } from "#core/derived/polygon-fault";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import type { Position, Ring } from "#core/geometry/geometry";
import type { CommandEnv } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** The coverage a plan reads: the one that follows the project, or else one built on the spot. */
export function coverageOf(project: ProjectView, env: CommandEnv): CoverageIndex {
  return env.coverage ?? PlanarGraph.build(project);
}

/** The perimeters that have a vertex exactly at a position. */
export function perimetersAt(project: ProjectView, [x, y]: Position): string[] {
  const ids: string[] = [];
  for (const { id, geometry } of project.ofClass("perimeter")) {
    if (geometry?.kind === "polygon" && geometry.rings.some((ring) => vertexIndex(ring, x, y) >= 0)) ids.push(id);
  }
  return ids;
}

/** First number of a vertex in a ring, or -1. */
export function vertexIndex(ring: Ring, x: number, y: number): number {
  for (let i = 0; i < ring.length; i += 2) if (ring[i] === x && ring[i + 1] === y) return i;
  return -1;
}

/**
 * Boundaries under edit: the rings of the faces (and of the perimeter) that one edit touches, changed together so
 * that shared vertices stay the same in all of them. Nothing is true before the plan hands on `updates()`.
 */
export class Reshape {
  readonly #project: ProjectView;
  readonly #rings = new Map<string, Ring[]>();
  readonly #touched: number[] = [];
  readonly #swept: Box = emptyBox();

  constructor(project: ProjectView) {
    this.#project = project;
  }

  /** Ids under edit. */
  get ids(): string[] {
    return [...this.#rings.keys()];
  }

  /** Box of the ground that boundaries moved over. */
  get swept(): Box {
    return this.#swept;
  }

  /** Rings of a polygon feature as they stand in this edit; empty when it has none. */
  rings(id: string): readonly Ring[] {
    const held = this.#rings.get(id);
    if (held) return held;
    const geometry = this.#project.get(id)?.geometry;
    return geometry?.kind === "polygon" ? geometry.rings : [];
  }

  /**
   * Puts vertices into the edge a–b of each feature that has it, whichever way round.
   *
   * @param points flat, in order from a to b
   */
  insert(ids: Iterable<string>, a: Position, b: Position, points: readonly number[]): void {
    const back: number[] = [];
    for (let i = points.length - 2; i >= 0; i -= 2) back.push(points[i] as number, points[i + 1] as number);
    for (const id of ids) {
      this.#change(id, (ring) => {
        for (let i = 0; i < ring.length; i += 2) {
          const j = (i + 2) % ring.length;
          const [px, py, qx, qy] = [ring[i], ring[i + 1], ring[j], ring[j + 1]];
          if (px === a[0] && py === a[1] && qx === b[0] && qy === b[1]) return spliced(ring, i + 2, 0, points);
          if (px === b[0] && py === b[1] && qx === a[0] && qy === a[1]) return spliced(ring, i + 2, 0, back);
        }
        return undefined;
      });
    }
    this.#touch([...points, ...a, ...b]);
  }

  /** Moves a vertex in each feature that has it. */
  move(ids: Iterable<string>, from: Position, to: Position): void {
    for (const id of ids) {
      this.#change(id, (ring) => {
        const i = vertexIndex(ring, ...from);
        if (i < 0) return undefined;
        this.#touchBeside(ring, i);
        return spliced(ring, i, 2, to);
      });
    }
    growBox(this.#swept, from);
    this.#touched.push(...to);
    growBox(this.#swept, to);
  }

  /** Takes a vertex out of each feature that has it. */
  drop(ids: Iterable<string>, at: Position): void {
    for (const id of ids) {
      this.#change(id, (ring) => {
        const i = vertexIndex(ring, ...at);
        if (i < 0) return undefined;
        // The edge that closes over the vertex is new: one of its ends stands for it.
        const before = (i + ring.length - 2) % ring.length;
        this.#touched.push(ring[before] as number, ring[before + 1] as number);
        this.#touchBeside(ring, i);
        return spliced(ring, i, 2, []);
      });
    }
    growBox(this.#swept, at);
  }

  /** Puts other rings in place of a feature's own, sound already. */
  set(id: string, rings: readonly Ring[]): void {
    this.#rings.set(id, [...rings]);
  }

  /** The first feature that this edit would spoil, and why. */
  fault(except: ReadonlySet<string> = new Set()): (PolygonFault & { readonly id: string }) | undefined {
    for (const [id, rings] of this.#rings) {
      if (except.has(id)) continue;
      const fault = faultAfterEdit({ kind: "polygon", rings }, this.#touched, this.#swept);
      if (fault) return { ...fault, id };
    }
    return undefined;
  }

  /** The features as they were and as they are to be. */
  updates(): (readonly [Feature, Feature])[] {
    const updates: (readonly [Feature, Feature])[] = [];
    for (const [id, rings] of this.#rings) {
      const from = this.#project.get(id);
      if (from) updates.push([from, { ...from, geometry: { kind: "polygon", rings } }]);
    }
    return updates;
  }

  #change(id: string, ringAfter: (ring: Ring) => Ring | undefined): void {
    const rings = this.rings(id);
    let changed = false;
    const after = rings.map((ring) => {
      const other = ringAfter(ring);
      if (other) changed = true;
      return other ?? ring;
    });
    if (changed) this.#rings.set(id, after);
  }

  #touchBeside(ring: Ring, i: number): void {
    const before = (i + ring.length - 2) % ring.length;
    const after = (i + 2) % ring.length;
    growBox(this.#swept, [ring[before] as number, ring[before + 1] as number]);
    growBox(this.#swept, [ring[after] as number, ring[after + 1] as number]);
  }

  #touch(points: readonly number[]): void {
    this.#touched.push(...points);
    growBox(this.#swept, points);
  }
}

/** The perimeters among a project's features that have the edge a–b, whichever way round. */
export function perimetersBeside(project: ProjectView, a: Position, b: Position): string[] {
  const ids: string[] = [];
  for (const { id, geometry } of project.ofClass("perimeter")) {
    if (geometry?.kind !== "polygon") continue;
    for (const ring of geometry.rings) {
      const i = vertexIndex(ring, ...a);
      if (i < 0) continue;
      const ends = [(i + 2) % ring.length, (i + ring.length - 2) % ring.length];
      if (ends.some((j) => ring[j] === b[0] && ring[j + 1] === b[1])) ids.push(id);
    }
  }
  return ids;
}

/** Everything that has the edge a–b: the faces beside it, and the perimeter where it is the edge of the plan. */
export function ownersOfEdge(project: ProjectView, coverage: CoverageIndex, a: Position, b: Position): string[] {
  const { left, right } = coverage.facesBeside(...a, ...b);
  return [left, right, ...perimetersBeside(project, a, b)].filter((id) => id !== undefined);
}

/** A face of the coverage by id. */
export function faceOf(project: ProjectView, id: string) {
  const feature = project.get(id);
  return feature && isFace(feature) ? feature : undefined;
}

function spliced(ring: Ring, at: number, count: number, points: readonly number[]): number[] {
  const out = [...ring];
  out.splice(at, count, ...points);
  return out;
}
