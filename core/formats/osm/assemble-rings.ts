import type { AreaWay } from "#core/formats/osm/area-way";
import { facesOf } from "#core/formats/osm/ring-faces";
import { type Doubled, meet, type Segment, segmentOf, Vertices, withoutPairs } from "#core/formats/osm/ring-segments";
import { simpleRing } from "#core/formats/osm/simple-ring";
import type { Ring } from "#core/geometry/geometry";
import { sideOfRing } from "#core/geometry/ring";

/**
 * What keeps an area from being a valid multipolygon. Mended: `touching` (a vertex on a segment that does not have
 * it), `doubled` (a segment twice, but neither between two shells, between two holes, nor on the way to a hole and back), `twin-nodes` (two at one place), `twin-ways`.
 * Not to be mended: `crossing`, `open` (an end that nothing continues), `empty` (no surface).
 */
export type AreaProblem = "touching" | "doubled" | "twin-nodes" | "twin-ways" | "crossing" | "open" | "empty";

/** Polygons, and what was wrong. Without problems the area is valid as drawn. */
export interface Assembled {
  /** Shell first (CCW), then its holes (CW), unclosed. None where the problems could not be mended. */
  readonly polygons: readonly (readonly Ring[])[];
  readonly problems: ReadonlySet<AreaProblem>;
}

/**
 * Makes polygons of the ways of a closed way, a multipolygon or a boundary. Inside and outside follow from the
 * geometry (even-odd), whatever the roles say. Segments between two shells or two holes vanish; shells or holes that touch
 * in vertices come apart into simple rings.
 *
 * @param ways on an integer grid, where the predicates are exact
 * @see https://wiki.openstreetmap.org/wiki/Relation:multipolygon; the cases of osmcode/osm-testdata
 */
export function assembleRings(ways: readonly AreaWay[]): Assembled {
  const ring = ways.length === 1 ? simpleRing(ways[0] as AreaWay) : undefined;
  return ring ? { polygons: [[ring]], problems: new Set() } : assembleAny(ways);
}

/** `assembleRings` for ways of any kind; apart, so that the short way round can be held against it. */
export function assembleAny(ways: readonly AreaWay[]): Assembled {
  const problems = new Set<AreaProblem>();
  const vertices = new Vertices();
  const drawn = ways.map((way) => segmentsOf(way, vertices, problems));
  let meeting = meet(withoutTwins(drawn, problems), vertices);
  // A piece may lie on another once it is cut: look again until nothing is.
  for (let round = 0; meeting.split && !meeting.crossing && round < 8; round++) {
    problems.add("touching");
    meeting = meet(meeting.segments, vertices);
  }
  if (meeting.crossing || meeting.split) return lost(problems, "crossing");
  const { kept, doubled } = withoutPairs(meeting.segments);
  if (kept.length === 0) return lost(problems, "empty");
  const polygons = facesOf(kept, vertices);
  if (!polygons) {
    // Two ways that overlap leave a gap once their common run is gone: it may belong there once.
    const once = facesOf([...kept, ...doubled.map(({ segment }) => segment)], vertices);
    return once ? { polygons: once, problems: problems.add("doubled") } : lost(problems, "open");
  }
  if (doubled.length === 0) return { polygons, problems };
  const ends = endCounts([...kept, ...doubled.map(({ segment }) => segment)]);
  const right = ({ segment, how }: Doubled) =>
    (how === "shared" && insideShell(polygons, vertices, segment)) ||
    (how === "bridge" && ends.get(segment.a) !== 1 && ends.get(segment.b) !== 1);
  if (!doubled.every(right)) problems.add("doubled");
  return { polygons, problems };
}

function lost(problems: Set<AreaProblem>, problem: AreaProblem): Assembled {
  return { polygons: [], problems: problems.add(problem) };
}

/** Segments between neighbouring vertices of a way; vertices given twice in a row count once. */
function segmentsOf(way: AreaWay, vertices: Vertices, problems: Set<AreaProblem>): Segment[] {
  const segments: Segment[] = [];
  let last = -1;
  for (let i = 0; i < way.nodes.length; i++) {
    const node = way.nodes[i] as number;
    const vertex = vertices.at(way.path[2 * i] as number, way.path[2 * i + 1] as number, node);
    if (vertices.isTwin(vertex, node)) problems.add("twin-nodes");
    if (last >= 0 && vertex !== last) segments.push(segmentOf(last, vertex, way.id));
    last = vertex;
  }
  return segments;
}

/** Leaves out ways that draw exactly what another draws. */
function withoutTwins(drawn: readonly (readonly Segment[])[], problems: Set<AreaProblem>): Segment[] {
  const sums = drawn.map(
    (segments) => segments.length + segments.reduce((sum, { a, b }) => sum + (a + 1) * 1e5 + b, 0),
  );
  if (new Set(sums).size === drawn.length) return drawn.flat();
  const seen = new Set<string>();
  return drawn.flatMap((segments) => {
    const key = segments
      .map(({ a, b }) => `${a} ${b}`)
      .sort()
      .join();
    if (seen.has(key)) {
      problems.add("twin-ways");
      return [];
    }
    seen.add(key);
    return segments;
  });
}

/** How many segments end in each vertex. Where a doubled one ends alone, it is a spike and leads nowhere. */
function endCounts(segments: readonly Segment[]): Map<number, number> {
  const ends = new Map<number, number>();
  for (const { a, b } of segments) for (const end of [a, b]) ends.set(end, (ends.get(end) ?? 0) + 1);
  return ends;
}

/** Whether a doubled segment lay between two shells or two holes, where that is right, and not on an outer border. */
function insideShell(polygons: readonly (readonly Ring[])[], { x, y }: Vertices, { a, b }: Segment): boolean {
  const midX = ((x[a] as number) + (x[b] as number)) / 2;
  const midY = ((y[a] as number) + (y[b] as number)) / 2;
  return polygons.some(([shell]) => shell && sideOfRing(shell, midX, midY) > 0);
}
