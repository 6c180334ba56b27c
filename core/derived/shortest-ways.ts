import type { NetworkPlace, StreetGraph } from "#core/derived/street-graph";

/** Least way from some places to every node of a network. */
export interface ShortestWays {
  /** By node; Infinity where none leads within the limit. */
  readonly distanceMm: Float64Array;
  /** By node: the edge the least way comes by, or -1 at a start. */
  readonly by: Int32Array;
}

/**
 * Dijkstra's algorithm from many places at once, bounded.
 *
 * @param extraMm way already behind at each start (its access from outside the network)
 * @param enough stops early once it is true of the node just settled
 */
export function shortestWays(
  graph: StreetGraph,
  starts: readonly NetworkPlace[],
  extraMm: (start: NetworkPlace) => number,
  limitMm = Infinity,
  enough?: (node: number) => boolean,
): ShortestWays {
  const distanceMm = new Float64Array(graph.nodes.count).fill(Infinity);
  const by = new Int32Array(graph.nodes.count).fill(-1);
  const heap = new Heap();
  const offer = (node: number, way: number, edge: number): void => {
    if (way > limitMm || way >= (distanceMm[node] as number)) return;
    distanceMm[node] = way;
    by[node] = edge;
    heap.push(way, node);
  };
  for (const start of starts) {
    const length = graph.lengthMm[start.edge] as number;
    offer(graph.from[start.edge] as number, extraMm(start) + start.share * length, -1);
    offer(graph.to[start.edge] as number, extraMm(start) + (1 - start.share) * length, -1);
  }
  for (let top = heap.pop(); top; top = heap.pop()) {
    const [way, node] = top;
    if (way > (distanceMm[node] as number)) continue;
    if (enough?.(node)) break;
    for (let k = graph.starts[node] as number; k < (graph.starts[node + 1] as number); k++) {
      const edge = graph.edges[k] as number;
      const other = graph.from[edge] === node ? (graph.to[edge] as number) : (graph.from[edge] as number);
      offer(other, way + (graph.lengthMm[edge] as number), edge);
    }
  }
  return { distanceMm, by };
}

/** Binary heap of (key, value), least key first; equal keys by value, so that ways never depend on chance. */
class Heap {
  readonly #keys: number[] = [];
  readonly #values: number[] = [];

  push(key: number, value: number): void {
    let i = this.#keys.length;
    this.#keys.push(key);
    this.#values.push(value);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#before(i, parent)) break;
      this.#swap(i, parent);
      i = parent;
    }
  }

  pop(): [key: number, value: number] | undefined {
    if (this.#keys.length === 0) return undefined;
    this.#swap(0, this.#keys.length - 1);
    const key = this.#keys.pop() as number;
    const value = this.#values.pop() as number;
    for (let i = 0; ; ) {
      const left = i * 2 + 1;
      if (left >= this.#keys.length) break;
      const least = left + 1 < this.#keys.length && this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(least, i)) break;
      this.#swap(i, least);
      i = least;
    }
    return [key, value];
  }

  #before(i: number, j: number): boolean {
    const [a, b] = [this.#keys[i] as number, this.#keys[j] as number];
    return a < b || (a === b && (this.#values[i] as number) < (this.#values[j] as number));
  }

  #swap(i: number, j: number): void {
    [this.#keys[i], this.#keys[j]] = [this.#keys[j] as number, this.#keys[i] as number];
    [this.#values[i], this.#values[j]] = [this.#values[j] as number, this.#values[i] as number];
  }
}
