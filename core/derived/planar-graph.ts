import { BoxGrid } from "#core/derived/box-grid";
import { HalfEdges } from "#core/derived/half-edges";
import { PlanCompanions } from "#core/derived/plan-companions";
import { polygonsOf, simpleRings } from "#core/derived/ring-nesting";
import { coverageClasses } from "#core/features/classes";
import { type Box, boxOf } from "#core/geometry/box";
import type { PolygonGeometry } from "#core/geometry/geometry";
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
 * The planar graph of the plan's coverage, asked by face and place. Follows the changes of its project, and then
 * answers as one built anew would.
 */
export class PlanarGraph implements FollowedCoverage {
  readonly #halves: HalfEdges;
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
    this.#halves = new HalfEdges(expectedHalves);
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
    return this.#halves.out(this.#halves.nodeAt(x, y)) >= 0;
  }

  facesAt(x: number, y: number): string[] {
    const halves = this.#halves;
    const ids = new Set<string>();
    for (let e = halves.out(halves.nodeAt(x, y)); e >= 0; e = halves.sibling(e)) ids.add(this.#idOf(e));
    return [...ids].sort();
  }

  facesBeside(ax: number, ay: number, bx: number, by: number): EdgeSides {
    const a = this.#halves.nodeAt(ax, ay);
    const b = this.#halves.nodeAt(bx, by);
    if (a < 0 || b < 0) return {};
    return this.#sides(a, b);
  }

  /** Faces whose ring runs from a to b in one piece, as often as they do; sorted. One in a sound coverage. */
  facesAlong(ax: number, ay: number, bx: number, by: number): string[] {
    const a = this.#halves.nodeAt(ax, ay);
    const b = this.#halves.nodeAt(bx, by);
    if (a < 0 || b < 0) return [];
    const ids: string[] = [];
    for (let e = this.#halves.out(a); e >= 0; e = this.#halves.sibling(e)) {
      if (this.#halves.destination(e) === b) ids.push(this.#idOf(e));
    }
    return ids.length > 1 ? ids.sort() : ids;
  }

  verticesAround(x: number, y: number): number[] {
    const node = this.#halves.nodeAt(x, y);
    if (node < 0) return [];
    const around = new Set<number>();
    const halves = this.#halves;
    for (let e = halves.out(node); e >= 0; e = halves.sibling(e)) {
      around.add(halves.destination(e));
      around.add(halves.origin(halves.before(e)));
    }
    return [...around]
      .map((other) => [halves.x(other), halves.y(other)] as const)
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
      const twin = this.#halves.twin(e);
      if (twin >= 0) visit(this.#idOf(twin), this.#halves.lengthMm(e));
    });
  }

  /** Every edge once. An edge with both sides is told from its lower to its higher node number. */
  eachEdge(visit: EdgeVisitor): void {
    const halves = this.#halves;
    halves.each((e) => {
      const a = halves.origin(e);
      const b = halves.destination(e);
      if (a > b && halves.twin(e) >= 0) return;
      visit(halves.x(a), halves.y(a), halves.x(b), halves.y(b), this.#sides(a, b));
    });
  }

  /** Every half-edge that has no twin: the rim of the coverage, and every fault in it. Face on the left. */
  eachOpenEdge(visit: (ax: number, ay: number, bx: number, by: number, id: string) => void): void {
    const halves = this.#halves;
    halves.each((e) => {
      if (halves.twin(e) >= 0) return;
      const a = halves.origin(e);
      const b = halves.destination(e);
      visit(halves.x(a), halves.y(a), halves.x(b), halves.y(b), this.#idOf(e));
    });
  }

  /** Every half-edge that another runs over the same way: two faces claim the same side. */
  eachDoubledEdge(visit: (ax: number, ay: number, bx: number, by: number, ids: readonly string[]) => void): void {
    const halves = this.#halves;
    halves.each((e) => {
      const a = halves.origin(e);
      const b = halves.destination(e);
      for (let f = halves.sibling(e); f >= 0; f = halves.sibling(f)) {
        if (halves.destination(f) !== b) continue;
        visit(halves.x(a), halves.y(a), halves.x(b), halves.y(b), [this.#idOf(e), this.#idOf(f)].sort());
        break;
      }
    });
  }

  /**
   * What some faces make together: their union, by leaving out each edge that two of them share. One polygon for
   * each part that hangs together by edges; parts that only touch in a point stay apart.
   */
  outlineOf(ids: Iterable<string>): PolygonGeometry[] {
    const halves = this.#halves;
    const members = new Set<number>();
    for (const id of ids) {
      const seat = this.#seats.get(id);
      if (seat !== undefined) members.add(seat);
    }
    const rim = new Set<number>();
    for (const seat of members) {
      for (const start of this.#starts[seat] as number[]) {
        halves.eachAlong(start, (e) => {
          if (halves.twin(e, members) < 0) rim.add(e);
        });
      }
    }
    const rings: number[][] = [];
    for (const start of rim) {
      const walk: number[] = [];
      let e = start;
      while (rim.delete(e)) {
        const node = halves.origin(e);
        walk.push(halves.x(node), halves.y(node));
        e = halves.next(e);
        // Round the node through the inner faces, to the next edge of the rim.
        for (let turn = 0; turn < 1_000; turn++) {
          const twin = halves.twin(e, members);
          if (twin < 0) break;
          e = halves.next(twin);
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
        const a = this.#halves.origin(e);
        const { left, right } = this.#sides(a, this.#halves.destination(e));
        const [x, y] = [this.#halves.x(a), this.#halves.y(a)];
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
    for (const start of this.#starts[seat] as number[]) this.#halves.eachAlong(start, visit);
  }

  #idOf(half: number): string {
    return this.#ids[this.#halves.face(half)] as string;
  }

  #sides(a: number, b: number): EdgeSides {
    const left = this.#firstId(a, b);
    const right = this.#firstId(b, a);
    return { ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) };
  }

  /** The least id of the faces that have the half-edge: one in a sound coverage. */
  #firstId(from: number, to: number): string | undefined {
    let least: string | undefined;
    for (let e = this.#halves.out(from); e >= 0; e = this.#halves.sibling(e)) {
      if (this.#halves.destination(e) !== to) continue;
      const id = this.#idOf(e);
      if (least === undefined || id < least) least = id;
    }
    return least;
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
    const { rings } = feature.geometry;
    const starts = rings.map((ring) => this.#halves.addRing(ring, seat)).filter((start) => start >= 0);
    const box = boxOf(feature.geometry);
    this.#starts[seat] = starts;
    if (seat * 4 >= this.#boxes.length) {
      const larger = new Float64Array(this.#boxes.length * 2);
      larger.set(this.#boxes);
      this.#boxes = larger;
    }
    this.#boxes.set(box, seat * 4);
    this.#grid?.put(feature.id, box);
  }

  #remove(feature: Feature): void {
    const seat = this.#seats.get(feature.id);
    if (seat === undefined) return;
    for (const start of this.#starts[seat] as number[]) this.#halves.removeRing(start);
    this.#seats.delete(feature.id);
    this.#grid?.drop(feature.id);
    const members = this.#ilots.get(ilotOf(feature));
    members?.delete(feature.id);
    if (members?.size === 0) this.#ilots.delete(ilotOf(feature));
    this.#ids[seat] = undefined;
    this.#starts[seat] = [];
    this.#freeSeats.push(seat);
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
