import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streetGraph } from "#core/derived/street-graph";
import { offsetPath } from "#core/engines/network/offset-path";
import { polePositions } from "#core/engines/network/pole-positions";
import { routeAlongStreets } from "#core/engines/network/street-network";
import { lengthM } from "#core/geometry/path";
import { isRefusal } from "#core/model/refusal";
import { grid } from "#tests/helpers/builders";

describe("poles", () => {
  it("stand at ends and bends, and divide each run equally", () => {
    expect(polePositions(grid([0, 0, 120, 0, 120, 40]), 50)).toEqual([
      [0, 0],
      [40_000, 0],
      [80_000, 0],
      [120_000, 0],
      [120_000, 40_000],
    ]);
  });

  it("need no more than the span asks for when it fits exactly, and none at a hardly bent node", () => {
    expect(polePositions(grid([0, 0, 50, 0, 100, 0.5]), 50)).toHaveLength(4);
    expect(polePositions(grid([0, 0, 100, 0]), 50)).toHaveLength(3);
  });

  it("never stand farther apart than the span", () => {
    const path = fc.array(fc.tuple(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 300_000 })), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(path, fc.integer({ min: 20, max: 60 }), (points, span) => {
        const flat = points.flat();
        if (lengthM(flat) < 1) return;
        const poles = polePositions(flat, span);
        for (let i = 1; i < poles.length; i++) {
          const [a, b] = [poles[i - 1] ?? [0, 0], poles[i] ?? [0, 0]];
          expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeLessThanOrEqual(span * 1000 + 2);
        }
      }),
    );
  });

  it("refuse a span of nothing", () => {
    expect(() => polePositions([0, 0, 1, 1], 0)).toThrow(RangeError);
  });
});

describe("a path set aside", () => {
  it("lies to the right above 0, to the left below, mitred", () => {
    expect(offsetPath(grid([0, 0, 10, 0, 10, 10]), 1000)).toEqual(grid([0, -1, 11, -1, 11, 10]));
    expect(offsetPath(grid([0, 0, 10, 0, 10, 10]), -1000)).toEqual(grid([0, 1, 9, 1, 9, 10]));
  });
});

describe("ways along streets", () => {
  it("are as short as any way through a random net (Floyd and Warshall agree)", () => {
    const nets = fc.record({
      cells: fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
      from: fc.nat(15),
      to: fc.nat(15),
    });
    fc.assert(
      fc.property(nets, ({ cells, from, to }) => {
        // A 4 × 4 net of nodes 100 m apart; each of its 24 edges is there or not.
        const node = (n: number): [number, number] => [(n % 4) * 100_000, Math.floor(n / 4) * 100_000];
        const ways = Array.from({ length: 16 }, (_, i) =>
          Array.from({ length: 16 }, (_, j) => (i === j ? 0 : Infinity)),
        );
        const paths: number[][] = [];
        let k = 0;
        for (let n = 0; n < 16; n++) {
          for (const m of [n % 4 < 3 ? n + 1 : -1, n < 12 ? n + 4 : -1]) {
            if (m < 0 || !cells[k++]) continue;
            paths.push([...node(n), ...node(m)]);
            for (const [a, b] of [
              [n, m],
              [m, n],
            ] as const)
              (ways[a] as number[])[b] = 100;
          }
        }
        const used = new Set(paths.flatMap((path) => [`${path[0]} ${path[1]}`, `${path[2]} ${path[3]}`]));
        if (!used.has(node(from).join(" ")) || !used.has(node(to).join(" ")) || from === to) return;
        for (let m = 0; m < 16; m++) {
          for (let i = 0; i < 16; i++) {
            for (let j = 0; j < 16; j++) {
              const round = (ways[i]?.[m] ?? Infinity) + (ways[m]?.[j] ?? Infinity);
              if (round < (ways[i]?.[j] ?? Infinity)) (ways[i] as number[])[j] = round;
            }
          }
        }
        const route = routeAlongStreets(streetGraph(paths), [node(from), node(to)]);
        const shortest = ways[from]?.[to] ?? Infinity;
        if (isRefusal(route)) expect([route.code, shortest]).toEqual(["network.unreachable", Infinity]);
        else expect(route.lengthM).toBeCloseTo(shortest, 6);
      }),
      { numRuns: 300 },
    );
  });
});
