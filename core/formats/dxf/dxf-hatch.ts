import { addBulge, ellipseRun, minorAxis, RADIANS, splineRun } from "#core/formats/dxf/dxf-curves";
import { BadEntity, type DxfEntity, type Point3, toNumber } from "#core/formats/dxf/dxf-entity";
import { facesOfRings } from "#core/formats/nested-rings";

/**
 * The faces a hatch fills, each as flat x, y, z runs, shell first. Its boundaries are read in the order they are
 * written; which are holes follows from how they lie in one another.
 *
 * @throws BadEntity for boundaries that cannot be read
 */
export function hatchRings(entity: DxfEntity, scale: number): number[][][] {
  const tags = new HatchTags(entity);
  const z = tags.elevation();
  const rings: number[][] = [];
  for (let left = tags.numberOf(91); left > 0 && tags.more; left--) {
    const flags = tags.numberOf(92);
    const ring = (flags & 2) !== 0 ? polylineRing(tags, scale) : edgesRing(tags, scale);
    if (ring.length >= 6) rings.push(ring);
  }
  return facesOfRings(rings).map((face) => face.map((ring) => withHeight(ring, z)));
}

/** Walks the tags of a hatch, whose codes mean something else at each place. */
class HatchTags {
  readonly #entity: DxfEntity;
  #at = 0;

  constructor(entity: DxfEntity) {
    this.#entity = entity;
    this.#at = Math.max(0, entity.codes.indexOf(91));
  }

  get more(): boolean {
    return this.#at < this.#entity.codes.length;
  }

  elevation(): number {
    const at = this.#entity.codes.indexOf(30);
    return at < 0 ? 0 : toNumber(this.#entity.values[at] as string);
  }

  /** The value of the next tag, which must have this code. */
  numberOf(code: number): number {
    const value = this.optional(code);
    if (value === undefined) throw new BadEntity("hatch");
    return value;
  }

  /** The value of the next tag where it has this code. */
  optional(code: number): number | undefined {
    if (this.#entity.codes[this.#at] !== code) return undefined;
    return toNumber(this.#entity.values[this.#at++] as string);
  }

  pointOf(code: number): Point3 {
    return [this.numberOf(code), this.numberOf(code + 10), 0];
  }
}

function polylineRing(tags: HatchTags, scale: number): number[] {
  const bulged = tags.numberOf(72) !== 0;
  tags.optional(73);
  const vertices: { at: Point3; bulge: number }[] = [];
  for (let left = tags.numberOf(93); left > 0 && tags.more; left--) {
    vertices.push({ at: tags.pointOf(10), bulge: (bulged ? tags.optional(42) : undefined) ?? 0 });
  }
  // How many objects it was made from.
  tags.optional(97);
  const run: number[] = [];
  vertices.forEach(({ at, bulge }, i) => {
    run.push(...at);
    const next = vertices[(i + 1) % vertices.length];
    if (next) addBulge(run, at, next.at, bulge, scale);
  });
  return ringOf(run);
}

function edgesRing(tags: HatchTags, scale: number): number[] {
  let run: number[] = [];
  for (let left = tags.numberOf(93); left > 0 && tags.more; left--) run = joined(run, edgeRun(tags, scale));
  tags.optional(97);
  return ringOf(run);
}

function edgeRun(tags: HatchTags, scale: number): number[] {
  const kind = tags.numberOf(72);
  if (kind === 1) return [...tags.pointOf(10), ...tags.pointOf(11)];
  if (kind === 2) {
    const centre = tags.pointOf(10);
    const radius = tags.numberOf(40);
    return turned(tags, centre, [radius, 0, 0], [0, radius, 0], scale);
  }
  if (kind === 3) {
    const centre = tags.pointOf(10);
    const major = tags.pointOf(11);
    return turned(tags, centre, major, minorAxis(major, [0, 0, 1], tags.numberOf(40)), scale);
  }
  if (kind !== 4) throw new BadEntity("hatch");
  return splineEdge(tags);
}

/** An arc from angle 50 to 51, degrees; clockwise ones are measured the other way. */
function turned(tags: HatchTags, centre: Point3, major: Point3, minor: Point3, scale: number): number[] {
  const [from, to] = [tags.numberOf(50), tags.numberOf(51)];
  const forward = tags.optional(73) !== 0;
  const sweep = Math.abs(to - from) >= 360 ? 360 : (((to - from) % 360) + 360) % 360 || 360;
  const other: Point3 = forward ? minor : [-minor[0], -minor[1], 0];
  return ellipseRun(centre, major, other, from * RADIANS, sweep * RADIANS, scale);
}

function splineEdge(tags: HatchTags): number[] {
  const degree = tags.numberOf(94);
  const rational = tags.numberOf(73) !== 0;
  tags.numberOf(74);
  const [knotCount, controlCount] = [tags.numberOf(95), tags.numberOf(96)];
  const knots: number[] = [];
  for (let i = 0; i < knotCount && tags.more; i++) knots.push(tags.numberOf(40));
  const control: Point3[] = [];
  const weights: number[] = [];
  for (let i = 0; i < controlCount && tags.more; i++) {
    control.push(tags.pointOf(10));
    const weight = rational ? tags.optional(42) : undefined;
    if (weight !== undefined && weight > 0) weights.push(weight);
  }
  // From R2010 on: points it goes through, and its directions at both ends.
  for (let left = tags.optional(97) ?? 0; left > 0 && tags.more; left--) tags.pointOf(11);
  if (tags.optional(12) !== undefined) tags.numberOf(22);
  if (tags.optional(13) !== undefined) tags.numberOf(23);
  return splineRun({ degree, knots, control, weights: weights.length === control.length ? weights : [] });
}

/** A further edge at the end of a boundary: turned where its other end is the nearer. */
function joined(run: number[], edge: number[]): number[] {
  if (run.length === 0) return edge;
  const gap = (from: readonly number[], to: readonly number[]): number =>
    Math.hypot((from.at(-3) as number) - (to[0] as number), (from.at(-2) as number) - (to[1] as number));
  const back = backwards(edge);
  const ways = [
    [run, edge],
    [run, back],
    [backwards(run), edge],
    [backwards(run), back],
  ] as const;
  let best: (typeof ways)[number] = ways[0];
  // Only the first edge may still turn: afterwards the boundary has a direction.
  for (const way of run.length <= 6 ? ways : ways.slice(0, 2)) if (gap(...way) < gap(...best) - 1e-9) best = way;
  const [start, next] = best;
  const touch = gap(start, next) < 1e-9;
  return [...start, ...(touch ? next.slice(3) : next)];
}

function backwards(run: readonly number[]): number[] {
  const back: number[] = [];
  for (let i = run.length - 3; i >= 0; i -= 3) back.push(run[i] as number, run[i + 1] as number, run[i + 2] as number);
  return back;
}

/** x, y of a run as an open ring. */
function ringOf(run: readonly number[]): number[] {
  const ring: number[] = [];
  for (let i = 0; i < run.length; i += 3) {
    const [x, y] = [run[i] as number, run[i + 1] as number];
    if (x !== ring.at(-2) || y !== ring.at(-1)) ring.push(x, y);
  }
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
  while (
    ring.length > 2 &&
    near(ring[0] as number, ring.at(-2) as number) &&
    near(ring[1] as number, ring.at(-1) as number)
  ) {
    ring.length -= 2;
  }
  return ring;
}

function withHeight(ring: readonly number[], z: number): number[] {
  const run: number[] = [];
  for (let i = 0; i < ring.length; i += 2) run.push(ring[i] as number, ring[i + 1] as number, z);
  return run;
}
