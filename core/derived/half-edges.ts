import type { Ring } from "#core/geometry/geometry";
import { NodeTable } from "#core/geometry/node-table";

/**
 * Rings of faces as half-edges in number arrays: nodes are positions, each side of a ring is a half-edge with its
 * face on the left, and its twin is the half-edge the other way in another face. Halves, nodes and faces are numbers;
 * -1 is none.
 */
export class HalfEdges {
  readonly #nodes: NodeTable;
  /** First half-edge out of a node. */
  #out: Int32Array;
  /** Of a half-edge: node it leaves, next along the ring, next out of the same node, its face. */
  #origin: Int32Array;
  #next: Int32Array;
  #sibling: Int32Array;
  #face: Int32Array;
  #count = 0;
  readonly #free: number[] = [];

  /** @param expected about how many half-edges will come */
  constructor(expected: number) {
    this.#nodes = new NodeTable(Math.ceil(expected / 2));
    // Room for what edits add, so that the first one does not wait for longer arrays.
    const size = Math.max(64, Math.ceil(expected * 1.1));
    this.#out = new Int32Array(size).fill(-1);
    this.#origin = new Int32Array(size);
    this.#next = new Int32Array(size);
    this.#sibling = new Int32Array(size);
    this.#face = new Int32Array(size);
  }

  /** Adds a ring of a face. @returns its first half-edge; -1 for a ring without vertices */
  addRing(ring: Ring, face: number): number {
    let first = -1;
    let last = -1;
    for (let i = 0; i < ring.length; i += 2) {
      const e = this.#newHalf(this.#newNode(ring[i] as number, ring[i + 1] as number), face);
      if (last >= 0) this.#next[last] = e;
      else first = e;
      last = e;
    }
    if (first >= 0) this.#next[last] = first;
    return first;
  }

  /** Takes a ring away again, from any of its half-edges. */
  removeRing(start: number): void {
    let e = start;
    do {
      const next = this.#next[e] as number;
      this.#unlink(e);
      this.#face[e] = -1;
      this.#free.push(e);
      e = next;
    } while (e !== start);
  }

  /** Every half-edge there is. */
  each(visit: (half: number) => void): void {
    for (let e = 0; e < this.#count; e++) if ((this.#face[e] as number) >= 0) visit(e);
  }

  /** Every half-edge of a ring, from one of them on. */
  eachAlong(start: number, visit: (half: number) => void): void {
    let e = start;
    do {
      visit(e);
      e = this.#next[e] as number;
    } while (e !== start);
  }

  x(node: number): number {
    return this.#nodes.x(node);
  }

  y(node: number): number {
    return this.#nodes.y(node);
  }

  /** The node at a position. */
  nodeAt(x: number, y: number): number {
    return this.#nodes.find(x, y);
  }

  /** A half-edge out of a node; the others follow by `sibling`. */
  out(node: number): number {
    return node < 0 ? -1 : (this.#out[node] as number);
  }

  sibling(half: number): number {
    return this.#sibling[half] as number;
  }

  origin(half: number): number {
    return this.#origin[half] as number;
  }

  destination(half: number): number {
    return this.#origin[this.#next[half] as number] as number;
  }

  next(half: number): number {
    return this.#next[half] as number;
  }

  /** The half-edge before one in its ring. */
  before(half: number): number {
    let e = half;
    while (this.#next[e] !== half) e = this.#next[e] as number;
    return e;
  }

  /** The face on the left of a half-edge. */
  face(half: number): number {
    return this.#face[half] as number;
  }

  /** A half-edge from node to node, of one of some faces if they are given. */
  find(from: number, to: number, members?: ReadonlySet<number>): number {
    for (let e = this.#out[from] as number; e >= 0; e = this.#sibling[e] as number) {
      if (this.destination(e) === to && (!members || members.has(this.#face[e] as number))) return e;
    }
    return -1;
  }

  /** The half-edge the other way, of one of some faces if they are given. */
  twin(half: number, members?: ReadonlySet<number>): number {
    return this.find(this.destination(half), this.#origin[half] as number, members);
  }

  lengthMm(half: number): number {
    const a = this.#origin[half] as number;
    const b = this.destination(half);
    return Math.hypot(this.#nodes.x(b) - this.#nodes.x(a), this.#nodes.y(b) - this.#nodes.y(a));
  }

  #newNode(x: number, y: number): number {
    const node = this.#nodes.add(x, y);
    if (node >= this.#out.length) this.#out = longer(this.#out);
    return node;
  }

  #newHalf(origin: number, face: number): number {
    const e = this.#free.pop() ?? this.#count++;
    if (e >= this.#origin.length) {
      this.#origin = longer(this.#origin);
      this.#next = longer(this.#next);
      this.#sibling = longer(this.#sibling);
      this.#face = longer(this.#face);
    }
    this.#origin[e] = origin;
    this.#face[e] = face;
    this.#sibling[e] = this.#out[origin] as number;
    this.#out[origin] = e;
    return e;
  }

  #unlink(half: number): void {
    const origin = this.#origin[half] as number;
    if (this.#out[origin] === half) {
      this.#out[origin] = this.#sibling[half] as number;
      return;
    }
    let e = this.#out[origin] as number;
    while (this.#sibling[e] !== half) e = this.#sibling[e] as number;
    this.#sibling[e] = this.#sibling[half] as number;
  }
}

/** Twice as long; new places hold -1. */
function longer(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2).fill(-1);
  to.set(from);
  return to;
}
