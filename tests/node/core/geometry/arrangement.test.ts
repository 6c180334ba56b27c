import fc from "fast-check";
import { orient2d } from "robust-predicates";
import { describe, expect, it } from "vitest";
import { arrange, surfacesOf } from "#core/geometry/arrangement";
import { nodeSegments } from "#core/geometry/noding";
import { signedAreaMm2 } from "#core/geometry/ring";

const side = 2000;
const frame = [0, 0, side, 0, side, 0, side, side, side, side, 0, side, 0, side, 0, 0];

const soup = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: side }),
      fc.integer({ min: 0, max: side }),
      fc.integer({ min: 0, max: side }),
      fc.integer({ min: 0, max: side }),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((rows) => rows.flat());

function crosses(p: readonly number[], a: number, b: number, c: number, d: number): boolean {
  const at = (i: number): [number, number] => [p[2 * i] as number, p[2 * i + 1] as number];
  const turn = (i: number, j: number, k: number): number => orient2d(...at(i), ...at(j), ...at(k));
  if (new Set([a, b, c, d]).size < 4) {
    // Edges from one node must not run over each other.
    if (a === c || a === d || b === c || b === d) {
      const shared = a === c || a === d ? a : b;
      const m = shared === a ? b : a;
      const n = shared === c ? d : c;
      if (turn(shared, m, n) !== 0) return false;
      const [sx, sy] = at(shared);
      const [mx, my] = at(m);
      const [nx, ny] = at(n);
      return (mx - sx) * (nx - sx) + (my - sy) * (ny - sy) > 0;
    }
    return false;
  }
  const [c1, d1, a1, b1] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (c1 > 0 !== d1 > 0 && a1 > 0 !== b1 > 0 && c1 && d1 && a1 && b1) return true;
  const within = (i: number, j: number, k: number): boolean => {
    const [ix, iy] = at(i);
    const [jx, jy] = at(j);
    const [kx, ky] = at(k);
    return (kx - ix) * (kx - jx) + (ky - iy) * (ky - jy) < 0;
  };
  return (
    (c1 === 0 && within(a, b, c)) ||
    (d1 === 0 && within(a, b, d)) ||
    (a1 === 0 && within(c, d, a)) ||
    (b1 === 0 && within(c, d, b))
  );
}

describe("nodeSegments", () => {
  it("leaves no two edges crossing, touching or overlapping inside, whatever the soup", () => {
    fc.assert(
      fc.property(soup, fc.constantFrom(0, 30), (segments, snapMm) => {
        const { nodes, edges } = nodeSegments(segments, { snapMm });
        for (let e = 0; e < edges.length; e += 2) {
          for (let f = e + 2; f < edges.length; f += 2) {
            expect(
              crosses(nodes, edges[e] as number, edges[e + 1] as number, edges[f] as number, edges[f + 1] as number),
            ).toBe(false);
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  it("keeps every end of a segment where it was", () => {
    fc.assert(
      fc.property(soup, (segments) => {
        const { nodes } = nodeSegments(segments);
        const held = new Set<string>();
        for (let i = 0; i < nodes.length; i += 2) held.add(`${nodes[i]} ${nodes[i + 1]}`);
        for (let i = 0; i < segments.length; i += 4) {
          const [a, b, c, d] = segments.slice(i, i + 4);
          if (a === c && b === d) continue;
          expect(held.has(`${a} ${b}`) && held.has(`${c} ${d}`)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("gives one node to crossings nearer than the snap", () => {
    //  two lines that cross a third 10 mm apart
    const graph = nodeSegments([0, 0, 10000, 0, 5000, -5000, 5000, 5000, 5010, -6000, 5010, 6000], { snapMm: 50 });
    const onAxis = graph.nodes.filter((_, i) => i % 2 === 1 && graph.nodes[i] === 0);
    expect(onAxis).toHaveLength(3);
  });
});

describe("arrange", () => {
  it("tiles the frame: the faces' areas add up to it, each a simple ring with its holes", () => {
    fc.assert(
      fc.property(soup, (segments) => {
        const graph = arrange([...frame, ...segments]);
        const surfaces = surfacesOf(
          graph,
          Int32Array.from({ length: graph.faceCount }, (_, i) => i),
        );
        let sum = 0;
        for (const { rings } of surfaces) {
          rings.forEach((ring, i) => {
            expect(signedAreaMm2(ring) > 0).toBe(i === 0);
            const keys = new Set<string>();
            for (let k = 0; k < ring.length; k += 2) keys.add(`${ring[k]} ${ring[k + 1]}`);
            expect(keys.size).toBe(ring.length / 2);
            sum += signedAreaMm2(ring);
          });
        }
        expect(sum).toBe(side * side);
      }),
      { numRuns: 150 },
    );
  });

  it("dissolves groups into surfaces whose area is that of their faces", () => {
    fc.assert(
      fc.property(soup, fc.integer({ min: 1, max: 4 }), (segments, groups) => {
        const graph = arrange([...frame, ...segments]);
        const surfaces = surfacesOf(
          graph,
          Int32Array.from({ length: graph.faceCount }, (_, i) => (i * 7) % groups),
        );
        let sum = 0;
        for (const { rings } of surfaces) for (const ring of rings) sum += signedAreaMm2(ring);
        expect(sum).toBe(side * side);
      }),
      { numRuns: 100 },
    );
  });

  it("knows an island from its lake", () => {
    //  ┌──────┐
    //  │ ┌──┐ │
    //  │ └──┘ │
    //  └──────┘
    const island = [500, 500, 900, 500, 900, 500, 900, 900, 900, 900, 500, 900, 500, 900, 500, 500];
    const graph = arrange([...frame, ...island]);
    const surfaces = surfacesOf(graph, [0, 1]);
    expect(surfaces.map(({ rings }) => rings.length).sort()).toEqual([1, 2]);
  });

  it("leaves a straight node out of both neighbours alike", () => {
    const graph = arrange([...frame, 1000, 0, 1000, 1000, 1000, 1000, 1000, side, 400, 300, 700, 300]);
    const surfaces = surfacesOf(graph, [0, 1], 0.5);
    expect(surfaces.map(({ rings }) => rings[0]?.length)).toEqual([8, 8]);
  });
});
