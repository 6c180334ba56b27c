import { BoxGrid } from "#core/derived/box-grid";
import { PlanCompanions } from "#core/derived/plan-companions";
import { polygonsOf, simpleRings } from "#core/derived/ring-nesting";
import { coverageClasses } from "#core/features/classes";
import type { Box } from "#core/geometry/box";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { NodeTable } from "#core/geometry/node-table";
import type { Change } from "#core/model/change";
import type { EdgeSides, FollowedCoverage } from "#core/model/coverage-index";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** Told of one edge of the graph: its two ends and the faces beside it (absent: nothing lies there). */
export type EdgeVisitor = (ax: number, ay: number, bx: number, by: number, sides: EdgeSides) => void;

const COVERAGE: ReadonlySet<ClassId> = new Set(coverageClasses);

/** Whether a feature is a face of the plan's coverage. */
export function isFace(feature: Feature): feature is Feature & { geometry: PolygonGeometry } {
  return COVERAGE.has(feature.class) && feature.geometry?.kind === "polygon";
}

/**
 * The planar graph of the plan's coverage: nodes are positions, each ring edge is a half-edge with its face on the
 * left, and its twin is the half-edge the other way in the neighbour. Kept in number arrays; follows the changes
 * of its project, and then answers as one built anew would.
 */
export class PlanarGraph implements FollowedCoverage {
  readonly #nodes: NodeTable;
  /** First half-edge out of a node, or -1. */
  #out: Int32Array;
  /** Of a half-edge: node it leaves, next along the ring, next out of the same node, seat of its face. */
  #origin: Int32Array;
  #next: Int32Array;
  #sibling: Int32Array;
  #face: Int32Array;
  #halfCount = 0;
  readonly #freeHalves: number[] = [];
  /** Of a face, by seat: its id, the first half-edge of each ring, its box. */
  readonly #ids: (string | undefined)[] = [];
  readonly #starts: number[][] = [];
  #boxes: Float64Array;
  readonly #seats = new Map<string, number>();
  readonly #freeSeats: number[] = [];
  readonly #ilots = new Map<string, Set<string>>();
  /** Faces by place; made when first asked for. */
  #grid: BoxGrid | undefined;
  readonly #companions: PlanCompanions | undefined;

  private constructor(expectedHalves: number, project?: ProjectView) {
    this.#companions = project && new PlanCompanions(project);
    this.#nodes = new NodeTable(Math.ceil(expectedHalves / 2));
    // Room for what edits add, so that the first one does not wait for longer arrays.
    const size = Math.max(64, Math.ceil(expectedHalves * 1.1));
    this.#out = new Int32Array(size).fill(-1);
    this.#origin = new Int32Array(size);
    this.#next = new Int32Array(size);
    this.#sibling = new Int32Array(size);
    this.#face = new Int32Array(size);
    this.#boxes = new Float64Array(256);
  }

  /** The graph of a project's coverage. 100,000 parcels take about a fifth of a second. */
  static build(project: ProjectView): PlanarGraph {
    return PlanarGraph.#made([...facesOf(project)], project);
  }

  /** The graph of some faces only; it knows no îlot features and no buildings. */
  static of(faces: Iterable<Feature>): PlanarGraph {
    return PlanarGraph.#made([...faces]);
  }

  static #made(held: readonly Feature[], project?: ProjectView): PlanarGraph {
    let halves = 0;
    for (const { geometry } of held) {
      if (geometry?.kind === "polygon") for (const ring of geometry.rings) halves += ring.length / 2;
    }
    const graph = new PlanarGraph(halves, project);
    for (const feature of held) graph.#add(feature);
    return graph;
  }

  /** Takes in a change of the project. Costs the faces touched. */
  follow(change: Change): void {
    for (const feature of change.removed) this.#remove(feature);
    for (const [from, to] of change.updated) {
      if (sameFace(from, to)) continue;
      this.#remove(from);
    }
    for (const [from, to] of change.updated) {
      if (sameFace(from, to)) continue;
      this.#add(to);
    }
    for (const feature of change.added) this.#add(feature);
    this.#companions?.follow(change);
  }

  /** How many faces the graph holds. */
  get faceCount(): number {
    return this.#seats.size;
  }

  hasFace(id: string): boolean {
    return this.#seats.has(id);
  }

  hasVertex(x: number, y: number): boolean {
    const node = this.#nodes.find(x, y);
    return node >= 0 && (this.#out[node] as number) >= 0;
  }

  facesAt(x: number, y: number): string[] {
    const node = this.#nodes.find(x, y);
    const ids = new Set<string>();
    for (let e = node < 0 ? -1 : (this.#out[node] as number); e >= 0; e = this.#sibling[e] as number) {
      ids.add(this.#idOf(e));
    }
    return [...ids].sort();
  }

  facesBeside(ax: number, ay: number, bx: number, by: number): EdgeSides {
    const a = this.#nodes.find(ax, ay);
    const b = this.#nodes.find(bx, by);
    if (a < 0 || b < 0) return {};
    return this.#sides(a, b);
  }

  /** Faces whose ring runs from a to b in one piece, as often as they do; sorted. One in a sound coverage. */
  facesAlong(ax: number, ay: number, bx: number, by: number): string[] {
    const a = this.#nodes.find(ax, ay);
    const b = this.#nodes.find(bx, by);
    if (a < 0 || b < 0) return [];
    const ids: string[] = [];
    for (let e = this.#out[a] as number; e >= 0; e = this.#sibling[e] as number) {
      if (this.#destination(e) === b) ids.push(this.#idOf(e));
    }
    return ids.length > 1 ? ids.sort() : ids;
  }

  verticesAround(x: number, y: number): number[] {
    const node = this.#nodes.find(x, y);
    if (node < 0) return [];
    const around = new Set<number>();
    for (let e = this.#out[node] as number; e >= 0; e = this.#sibling[e] as number) {
      around.add(this.#destination(e));
      around.add(this.#origin[this.#before(e)] as number);
    }
    return [...around]
      .map((other) => [this.#nodes.x(other), this.#nodes.y(other)] as const)
      .sort((p, q) => p[0] - q[0] || p[1] - q[1])
      .flat();
  }

  facesIn(box: Box): string[] {
    if (!this.#grid) {
      this.#grid = new BoxGrid();
      for (const id of this.#seats.keys()) this.#grid.put(id, this.#boxOf(id));
    }
    return this.#grid.idsIn(box);
  }

  facesOfIlot(ilot: string | undefined): string[] {
    return [...(this.#ilots.get(ilot ?? "") ?? [])].sort();
  }

  ilotsNumbered(number: string): string[] {
    return this.#companions?.ilotsNumbered(number) ?? [];
  }

  pastNumbers(ilot: string | undefined): string[] {
    return this.#companions?.pastNumbers(ilot) ?? [];
  }

  actNumbered(number: string): boolean {
    return this.#companions?.actNumbered(number) ?? false;
  }

  bornesAt(x: number, y: number): string[] {
    return this.#companions?.bornesAt(x, y) ?? [];
  }

  buildingsIn(box: Box): string[] {
    return this.#companions?.buildingsIn(box) ?? [];
  }

  /** Neighbours of a face across its edges, with the length they share, millimetres. */
  neighboursOf(id: string): Map<string, number> {
    const lengths = new Map<string, number>();
    this.eachBorder(id, (other, mm) => lengths.set(other, (lengths.get(other) ?? 0) + mm));
    return new Map([...lengths].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Each stretch of a face's boundary with another face beyond it, with its length, millimetres. */
  eachBorder(id: string, visit: (other: string, mm: number) => void): void {
    this.#eachHalf(id, (e) => {
      const twin = this.#twin(e);
      if (twin >= 0) visit(this.#idOf(twin), this.#lengthMm(e));
    });
  }

  /** Every edge once. An edge with both sides is told from its lower to its higher node number. */
  eachEdge(visit: EdgeVisitor): void {
    for (let e = 0; e < this.#halfCount; e++) {
      if ((this.#face[e] as number) < 0) continue;
      const a = this.#origin[e] as number;
      const b = this.#destination(e);
      const twin = this.#find(b, a);
      if (twin >= 0 && a > b) continue;
      visit(this.#nodes.x(a), this.#nodes.y(a), this.#nodes.x(b), this.#nodes.y(b), this.#sides(a, b));
    }
  }

  /** Every half-edge that has no twin: the rim of the coverage, and every fault in it. Face on the left. */
  eachOpenEdge(visit: (ax: number, ay: number, bx: number, by: number, id: string) => void): void {
    for (let e = 0; e < this.#halfCount; e++) {
      if ((this.#face[e] as number) < 0 || this.#twin(e) >= 0) continue;
      const a = this.#origin[e] as number;
      const b = this.#destination(e);
      visit(this.#nodes.x(a), this.#nodes.y(a), this.#nodes.x(b), this.#nodes.y(b), this.#idOf(e));
    }
  }

  /** Every half-edge that another runs over the same way: two faces claim the same side. */
  eachDoubledEdge(visit: (ax: number, ay: number, bx: number, by: number, ids: readonly string[]) => void): void {
    for (let e = 0; e < this.#halfCount; e++) {
      if ((this.#face[e] as number) < 0) continue;
      const a = this.#origin[e] as number;
      const b = this.#destination(e);
      for (let f = this.#sibling[e] as number; f >= 0; f = this.#sibling[f] as number) {
        if (this.#destination(f) !== b) continue;
        const ids = [this.#idOf(e), this.#idOf(f)].sort();
        visit(this.#nodes.x(a), this.#nodes.y(a), this.#nodes.x(b), this.#nodes.y(b), ids);
        break;
      }
    }
  }

  /**
   * What some faces make together: their union, by leaving out each edge that two of them share. One polygon for
   * each part that hangs together by edges; parts that only touch in a point stay apart.
   */
  outlineOf(ids: Iterable<string>): PolygonGeometry[] {
    const members = new Set<number>();
    for (const id of ids) {
      const seat = this.#seats.get(id);
      if (seat !== undefined) members.add(seat);
    }
    const rim = new Set<number>();
    for (const seat of members) {
      for (const start of this.#starts[seat] as number[]) {
        let e = start;
        do {
          if (this.#twin(e, members) < 0) rim.add(e);
          e = this.#next[e] as number;
        } while (e !== start);
      }
    }
    const rings: number[][] = [];
    for (const start of rim) {
      const walk: number[] = [];
      let e = start;
      while (rim.delete(e)) {
        const node = this.#origin[e] as number;
        walk.push(this.#nodes.x(node), this.#nodes.y(node));
        e = this.#next[e] as number;
        // Round the node through the inner faces, to the next edge of the rim.
        for (let turn = 0; turn < 1_000; turn++) {
          const twin = this.#twin(e, members);
          if (twin < 0) break;
          e = this.#next[twin] as number;
        }
      }
      rings.push(...simpleRings(walk));
    }
    return polygonsOf(rings);
  }

  /** All the graph knows, the same text for the same coverage whatever the road to it. For the laws. */
  dump(): string {
    const lines: string[] = [];
    for (const id of [...this.#seats.keys()].sort()) {
      lines.push(`${id} ${[...this.neighboursOf(id)].map(([other, mm]) => `${other}:${Math.round(mm)}`).join(" ")}`);
      lines.push(this.facesIn(this.#boxOf(id)).join(" "));
      this.#eachHalf(id, (e) => {
        const a = this.#origin[e] as number;
        const b = this.#destination(e);
        const { left, right } = this.#sides(a, b);
        const [x, y] = [this.#nodes.x(a), this.#nodes.y(a)];
        lines.push(`${x} ${y} ${left} ${right} ${this.facesAt(x, y)} ${this.verticesAround(x, y)}`);
      });
    }
    for (const ilot of [...this.#ilots.keys()].sort()) lines.push(`${ilot}: ${this.facesOfIlot(ilot)}`);
    return lines.join("\n");
  }

  #boxOf(id: string): Box {
    const i = (this.#seats.get(id) as number) * 4;
    const [minX, minY, maxX, maxY] = this.#boxes.subarray(i, i + 4);
    return [minX as number, minY as number, maxX as number, maxY as number];
  }

  #eachHalf(id: string, visit: (half: number) => void): void {
    const seat = this.#seats.get(id);
    if (seat === undefined) return;
    for (const start of this.#starts[seat] as number[]) {
      let e = start;
      do {
        visit(e);
        e = this.#next[e] as number;
      } while (e !== start);
    }
  }

  #idOf(half: number): string {
    return this.#ids[this.#face[half] as number] as string;
  }

  #destination(half: number): number {
    return this.#origin[this.#next[half] as number] as number;
  }

  /** The half-edge before one in its ring. */
  #before(half: number): number {
    let e = half;
    while (this.#next[e] !== half) e = this.#next[e] as number;
    return e;
  }

  /** A half-edge from node to node, of one of some faces if they are given; -1 if there is none. */
  #find(from: number, to: number, members?: ReadonlySet<number>): number {
    for (let e = this.#out[from] as number; e >= 0; e = this.#sibling[e] as number) {
      if (this.#destination(e) === to && (!members || members.has(this.#face[e] as number))) return e;
    }
    return -1;
  }

  #twin(half: number, members?: ReadonlySet<number>): number {
    return this.#find(this.#destination(half), this.#origin[half] as number, members);
  }

  #sides(a: number, b: number): EdgeSides {
    const left = this.#firstId(a, b);
    const right = this.#firstId(b, a);
    return { ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) };
  }

  /** The least id of the faces that have the half-edge: one in a sound coverage. */
  #firstId(from: number, to: number): string | undefined {
    let least: string | undefined;
    for (let e = this.#out[from] as number; e >= 0; e = this.#sibling[e] as number) {
      if (this.#destination(e) !== to) continue;
      const id = this.#idOf(e);
      if (least === undefined || id < least) least = id;
    }
    return least;
  }

  #lengthMm(half: number): number {
    const a = this.#origin[half] as number;
    const b = this.#destination(half);
    return Math.hypot(this.#nodes.x(b) - this.#nodes.x(a), this.#nodes.y(b) - this.#nodes.y(a));
  }

  #add(feature: Feature): void {
    if (!isFace(feature)) return;
    const seat = this.#freeSeats.pop() ?? this.#ids.length;
    this.#ids[seat] = feature.id;
    this.#seats.set(feature.id, seat);
    const ilot = ilotOf(feature);
    const members = this.#ilots.get(ilot);
    if (members) members.add(feature.id);
    else this.#ilots.set(ilot, new Set([feature.id]));
    const starts: number[] = [];
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (const ring of feature.geometry.rings) {
      let first = -1;
      let last = -1;
      for (let i = 0; i < ring.length; i += 2) {
        const x = ring[i] as number;
        const y = ring[i + 1] as number;
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
        const e = this.#newHalf(this.#newNode(x, y), seat);
        if (last >= 0) this.#next[last] = e;
        else first = e;
        last = e;
      }
      if (first < 0) continue;
      this.#next[last] = first;
      starts.push(first);
    }
    this.#starts[seat] = starts;
    if (seat * 4 >= this.#boxes.length) {
      const larger = new Float64Array(this.#boxes.length * 2);
      larger.set(this.#boxes);
      this.#boxes = larger;
    }
    this.#boxes[seat * 4] = minX;
    this.#boxes[seat * 4 + 1] = minY;
    this.#boxes[seat * 4 + 2] = maxX;
    this.#boxes[seat * 4 + 3] = maxY;
    this.#grid?.put(feature.id, [minX, minY, maxX, maxY]);
  }

  #remove(feature: Feature): void {
    const seat = this.#seats.get(feature.id);
    if (seat === undefined) return;
    for (const start of this.#starts[seat] as number[]) {
      let e = start;
      do {
        const next = this.#next[e] as number;
        this.#unlink(e);
        this.#face[e] = -1;
        this.#freeHalves.push(e);
        e = next;
      } while (e !== start);
    }
    this.#seats.delete(feature.id);
    this.#grid?.drop(feature.id);
    const members = this.#ilots.get(ilotOf(feature));
    members?.delete(feature.id);
    if (members?.size === 0) this.#ilots.delete(ilotOf(feature));
    this.#ids[seat] = undefined;
    this.#starts[seat] = [];
    this.#freeSeats.push(seat);
  }

  #newNode(x: number, y: number): number {
    const node = this.#nodes.add(x, y);
    if (node >= this.#out.length) this.#out = longer(this.#out);
    return node;
  }

  #newHalf(origin: number, seat: number): number {
    const e = this.#freeHalves.pop() ?? this.#halfCount++;
    if (e >= this.#origin.length) {
      this.#origin = longer(this.#origin);
      this.#next = longer(this.#next);
      this.#sibling = longer(this.#sibling);
      this.#face = longer(this.#face);
    }
    this.#origin[e] = origin;
    this.#face[e] = seat;
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

/** The îlot a face belongs to; empty text for none. */
function ilotOf(feature: Feature): string {
  const ilot = feature.fields["ilot"];
  return typeof ilot === "string" ? ilot : "";
}

/** Whether a change leaves all that the graph holds of a feature as it was. */
function sameFace(from: Feature, to: Feature): boolean {
  return from.geometry === to.geometry && from.class === to.class && ilotOf(from) === ilotOf(to);
}

function* facesOf(project: ProjectView): Iterable<Feature> {
  for (const id of coverageClasses) yield* project.ofClass(id);
}

/** Twice as long; new places hold -1. */
function longer(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2).fill(-1);
  to.set(from);
  return to;
}
