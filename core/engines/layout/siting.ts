import { type Segment, segmentDistanceMm } from "#core/derived/segment-distance";
import type { Ground } from "#core/engines/layout/ground-types";
import type { LayoutInput } from "#core/engines/layout/layout-types";
import type { RegionIndex } from "#core/engines/layout/region-index";
import { alongMain, type Block, type Site } from "#core/engines/layout/reserves";
import { type FacilityKind, facilityKindOf } from "#core/features/facility-kinds";
import { type ApartNorm, alongNorms, apartNorms, type Neighbour, shunned } from "#core/features/facility-norms";
import { type Box, boxesMeet, emptyBox, growBox } from "#core/geometry/box";
import type { Frame } from "#core/geometry/frame";
import type { Position, Ring } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";
import { normValue } from "#core/model/referentiel";

/** What it costs to break a rule of distance wholly, in mean walks across half the site. */
const BREACH = 2.5;
/** A rule broken by a hand's breadth is broken. */
const LEAST_BREACH = 0.2;
/** What it costs to lie along an access street where a wider one is asked for. */
const OFF_MAIN = 0.6;
/** How much the wind and the current count against the walk, for what is put far away. */
const DOWNWIND = 0.3;
const DOWNSTREAM = 0.3;
/** A watercourse farther than this from the site says nothing about it, millimetres. */
const NEAR_WATER_MM = 1_000_000;

/** People of a block, now and once it is lived in. */
interface Dwellers {
  readonly at: Position;
  readonly people: number;
}

/**
 * Where facilities are needed and where they may not lie. The walk from a block to a site is taken along the two axes
 * of the site's grid: streets that cross at right angles make it as long. The cost of a site for a facility of a kind
 * is the mean walk of the people who would have none nearer (a step of the p-median), over half the site's extent;
 * what nobody wants beside them costs the less the farther it is; breaches of rules are added.
 */
export class Siting {
  readonly #dwellers: readonly Dwellers[];
  readonly #people: number;
  readonly #centre: Position;
  /** Half the extent of the site, millimetres. */
  readonly radiusMm: number;
  /** By kind: least walk of each block to what stands or is placed already. */
  readonly #walks = new Map<FacilityKind, Float64Array>();
  readonly #apart: readonly ApartNorm[];
  readonly #alongMain: ReadonlySet<FacilityKind>;
  readonly #mainStreets: RegionIndex;
  readonly #hasMain: boolean;
  readonly #others = new Map<Neighbour, { readonly box: Box; readonly segments: readonly Segment[] }[]>();
  /** Where the wind goes, and where the water goes; unit vectors. */
  readonly #leeward: Position;
  readonly #downstream: Position | undefined;

  /** @param main what is primary or secondary street */
  constructor(
    input: LayoutInput,
    ground: Ground,
    blocks: readonly Block[],
    main: { readonly index: RegionIndex; readonly isEmpty: boolean },
  ) {
    const [ox, oy] = ground.origin;
    const perHouse = normValue(input.norms, "people.house");
    const lotMm2 = input.params.parcelAreaM2 * 1e6;
    this.#dwellers = blocks.map((block) => ({
      at: innerPosition({ kind: "polygon", rings: block.rings }),
      people: perHouse * (block.areaMm2 / lotMm2 + block.houses.length),
    }));
    this.#people = Math.max(
      1,
      this.#dwellers.reduce((sum, { people }) => sum + people, 0),
    );
    const mean = (axis: 0 | 1): number =>
      this.#dwellers.reduce((sum, { at, people }) => sum + at[axis] * people, 0) / this.#people;
    this.#centre = [mean(0), mean(1)];
    const box = growBox(emptyBox(), ground.site[0] as Ring);
    this.radiusMm = Math.hypot(box[2] - box[0], box[3] - box[1]) / 2;
    this.#apart = apartNorms(input.norms);
    this.#alongMain = new Set(alongNorms(input.norms).map(({ kind }) => kind));
    this.#mainStreets = main.index;
    this.#hasMain = !main.isEmpty;
    for (const pad of ground.pads) this.#stand("housing", [pad.ring]);
    for (const ring of ground.wet) this.#stand("water", [ring]);
    for (const { kind, at } of input.facilities ?? []) {
      const local: Position = [at[0] - ox, at[1] - oy];
      this.#stand(kind, [[...local, ...local]]);
      this.#serve(kind, local, undefined);
    }
    const from = ((90 - normValue(input.norms, "wind.from")) * Math.PI) / 180;
    this.#leeward = [-Math.cos(from), -Math.sin(from)];
    this.#downstream = currentOf(input, [(box[0] + box[2]) / 2 + ox, (box[1] + box[3]) / 2 + oy], this.radiusMm);
  }

  /** What a site would cost a facility; no unit, less is better, 0 for a site at everybody's door. */
  cost(use: string, site: Site): number {
    const kind = facilityKindOf(use);
    if (!kind) return this.#fromCentre(site.at);
    let cost = this.#need(kind, site) + BREACH * this.#breach(kind, site.rings);
    if (this.#hasMain && this.#alongMain.has(kind) && !alongMain(site.rings[0] as Ring, this.#mainStreets))
      cost += OFF_MAIN;
    if (!shunned.has(kind)) return cost;
    const [dx, dy] = [(site.at[0] - this.#centre[0]) / this.radiusMm, (site.at[1] - this.#centre[1]) / this.radiusMm];
    if (kind !== "cemetery") cost -= DOWNWIND * (dx * this.#leeward[0] + dy * this.#leeward[1]);
    if (this.#downstream) cost -= DOWNSTREAM * (dx * this.#downstream[0] + dy * this.#downstream[1]);
    return cost;
  }

  /** Puts a facility there: those that follow reckon with it. */
  take(use: string, site: Site): void {
    const kind = facilityKindOf(use);
    if (!kind) return;
    this.#stand(kind, site.rings);
    this.#serve(kind, site.at, site.frame);
  }

  #fromCentre(at: Position): number {
    return Math.hypot(at[0] - this.#centre[0], at[1] - this.#centre[1]) / this.radiusMm;
  }

  #need(kind: FacilityKind, { at, frame }: Site): number {
    const held = this.#walks.get(kind);
    const far = 2 * this.radiusMm;
    let sum = 0;
    this.#dwellers.forEach((block, b) => {
      const walk = Math.min(held?.[b] ?? far, walkMm(frame, block.at, at));
      sum += walk * block.people;
    });
    const mean = sum / this.#people / this.radiusMm;
    return shunned.has(kind) ? -mean : mean;
  }

  #serve(kind: FacilityKind, at: Position, frame: Frame | undefined): void {
    const held = this.#walks.get(kind) ?? new Float64Array(this.#dwellers.length).fill(2 * this.radiusMm);
    this.#dwellers.forEach((block, b) => {
      held[b] = Math.min(held[b] as number, walkMm(frame, block.at, at));
    });
    this.#walks.set(kind, held);
  }

  /** Sum over the rules of distance of the share by which each is broken. */
  #breach(kind: FacilityKind, rings: readonly Ring[]): number {
    let sum = 0;
    for (const rule of this.#apart) {
      const other = rule.kind === kind ? rule.from : rule.from === kind ? rule.kind : undefined;
      if (!other) continue;
      const near = this.#nearestMm(rings, other, rule.leastMm);
      if (near < rule.leastMm) sum += LEAST_BREACH + 1 - near / rule.leastMm;
    }
    return sum;
  }

  #nearestMm(rings: readonly Ring[], other: Neighbour, withinMm: number): number {
    const box = growBox(emptyBox(), rings[0] as Ring);
    const around: Box = [box[0] - withinMm, box[1] - withinMm, box[2] + withinMm, box[3] + withinMm];
    let edges: Segment[] | undefined;
    let least = Infinity;
    for (const thing of this.#others.get(other) ?? []) {
      if (!boxesMeet(thing.box, around)) continue;
      // Houses stand beside a site, never around it; a bed of water may be all around.
      edges ??= edgesOf(rings);
      for (const segment of thing.segments) {
        for (const edge of edges) least = Math.min(least, segmentDistanceMm(edge, segment));
      }
    }
    return least;
  }

  #stand(as: Neighbour, rings: readonly Ring[]): void {
    const box = growBox(emptyBox(), rings[0] as Ring);
    const things = this.#others.get(as);
    const thing = { box, segments: edgesOf(rings) };
    if (things) things.push(thing);
    else this.#others.set(as, [thing]);
  }
}

/** The way between two places along the axes of a frame; straight where there is none. */
function walkMm(frame: Frame | undefined, [ax, ay]: Position, [bx, by]: Position): number {
  const [dx, dy] = [bx - ax, by - ay];
  if (!frame) return Math.hypot(dx, dy);
  return Math.abs(dx * frame.cos + dy * frame.sin) + Math.abs(dy * frame.cos - dx * frame.sin);
}

function edgesOf(rings: readonly Ring[]): Segment[] {
  const out: Segment[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      out.push([ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number]);
    }
  }
  return out;
}

/** The way the water nearest to a place runs, as drawn (OSM draws watercourses downstream); nothing where none is near. */
function currentOf(input: LayoutInput, [x, y]: Position, radiusMm: number): Position | undefined {
  let best: { readonly distance: number; readonly way: Position } | undefined;
  for (const { path } of input.waterCourses) {
    const [fromX, fromY] = [path[0] as number, path[1] as number];
    const [toX, toY] = [path.at(-2) as number, path.at(-1) as number];
    const length = Math.hypot(toX - fromX, toY - fromY);
    if (!(length > 0)) continue;
    for (let i = 0; i < path.length; i += 2) {
      const distance = Math.hypot((path[i] as number) - x, (path[i + 1] as number) - y);
      if (distance > radiusMm + NEAR_WATER_MM || (best && distance >= best.distance)) continue;
      best = { distance, way: [(toX - fromX) / length, (toY - fromY) / length] };
    }
  }
  return best?.way;
}
