import { emptyBox, growBox } from "#core/geometry/box";
import { runsOf } from "#core/geometry/geometry";
import type { Change } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

const CHUNK_SIZE = 256;
const CELL_MM = 250_000;

/** A chunk to be written, or to be removed when it is empty. */
export interface ChunkText {
  readonly chunk: number;
  readonly count: number;
  readonly text: string;
}

/**
 * Which feature rests in which chunk, and which chunks the changes since the last checkpoint have made stale.
 * A checkpoint rewrites stale chunks only.
 */
export class ChunkMap {
  readonly #chunkOf = new Map<string, number>();
  readonly #members = new Map<number, Set<string>>();
  readonly #stale = new Set<number>();
  #next = 0;

  /** Takes up chunks as they were read. */
  adopt(chunk: number, features: readonly Feature[]): void {
    this.#members.set(chunk, new Set(features.map((feature) => feature.id)));
    for (const feature of features) this.#chunkOf.set(feature.id, chunk);
    this.#next = Math.max(this.#next, chunk + 1);
  }

  follow(change: Change): void {
    for (const feature of change.removed) {
      const chunk = this.#chunkOf.get(feature.id);
      if (chunk === undefined) continue;
      this.#chunkOf.delete(feature.id);
      this.#members.get(chunk)?.delete(feature.id);
      this.#stale.add(chunk);
    }
    for (const [, feature] of change.updated) {
      const chunk = this.#chunkOf.get(feature.id);
      if (chunk !== undefined) this.#stale.add(chunk);
    }
    const added = change.added.length > CHUNK_SIZE ? byCell(change.added) : change.added;
    for (const feature of added) {
      let last = this.#next - 1;
      if (last < 0 || (this.#members.get(last)?.size ?? CHUNK_SIZE) >= CHUNK_SIZE) {
        last = this.#next++;
        this.#members.set(last, new Set());
      }
      this.#members.get(last)?.add(feature.id);
      this.#chunkOf.set(feature.id, last);
      this.#stale.add(last);
    }
  }

  /** Text of the stale chunks as the project stands now; an empty chunk has count 0. Forgets nothing until `settled`. */
  stale(project: ProjectView): ChunkText[] {
    return [...this.#stale]
      .sort((a, b) => a - b)
      .map((chunk) => {
        const features: Feature[] = [];
        for (const id of this.#members.get(chunk) ?? []) {
          const feature = project.get(id);
          if (feature) features.push(feature);
        }
        return { chunk, count: features.length, text: JSON.stringify(features) };
      });
  }

  /** The stale chunks given by `stale` are on the disk. */
  settled(written: readonly ChunkText[]): void {
    for (const { chunk, count } of written) {
      this.#stale.delete(chunk);
      if (count === 0) this.#members.delete(chunk);
    }
  }

  /** Every chunk that holds something, with its count. */
  table(): [chunk: number, count: number][] {
    return [...this.#members].filter(([, ids]) => ids.size > 0).map(([chunk, ids]) => [chunk, ids.size]);
  }
}

/** Features in the order of the square cells they lie in, row by row: near ones share a chunk. */
function byCell(features: readonly Feature[]): Feature[] {
  const keyed = features.map((feature) => {
    if (!feature.geometry) return { feature, row: -Infinity, column: 0 };
    const box = emptyBox();
    for (const run of runsOf(feature.geometry)) growBox(box, run);
    return { feature, row: Math.floor(box[1] / CELL_MM), column: Math.floor(box[0] / CELL_MM) };
  });
  keyed.sort((a, b) => a.row - b.row || a.column - b.column);
  return keyed.map((entry) => entry.feature);
}
