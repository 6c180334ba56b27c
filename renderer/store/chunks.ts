import { emptyBox, growBox } from "#core/geometry/box";
import { runsOf } from "#core/geometry/geometry";
import { type Change, touchedCount } from "#core/model/change";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

const CHUNK_SIZE = 256;
const CELL_MM = 250_000;

/** A record that touches so many features weighs as much as two that touch one. */
const FEATURES_A_RECORD = 50;

/** What a record that made this change weighs in the tail behind a checkpoint. */
export function weightOf(change: Change): number {
  return 1 + touchedCount(change) / FEATURES_A_RECORD;
}

/** A chunk to be written, or to be removed when it is empty. */
export interface StaleChunk {
  readonly chunk: number;
  /** When it was last made stale, in the map's own count. */
  readonly stamp: number;
  readonly features: readonly Feature[];
}

/**
 * Which feature rests in which chunk, and which chunks the changes since the last checkpoint have made stale.
 * A checkpoint rewrites stale chunks only.
 */
export class ChunkMap {
  readonly #known = new Map<string, number>();
  /** Chunks that were read, until somebody asks where a feature rests. */
  #adopted: [chunk: number, features: readonly Feature[]][] = [];
  /** How many features each chunk holds. */
  readonly #counts = new Map<number, number>();
  /** Stale chunks, and the stamp of the change that last made each so. */
  readonly #stale = new Map<number, number>();
  #stamp = 0;
  #next = 0;

  /** Takes up chunks as they were read. */
  adopt(chunk: number, features: readonly Feature[]): void {
    this.#counts.set(chunk, features.length);
    this.#adopted.push([chunk, features]);
    this.#next = Math.max(this.#next, chunk + 1);
  }

  follow(change: Change): void {
    const stamp = ++this.#stamp;
    const chunkOf = this.#chunkOf;
    for (const feature of change.removed) {
      const chunk = chunkOf.get(feature.id);
      if (chunk === undefined) continue;
      chunkOf.delete(feature.id);
      this.#count(chunk, -1);
      this.#stale.set(chunk, stamp);
    }
    for (const [, feature] of change.updated) {
      const chunk = chunkOf.get(feature.id);
      if (chunk !== undefined) this.#stale.set(chunk, stamp);
    }
    const added = change.added.length > CHUNK_SIZE ? byCell(change.added) : change.added;
    for (const feature of added) {
      let last = this.#next - 1;
      if (last < 0 || (this.#counts.get(last) ?? CHUNK_SIZE) >= CHUNK_SIZE) {
        last = this.#next++;
        this.#counts.set(last, 0);
      }
      this.#count(last, 1);
      chunkOf.set(feature.id, last);
      this.#stale.set(last, stamp);
    }
  }

  /** The stale chunks as the project stands now. Forgets nothing until `settled`. */
  stale(project: ProjectView): StaleChunk[] {
    if (this.#stale.size === 0) return [];
    const members = new Map<number, Feature[]>([...this.#stale.keys()].map((chunk) => [chunk, []]));
    // One walk over all ids: cheaper in the end than a set of ids kept for each chunk.
    for (const [id, chunk] of this.#chunkOf) {
      const feature = members.has(chunk) ? project.get(id) : undefined;
      if (feature) members.get(chunk)?.push(feature);
    }
    return [...this.#stale]
      .sort((a, b) => a[0] - b[0])
      .map(([chunk, stamp]) => ({ chunk, stamp, features: members.get(chunk) ?? [] }));
  }

  /** Chunks given by `stale` are on the disk; one that has changed since stays stale. */
  settled(written: readonly StaleChunk[]): void {
    for (const { chunk, stamp } of written) {
      if (this.#stale.get(chunk) !== stamp) continue;
      this.#stale.delete(chunk);
      if (this.#counts.get(chunk) === 0) this.#counts.delete(chunk);
    }
  }

  /** Every chunk that holds something, with its count. */
  table(): [chunk: number, count: number][] {
    return [...this.#counts].filter(([, count]) => count > 0);
  }

  /** Which chunk each feature rests in. */
  get #chunkOf(): Map<string, number> {
    for (const [chunk, features] of this.#adopted.splice(0)) {
      for (const feature of features) this.#known.set(feature.id, chunk);
    }
    return this.#known;
  }

  #count(chunk: number, by: number): void {
    this.#counts.set(chunk, (this.#counts.get(chunk) ?? 0) + by);
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
