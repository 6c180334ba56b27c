import type { HousePolicy } from "#core/derived/divide/division-input";
import { type FrontEdge, frontEdgesOf } from "#core/derived/divide/frontage";
import { houseCut, housesOn } from "#core/derived/divide/houses";
import { LEAST_PART_M2 } from "#core/derived/divide/plan-division";
import { pathLengthMm, sidesOf } from "#core/derived/divide/sides";
import { isFace } from "#core/derived/planar-graph";
import { type Division, type EdgeInsertion, splitPolygon } from "#core/derived/split-polygon";
import { intersectionOf, regionAreaMm2 } from "#core/geometry/clip";
import type { Path, PolygonGeometry } from "#core/geometry/geometry";
import { innerPosition, planAreaM2 } from "#core/geometry/ring";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** A strip that a parcel gives to the street. */
export interface CessionInput {
  readonly id: string;
  readonly widthM: number;
  /** Side along which the strip runs (`sidesOf`); absent: the longest one on a street. */
  readonly side?: number;
  readonly houses?: Exclude<HousePolicy, "shift">;
}

/** A strip worked out and not yet given. */
export interface CessionPlan {
  readonly id: string;
  /** The street face that takes the strip. */
  readonly street: string;
  /** The new limit on the street, from one side boundary to the other; flat, millimetres. */
  readonly cut: Path;
  readonly strip: PolygonGeometry;
  readonly rest: PolygonGeometry;
  readonly inserted: readonly EdgeInsertion[];
}

/** How far the new limit is led beyond the old frontage to meet the side boundaries, in widths. */
const REACHES = [2, 6, 20, 100];
/** Less of a house on the strip is its wall, square millimetres. */
const WALL_MM2 = 5e5;

/**
 * Works out the strip of a given width along a side of a parcel on a street.
 *
 * @returns refusals `cession.*`, `divide.*`, each with its place
 */
export function planCession(project: ProjectView, coverage: CoverageIndex, input: CessionInput): CessionPlan | Refusal {
  const face = project.get(input.id);
  if (!face || !isFace(face)) return refuse("feature.unknown", { ids: [input.id] });
  const polygon = face.geometry;
  const here = { ids: [input.id], at: innerPosition(polygon) };
  if (face.class === "street") return refuse("cession.of-street", here);
  if (!(input.widthM > 0 && input.widthM < 1e4)) {
    return refuse("divide.wrong-number", { ...here, params: { field: "widthM", value: input.widthM } });
  }
  const front = frontOf(polygon, frontEdgesOf(project, coverage, polygon), input.side);
  if (isRefusal(front)) return { ...here, ...front };
  const offset = offsetInward(front.path, input.widthM * 1000);
  for (const reach of REACHES) {
    const cut = extended(offset, input.widthM * 1000 * reach).map(Math.round);
    const division = splitPolygon(polygon, cut);
    if ("fault" in division) continue;
    const parted = stripOf(division, front.path);
    if (!parted) continue;
    const { strip, rest } = parted;
    if (planAreaM2(strip) < LEAST_PART_M2) break;
    if (planAreaM2(rest) < LEAST_PART_M2) break;
    const houses = input.houses === "allow" ? [] : housesOn(project, coverage, polygon);
    const met = houseCut(houses, cut);
    if (met) return refuse("divide.house-cut", { at: met.at, ids: [input.id, met.house.id] });
    const onStrip = houses.find((house) => regionAreaMm2(intersectionOf(house.rings, strip.rings)) > WALL_MM2);
    if (onStrip) {
      return refuse("cession.house-on-strip", { at: innerPosition(onStrip.polygon), ids: [input.id, onStrip.id] });
    }
    return {
      id: input.id,
      street: front.street,
      cut: limitBetween(strip, rest),
      strip,
      rest,
      inserted: division.inserted,
    };
  }
  return refuse("cession.no-strip", { ...here, params: { widthM: input.widthM } });
}

/** The run of edges that two pieces of one parcel share. */
function limitBetween(strip: PolygonGeometry, rest: PolygonGeometry): Path {
  const edgesOf = ({ rings }: PolygonGeometry): [ax: number, ay: number, bx: number, by: number][] =>
    rings.flatMap((ring) =>
      Array.from({ length: ring.length / 2 }, (_, k): [number, number, number, number] => {
        const next = (2 * k + 2) % ring.length;
        return [ring[2 * k], ring[2 * k + 1], ring[next], ring[next + 1]] as [number, number, number, number];
      }),
    );
  const across = new Set(edgesOf(rest).map(([ax, ay, bx, by]) => `${bx},${by},${ax},${ay}`));
  const edges = edgesOf(strip);
  const isShared = (i: number): boolean => across.has(String(edges.at(i % edges.length)));
  const first = edges.findIndex((_, i) => isShared(i) && !isShared(i + edges.length - 1));
  const run: number[] = edges[first]?.slice(0, 2) ?? [];
  for (let i = first; first >= 0 && isShared(i); i++) run.push(...(edges[i % edges.length] ?? []).slice(2));
  return run;
}

/** The longest run of edges on one street along one side. */
function frontOf(
  polygon: PolygonGeometry,
  fronts: readonly FrontEdge[],
  number: number | undefined,
): { path: number[]; street: string } | Refusal {
  const sides = sidesOf(polygon);
  if (number !== undefined && !sides.some((side) => side.number === number)) {
    return refuse("divide.no-such-side", { params: { count: sides.length } });
  }
  let best: { path: number[]; street: string } | undefined;
  for (const side of sides) {
    if (number !== undefined && side.number !== number) continue;
    let run: number[] = [];
    let street: string | undefined;
    for (let i = 0; i + 3 < side.path.length; i += 2) {
      const [ax, ay, bx, by] = side.path.slice(i, i + 4) as [number, number, number, number];
      const edge = fronts.find(({ a, b }) => a[0] === ax && a[1] === ay && b[0] === bx && b[1] === by);
      if (edge?.street === undefined || edge.street !== street) run = [ax, ay];
      street = edge?.street;
      if (street === undefined) continue;
      run = [...run, bx, by];
      if (!best || pathLengthMm(run) > pathLengthMm(best.path)) best = { path: run, street };
    }
  }
  return best ?? refuse("cession.no-street");
}

/** A path moved to its left, its segments meeting where their lines do. */
function offsetInward(path: readonly number[], mm: number): number[] {
  const lines: { x: number; y: number; dx: number; dy: number }[] = [];
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
    const length = Math.hypot(bx - ax, by - ay);
    const [dx, dy] = [(bx - ax) / length, (by - ay) / length];
    lines.push({ x: ax - dy * mm, y: ay + dx * mm, dx, dy });
  }
  const first = lines[0] as (typeof lines)[number];
  const out = [first.x, first.y];
  for (let i = 1; i < lines.length; i++) {
    const [p, q] = [lines[i - 1], lines[i]] as [typeof first, typeof first];
    const cross = p.dx * q.dy - p.dy * q.dx;
    // Segments as good as in line meet where the next one begins.
    const t = Math.abs(cross) < 1e-3 ? undefined : ((q.x - p.x) * q.dy - (q.y - p.y) * q.dx) / cross;
    out.push(...(t === undefined ? [q.x, q.y] : [p.x + p.dx * t, p.y + p.dy * t]));
  }
  const last = lines.at(-1) as typeof first;
  const [ex, ey] = [path.at(-2) as number, path.at(-1) as number];
  return [...out, ex - last.dy * mm, ey + last.dx * mm];
}

/** A path led on straight at both ends. */
function extended(path: readonly number[], mm: number): number[] {
  const lead = (ax: number, ay: number, bx: number, by: number): [number, number] => {
    const length = Math.hypot(bx - ax, by - ay) || 1;
    return [bx + ((bx - ax) / length) * mm, by + ((by - ay) / length) * mm];
  };
  const at = (i: number): [number, number] => [path.at(i) as number, path.at(i + 1) as number];
  return [
    ...lead(...at(2), ...at(0)),
    ...path.slice(2, -2),
    ...lead(...at(-4), path.at(-2) as number, path.at(-1) as number),
  ];
}

/** The one piece along the old frontage, and the one behind it. */
function stripOf(
  { pieces }: Division,
  front: readonly number[],
): { strip: PolygonGeometry; rest: PolygonGeometry } | undefined {
  if (pieces.length !== 2) return undefined;
  const has = (piece: PolygonGeometry, x: number, y: number): boolean =>
    piece.rings.some((ring) => ring.some((_, i) => i % 2 === 0 && ring[i] === x && ring[i + 1] === y));
  const touching = (piece: PolygonGeometry): boolean => {
    for (let i = 0; i < front.length; i += 2) if (!has(piece, front[i] as number, front[i + 1] as number)) return false;
    return true;
  };
  const strip = pieces.filter(touching);
  const rest = pieces.filter((piece) => !strip.includes(piece));
  return strip.length === 1 && rest.length === 1
    ? { strip: strip[0] as PolygonGeometry, rest: rest[0] as PolygonGeometry }
    : undefined;
}
