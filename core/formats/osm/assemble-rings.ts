import { facesOf } from "#core/formats/osm/ring-faces";
import { meet, type Segment, segmentOf, Vertices, withoutPairs } from "#core/formats/osm/ring-segments";
import { polygonOf, type Ring } from "#core/geometry/geometry";
import { sideOfPolygon, sideOfRing } from "#core/geometry/ring";

/** One way of an area: its vertices in order, on a grid, and which node each is. */
export interface AreaWay {
  readonly id: number;
  /** Flat positions, integers. */
  readonly path: readonly number[];
  /** Place of the node of each vertex. */
  readonly nodes: ArrayLike<number>;
}

/**
 * What keeps an area from being a valid multipolygon. Mended: `touching` (a vertex on a segment that does not have
 * it), `doubled` (a segment twice, but not between two holes: spikes), `twin-nodes` (two at one place), `twin-ways`.
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
 * geometry (even-odd), whatever the roles say. Segments between two touching holes vanish; shells or holes that touch
 * in vertices come apart into simple rings.
 *
 * @param ways on an integer grid, where the predicates are exact
 * @see https://wiki.openstreetmap.org/wiki/Relation:multipolygon; the cases of osmcode/osm-testdata
 */
export function assembleRings(ways: readonly AreaWay[]): Assembled {
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
  const { kept, erased } = withoutPairs(meeting.segments);
  if (kept.length === 0) return lost(problems, "empty");
  const polygons = facesOf(kept, vertices);
  if (!polygons) return lost(problems, "open");
  if (erased.some(({ segment, sameWay }) => sameWay || !insideHole(polygons, vertices, segment))) {
    problems.add("doubled");
  }
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
    const found = vertices.at(way.path[2 * i] as number, way.path[2 * i + 1] as number, way.nodes[i] as number);
    if (found.twin) problems.add("twin-nodes");
    if (last >= 0 && found.vertex !== last) segments.push(segmentOf(last, found.vertex, way.id));
    last = found.vertex;
  }
  return segments;
}

/** Leaves out ways that draw exactly what another draws. */
function withoutTwins(drawn: readonly (readonly Segment[])[], problems: Set<AreaProblem>): Segment[] {
  if (drawn.length === 1) return [...(drawn[0] as readonly Segment[])];
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

/** Whether a segment that vanished lay between two holes, where that is right. */
function insideHole(polygons: readonly (readonly Ring[])[], { x, y }: Vertices, { a, b }: Segment): boolean {
  const midX = ((x[a] as number) + (x[b] as number)) / 2;
  const midY = ((y[a] as number) + (y[b] as number)) / 2;
  if (polygons.some((rings) => sideOfPolygon(polygonOf(...(rings as Ring[])), midX, midY) > 0)) return false;
  return polygons.some((rings) => rings.slice(1).some((hole) => sideOfRing(hole, midX, midY) > 0));
}
