import { BoxGrid } from "#core/derived/box-grid";
import { segmentDistanceMm } from "#core/derived/segment-distance";
import { arrange, surfacesOf as surfacesOfArrangement } from "#core/geometry/arrangement";
import { type Box, boxesMeet, boxOf, emptyBox, growBox } from "#core/geometry/box";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, innerPositions, perimeterMm, planAreaM2, sideOfPolygon } from "#core/geometry/ring";
import { BoundaryNet, boxOfEnds, type Rim, ROUNDING_MM } from "#core/rules/boundary-net";
import { type CheckGround, surfacesOf, type Watch } from "#core/rules/check-ground";
import { type Issue, issueOf } from "#core/rules/issue";
import type { IssueBook, IssuePage } from "#core/rules/issue-book";
import type { Touched } from "#core/rules/touched";

/** A gap or overlap narrower than this is a sliver: two drawings of one boundary, not land forgotten or sold twice. */
const SLIVER_MM = 100;

/** Rims that hang together, and what they bound. Several faults that touch are one knot. */
interface Knot {
  readonly keys: readonly string[];
  readonly box: Box;
  /** Surfaces the rims bound, without what lies loose inside them. */
  readonly surfaces: readonly PolygonGeometry[];
  /** The whole that they make together. */
  readonly whole: readonly Ring[];
}

/**
 * Overlaps, gaps, slivers and vertices that one neighbour lacks. With the outside of the perimeter counted as one
 * more face, every edge of a sound plan is run once each way; what is left over (`BoundaryNet`) runs round the
 * faults. A place inside says by the faces that lie there whether they are one too few or too many.
 */
export class CoverageWatch implements Watch {
  readonly #ground: CheckGround;
  readonly #ofVertices: IssuePage;
  readonly #ofKnots: IssuePage;
  readonly #net: BoundaryNet;
  readonly #rimGrid = new BoxGrid();
  /** Knots by their name, the least key of their rims. */
  readonly #knots = new Map<string, Knot>();
  readonly #knotOf = new Map<string, string>();
  readonly #knotGrid = new BoxGrid();

  constructor(ground: CheckGround, book: IssueBook) {
    this.#ground = ground;
    this.#ofVertices = book.page();
    this.#ofKnots = book.page();
    this.#net = new BoundaryNet(ground);
  }

  begin(): void {
    const { loose, rims } = this.#net.begin();
    for (const key of loose) this.#lookForVertices(key);
    for (const name of this.#knit(rims).knots) this.#look(name);
  }

  follow(touched: Touched): void {
    const { edges, boxes, now, was } = touched;
    const limits = [...now, ...was].some((feature) => feature.class === "perimeter");
    const all = limits ? [...edges, ...this.#net.readPerimeters()] : edges;
    const { loose, rims } = this.#net.update(all);
    for (const key of loose) this.#lookForVertices(key);
    const knit = this.#knit(rims);
    const stale = new Set(knit.knots);
    const ground = limits ? [...this.#knots.values()].map(({ box }) => box) : [...boxes, ...knit.boxes];
    // What lies inside a gap is part of its surface; who overlaps may have changed hands.
    for (const box of ground) for (const name of this.#knotGrid.idsIn(box)) stale.add(name);
    for (const name of stale) this.#look(name);
  }

  /** Vertices of others on a loose edge of a face. */
  #lookForVertices(key: string): void {
    const edge = this.#net.loose(key);
    const owners = edge ? this.#net.ownersOf(edge) : [];
    const issues: Issue[] = [];
    for (const at of owners.length > 0 ? (edge?.stops ?? []) : []) {
      const others = this.#ground.graph.facesAt(...at);
      // A vertex of the perimeter alone is no corner of any lot.
      if (others.length === 0) continue;
      const ids = [...new Set([...owners, ...others])].sort();
      issues.push({
        ...issueOf("coverage-unnoded", "warning", this.#ground.classOf(owners[0]), ids, at),
        fix: { command: "share-vertex", input: { at } },
      });
    }
    this.#ofVertices(key, issues);
  }

  /** Takes up rims that came and went. @returns the knots made anew, and where others were */
  #knit(rims: ReadonlySet<string>): { knots: string[]; boxes: Box[] } {
    const boxes: Box[] = [];
    const waiting = new Set<string>();
    const untie = (name: string | undefined): void => {
      const knot = name === undefined ? undefined : this.#knots.get(name);
      if (!knot || name === undefined) return;
      boxes.push(knot.box);
      this.#knots.delete(name);
      this.#knotGrid.drop(name);
      this.#ofKnots(name, []);
      for (const key of knot.keys) {
        this.#knotOf.delete(key);
        waiting.add(key);
      }
    };
    for (const key of rims) {
      untie(this.#knotOf.get(key));
      const rim = this.#net.rim(key);
      this.#rimGrid.drop(key);
      if (!rim) continue;
      this.#rimGrid.put(key, boxOfEnds(rim.from, rim.to, 0));
      waiting.add(key);
    }
    const knots: string[] = [];
    for (const start of [...waiting].sort()) {
      if (!this.#net.rim(start) || this.#knotOf.has(start)) continue;
      const keys = [start];
      const reached = new Set(keys);
      for (let i = 0; i < keys.length; i++) {
        const rim = this.#net.rim(keys[i] as string) as Rim;
        for (const other of this.#rimGrid.idsIn(boxOfEnds(rim.from, rim.to, ROUNDING_MM))) {
          if (reached.has(other) || !hangTogether(rim, this.#net.rim(other) as Rim)) continue;
          untie(this.#knotOf.get(other));
          reached.add(other);
          keys.push(other);
        }
      }
      keys.sort();
      const name = keys[0] as string;
      const knot = this.#knotOfRims(keys);
      this.#knots.set(name, knot);
      this.#knotGrid.put(name, knot.box);
      for (const key of keys) this.#knotOf.set(key, name);
      knots.push(name);
      boxes.push(knot.box);
    }
    return { knots, boxes };
  }

  #knotOfRims(keys: readonly string[]): Knot {
    const segments = keys.flatMap((key) => {
      const { from, to } = this.#net.rim(key) as Rim;
      return [...from, ...to];
    });
    const made = arrange(segments);
    const polygonOf = (rings: readonly Ring[]): PolygonGeometry => ({ kind: "polygon", rings });
    const each = Array.from({ length: made.faceCount }, (_, face) => face);
    return {
      keys,
      box: growBox(emptyBox(), segments),
      surfaces: surfacesOfArrangement(made, each).map(({ rings }) => polygonOf(rings)),
      whole: surfacesOfArrangement(made, each.fill(0)).map(({ rings }) => rings[0] as Ring),
    };
  }

  /** Says what the surfaces of a knot are. */
  #look(name: string): void {
    const knot = this.#knots.get(name);
    if (!knot) return;
    const islands = this.#knotGrid
      .idsIn(knot.box)
      .filter((other) => other !== name)
      .flatMap((other) => (this.#knots.get(other) as Knot).whole);
    const issues = knot.surfaces.flatMap((surface) => this.#issueOfSurface(surface, islands) ?? []);
    this.#ofKnots(name, issues);
  }

  #issueOfSurface(bare: PolygonGeometry, islands: readonly Ring[]): Issue | undefined {
    const surface = withoutIslands(bare, islands);
    const at = this.#placeIn(surface);
    const faces = this.#ground.facesAt(...at).map(({ id }) => id);
    const inside =
      !this.#net.hasPerimeter ||
      surfacesOf(this.#ground.project, "perimeter").some(({ geometry }) => sideOfPolygon(geometry, ...at) > 0);
    const tooMany = faces.length - (inside ? 1 : 0);
    if (tooMany === 0) return undefined;
    const areaM2 = planAreaM2(surface);
    const borders = surface.rings.reduce((sum, ring) => sum + perimeterMm(ring), 0);
    const widthMm = (2 * areaM2 * 1e6) / borders;
    const ids = tooMany > 0 ? faces : this.#facesAround(surface);
    // A perimeter that nothing is planned in yet is no gap.
    if (ids.length === 0) return undefined;
    const cls = this.#ground.classOf(ids[0]);
    if (widthMm <= ROUNDING_MM)
      return ids.length > 1 ? issueOf("coverage-unnoded", "warning", cls, ids, at) : undefined;
    const params = { areaM2: Math.round(areaM2 * 100) / 100 };
    const rule = tooMany < 0 ? "coverage-gap" : inside || faces.length > 1 ? "coverage-overlap" : "coverage-outside";
    if (rule !== "coverage-outside" && widthMm < SLIVER_MM) {
      const context = rule === "coverage-gap" ? "gap" : "overlap";
      const issue = issueOf("coverage-sliver", "error", cls, ids, at, {
        ...params,
        widthMm: Math.round(widthMm),
        context,
      });
      return { ...issue, fix: { command: "close-sliver", input: { ring: surface.rings[0], at: issue.at } } };
    }
    const issue = issueOf(rule, "error", cls, ids, at, params);
    return rule === "coverage-gap"
      ? { ...issue, fix: { command: "fill-gap", input: { rings: surface.rings } } }
      : issue;
  }

  /** A place in a surface that is on no face's boundary, so that the faces there can be counted. */
  #placeIn(surface: PolygonGeometry): Position {
    for (const at of innerPositions(surface)) {
      if (this.#ground.facesIn([...at, ...at]).every(({ geometry }) => sideOfPolygon(geometry, ...at) !== 0)) return at;
    }
    return innerPosition(surface);
  }

  /** Faces whose loose edges run along the border of a gap. */
  #facesAround(gap: PolygonGeometry): string[] {
    const ids = new Set<string>();
    for (const ring of gap.rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const [ax, ay, bx, by] = [ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number];
        const middle: Position = [(ax + bx) / 2, (ay + by) / 2];
        for (const edge of this.#net.looseIn(boxOfEnds(middle, middle, ROUNDING_MM))) {
          if (footOnSegment(...edge.from, ...edge.to, ...middle).distanceMm > ROUNDING_MM) continue;
          for (const id of this.#net.ownersOf(edge)) ids.add(id);
        }
      }
    }
    return [...ids].sort();
  }
}

function hangTogether(a: Rim, b: Rim): boolean {
  return segmentDistanceMm([...a.from, ...a.to], [...b.from, ...b.to]) <= ROUNDING_MM;
}

/** A surface with the islands that lie in it as holes; islands in islands are theirs. */
function withoutIslands(surface: PolygonGeometry, islands: readonly Ring[]): PolygonGeometry {
  const box = boxOf(surface);
  const liesIn = (ring: Ring, around: PolygonGeometry): boolean =>
    // Knots never touch, so that one vertex speaks for all.
    sideOfPolygon(around, ring[0] as number, ring[1] as number) > 0;
  const within = islands.filter((ring) => boxesMeet(growBox(emptyBox(), ring), box) && liesIn(ring, surface));
  const outer = within.filter(
    (ring) => !within.some((other) => other !== ring && liesIn(ring, { kind: "polygon", rings: [other] })),
  );
  if (outer.length === 0) return surface;
  const holes = outer.map((ring) => {
    const back: number[] = [];
    for (let i = ring.length - 2; i >= 0; i -= 2) back.push(ring[i] as number, ring[i + 1] as number);
    return back;
  });
  return {
    kind: "polygon",
    rings: [
      ...surface.rings,
      ...holes.sort((p, q) => (p[0] as number) - (q[0] as number) || (p[1] as number) - (q[1] as number)),
    ],
  };
}
