import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ilotOutline, ilotOutlines } from "#core/derived/ilot-outline";
import { PlanarGraph } from "#core/derived/planar-graph";
import { faultOfPolygon } from "#core/derived/polygon-fault";
import { syntheticCadastre } from "#core/engines/synthetic/cadastre";
import { planAreaM2 } from "#core/geometry/ring";
import { Project } from "#core/model/project";
import { aProject, grid, polygonM, square, testMeta } from "#tests/helpers/builders";
import { coverageSeeds, facesOf, randomCoverage } from "#tests/helpers/random-coverage";

//  +---+---+
//  | A | B |
//  +---+---+
//  |   C   |
//  +-------+
const three = () =>
  aProject()
    .parcel("A", square(10, 0, 10))
    .parcel("B", square(10, 10, 10))
    .parcel("C", polygonM([0, 0, 20, 0, 20, 10, 10, 10, 0, 10]))
    .build();

describe("planar graph", () => {
  it("says which faces meet at a vertex and lie beside an edge", () => {
    const graph = PlanarGraph.build(three());
    expect(graph.faceCount).toBe(3);
    expect(graph.facesAt(10_000, 10_000)).toEqual(["A", "B", "C"]);
    expect(graph.facesAt(5_000, 10_000)).toEqual([]);
    expect(graph.hasVertex(20_000, 20_000)).toBe(true);
    expect(graph.facesBeside(10_000, 20_000, 10_000, 10_000)).toEqual({ left: "B", right: "A" });
    expect(graph.facesBeside(0, 0, 20_000, 0)).toEqual({ left: "C" });
    expect(graph.facesBeside(0, 0, 20_000, 10_000)).toEqual({});
    expect(graph.verticesAround(10_000, 10_000)).toEqual(grid([0, 10, 10, 20, 20, 10]));
    expect(graph.facesIn([12_000, 12_000, 13_000, 13_000])).toEqual(["B"]);
  });

  it("measures what neighbours share", () => {
    const graph = PlanarGraph.build(three());
    expect([...graph.neighboursOf("A")]).toEqual([
      ["B", 10_000],
      ["C", 10_000],
    ]);
    expect([...graph.neighboursOf("C")]).toEqual([
      ["A", 10_000],
      ["B", 10_000],
    ]);
  });

  it("finds every open edge and no other", () => {
    const open: string[] = [];
    PlanarGraph.build(three()).eachOpenEdge((ax, ay, bx, by, id) => open.push(`${id} ${ax} ${ay} ${bx} ${by}`));
    expect(open.sort()).toEqual([
      "A 0 20000 0 10000",
      "A 10000 20000 0 20000",
      "B 20000 10000 20000 20000",
      "B 20000 20000 10000 20000",
      "C 0 0 20000 0",
      "C 0 10000 0 0",
      "C 20000 0 20000 10000",
    ]);
  });

  it("counts every edge of a plan once: Euler's formula", () => {
    fc.assert(
      fc.property(coverageSeeds, (seed) => {
        const project = randomCoverage(seed);
        const parent = new Map<string, string>();
        const root = (key: string): string => {
          let at = key;
          while (parent.get(at) !== at) at = parent.get(at) ?? at;
          return at;
        };
        let edges = 0;
        PlanarGraph.build(project).eachEdge((ax, ay, bx, by) => {
          const ends = [`${ax} ${ay}`, `${bx} ${by}`] as const;
          for (const key of ends) if (!parent.has(key)) parent.set(key, key);
          parent.set(root(ends[0]), root(ends[1]));
          edges++;
        });
        const parts = [...parent.keys()].filter((key) => root(key) === key).length;
        expect(parent.size - edges + facesOf(project).length).toBe(parts);
      }),
      { numRuns: 40 },
    );
  });
});

describe("outlines", () => {
  it("cancels what faces share, and leaves a hole where none lies", () => {
    const ring = aProject();
    for (let i = 0; i < 9; i++)
      if (i !== 4) ring.parcel(`p${i}`, square(10, (i % 3) * 10, Math.floor(i / 3) * 10), { ilot: "7" });
    const [outline, ...others] = ilotOutline(ring.build(), "7");
    expect(others).toEqual([]);
    expect(outline?.rings).toEqual([
      grid([0, 0, 10, 0, 20, 0, 30, 0, 30, 10, 30, 20, 30, 30, 20, 30, 10, 30, 0, 30, 0, 20, 0, 10]),
      grid([10, 10, 10, 20, 20, 20, 20, 10]),
    ]);
  });

  it("keeps parts apart that touch in a point only", () => {
    const project = aProject()
      .parcel("A", square(10), { ilot: "1" })
      .parcel("B", square(10, 10, 10), { ilot: "1" })
      .build();
    expect(ilotOutline(project, "1").map((polygon) => polygon.rings)).toEqual([
      [grid([0, 0, 10, 0, 10, 10, 0, 10])],
      [grid([10, 10, 20, 10, 20, 20, 10, 20])],
    ]);
  });

  it("makes a shell and a hole of a row that closes on itself in a point", () => {
    //  +--+--+
    //  |  |  |     the ring of five cells touches itself at the middle of its gap
    //  +--+--+--+
    //  |     |  |
    const project = aProject();
    for (const [i, [x, y]] of [
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 1],
      [0, 2],
      [1, 2],
      [2, 1],
    ].entries()) {
      if ((x as number) === 1 && (y as number) === 1) continue;
      project.parcel(`p${i}`, square(10, (x as number) * 10, (y as number) * 10), { ilot: "1" });
    }
    const [outline, ...others] = ilotOutline(project.build(), "1");
    expect(others).toEqual([]);
    expect(outline && faultOfPolygon(outline)).toBeUndefined();
    expect(outline?.rings).toHaveLength(2);
    expect(planAreaM2(outline ?? square(0))).toBe(700);
  });

  it("covers each îlot of a town with one sound outline of the same area", () => {
    const town = new Project(testMeta, syntheticCadastre(800, 5));
    const outlines = ilotOutlines(town);
    expect(outlines.size).toBe(town.countOf("ilot"));
    for (const [number, polygons] of outlines) {
      expect(polygons).toHaveLength(1);
      const [outline] = polygons;
      expect(outline && faultOfPolygon(outline)).toBeUndefined();
      const lots = facesOf(town).filter((face) => face.fields["ilot"] === number);
      const area = lots.reduce((sum, lot) => sum + planAreaM2(lot.geometry), 0);
      expect(planAreaM2(outline ?? square(0))).toBeCloseTo(area, 6);
    }
  });
});
