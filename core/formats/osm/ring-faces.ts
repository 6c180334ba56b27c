import type { Segment, Vertices } from "#core/formats/osm/ring-segments";
import { emptyBox, growBox } from "#core/geometry/box";
import type { Ring } from "#core/geometry/geometry";
import { sideOfRing, signedAreaMm2 } from "#core/geometry/ring";

/** The faces that segments bound by even-odd, or `undefined` when some end is met by an odd number of segments. */
export function facesOf(segments: readonly Segment[], vertices: Vertices): Ring[][] | undefined {
  const edges = halfEdges(segments, vertices);
  if (!edges) return undefined;
  const inside = insides(edges, segments, vertices);
  const faces: Ring[][] = [];
  const loose: Ring[] = [];
  const seen = new Uint8Array(edges.next.length);
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || !inside[start]) continue;
    const cycle: number[] = [];
    for (let edge = start; !seen[edge]; edge = edges.next[edge] as number) {
      seen[edge] = 1;
      cycle.push(edges.origin[edge] as number);
    }
    const rings = simpleRings(cycle).map((ring) => positions(ring, vertices));
    const shell = rings.find((ring) => signedAreaMm2(ring) > 0);
    const holes = rings.filter((ring) => ring !== shell);
    if (shell) faces.push([shell, ...holes]);
    else loose.push(...holes);
  }
  placeHoles(faces, loose);
  return faces;
}

/** Puts each hole into the smallest face that holds it. */
function placeHoles(faces: readonly Ring[][], holes: readonly Ring[]): void {
  if (holes.length === 0) return;
  const shells = faces
    .map((face) => ({
      face,
      shell: face[0] as Ring,
      size: signedAreaMm2(face[0] as Ring),
      box: growBox(emptyBox(), face[0] as Ring),
    }))
    .sort((f, g) => f.size - g.size);
  for (const hole of holes) {
    const [x, y] = hole as unknown as [number, number];
    const held = shells.find(
      ({ shell, box: [minX, minY, maxX, maxY] }) =>
        x > minX && x < maxX && y > minY && y < maxY && sideOfRing(shell, x, y) > 0,
    );
    held?.face.push(hole);
  }
}

/**
 * Half-edges: 2i runs from a to b of segment i, 2i + 1 back. `next` turns as far clockwise as it can, so that a cycle
 * walks the border of the one face on its left.
 */
interface HalfEdges {
  readonly origin: Int32Array;
  readonly next: Int32Array;
}

function halfEdges(segments: readonly Segment[], vertices: Vertices): HalfEdges | undefined {
  const origin = new Int32Array(segments.length * 2);
  const next = new Int32Array(segments.length * 2);
  const starts = new Int32Array(vertices.x.length + 1);
  for (let i = 0; i < segments.length; i++) {
    const { a, b } = segments[i] as Segment;
    origin[2 * i] = a;
    origin[2 * i + 1] = b;
    starts[a + 1] = (starts[a + 1] as number) + 1;
    starts[b + 1] = (starts[b + 1] as number) + 1;
  }
  for (let v = 0; v < vertices.x.length; v++) {
    if ((starts[v + 1] as number) % 2 === 1) return undefined;
    starts[v + 1] = (starts[v + 1] as number) + (starts[v] as number);
  }
  const fill = starts.slice();
  const leaving = new Int32Array(origin.length);
  for (let edge = 0; edge < origin.length; edge++) {
    const v = origin[edge] as number;
    leaving[fill[v] as number] = edge;
    fill[v] = (fill[v] as number) + 1;
  }
  const target = (edge: number) => origin[edge ^ 1] as number;
  for (let centre = 0; centre < vertices.x.length; centre++) {
    const [from, to] = [starts[centre] as number, starts[centre + 1] as number];
    if (to - from === 2) {
      const [e, f] = [leaving[from] as number, leaving[from + 1] as number];
      next[e ^ 1] = f;
      next[f ^ 1] = e;
    }
    if (to - from <= 2) continue;
    const star = [...leaving.subarray(from, to)];
    // Counter-clockwise from due east: the upper half first, then by turn.
    const half = (edge: number) => {
      const dy = (vertices.y[target(edge)] as number) - (vertices.y[centre] as number);
      const dx = (vertices.x[target(edge)] as number) - (vertices.x[centre] as number);
      return dy > 0 || (dy === 0 && dx > 0) ? 0 : 1;
    };
    star.sort((e, f) => half(e) - half(f) || -vertices.turn(centre, target(e), target(f)));
    for (const [i, edge] of star.entries()) next[edge ^ 1] = star[(i + star.length - 1) % star.length] as number;
  }
  return { origin, next };
}

/** For each half-edge whether the face on its left is inside, by even-odd. */
function insides({ origin, next }: HalfEdges, segments: readonly Segment[], vertices: Vertices): Uint8Array {
  const inside = new Uint8Array(origin.length);
  const part = new Int32Array(origin.length).fill(-1);
  for (let start = 0; start < origin.length; start++) {
    if (part[start] !== -1) continue;
    const members = [start];
    part[start] = start;
    for (let i = 0; i < members.length; i++) {
      const edge = members[i] as number;
      for (let way = 1; way >= 0; way--) {
        const other = way === 1 ? edge ^ 1 : (next[edge] as number);
        if (part[other] !== -1) continue;
        part[other] = start;
        inside[other] = (inside[edge] as number) ^ (other === (edge ^ 1) ? 1 : 0);
        members.push(other);
      }
    }
    // The guess was 0 for the first edge; west of the westernmost vertex is outside the part, which settles it.
    const open = facingWest(members, origin, vertices);
    const held = crossingsWest(origin[open] as number, start, part, segments, vertices) % 2;
    if (inside[open] !== held) for (const edge of members) inside[edge] = (inside[edge] as number) ^ 1;
  }
  return inside;
}

/** Of the edges that leave the westernmost (then southernmost) vertex, the one with nothing west of it on its left. */
function facingWest(members: readonly number[], origin: Int32Array, vertices: Vertices): number {
  const { x, y } = vertices;
  let best = members[0] as number;
  for (const edge of members) {
    const [v, w] = [origin[edge] as number, origin[best] as number];
    if (v === w) {
      if (vertices.turn(v, origin[best ^ 1] as number, origin[edge ^ 1] as number) > 0) best = edge;
    } else if ((x[v] as number) < (x[w] as number) || (x[v] === x[w] && (y[v] as number) < (y[w] as number)))
      best = edge;
  }
  return best;
}

/** How many segments of other parts lie west of a vertex, at its height. */
function crossingsWest(
  vertex: number,
  own: number,
  part: Int32Array,
  segments: readonly Segment[],
  vertices: Vertices,
): number {
  const { y } = vertices;
  const height = y[vertex] as number;
  let count = 0;
  for (let i = 0; i < segments.length; i++) {
    if (part[2 * i] === own) continue;
    const { a, b } = segments[i] as Segment;
    const [ay, by] = [y[a] as number, y[b] as number];
    if (ay > height === by > height) continue;
    const [low, high] = ay < by ? [a, b] : [b, a];
    if (vertices.turn(low, high, vertex) < 0) count++;
  }
  return count;
}

/** Comes apart where a cycle passes a vertex again, so that each ring meets each vertex once. */
function simpleRings(cycle: readonly number[]): number[][] {
  const rings: number[][] = [];
  const walked: number[] = [];
  const placeOf = new Map<number, number>();
  for (const vertex of cycle) {
    const place = placeOf.get(vertex);
    if (place !== undefined) {
      const ring = walked.splice(place);
      for (const passed of ring) placeOf.delete(passed);
      rings.push(ring);
    }
    placeOf.set(vertex, walked.length);
    walked.push(vertex);
  }
  rings.push(walked);
  return rings;
}

function positions(ring: readonly number[], { x, y }: Vertices): number[] {
  const out: number[] = [];
  for (const vertex of ring) out.push(x[vertex] as number, y[vertex] as number);
  return out;
}
