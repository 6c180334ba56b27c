import { describe, expect, it } from "vitest";
import { nodeSegments } from "#core/geometry/noding";

describe("nodeSegments settles", () => {
  //      ────────────────      two long lines a hair apart, and a third through both: each round they
  //   ═══════════════════      would meet two millimetres farther on
  it("lines that run together at a narrow angle", () => {
    const zipper = [
      [132112, -152879, 84738, -139200],
      [139410, -153102, 89630, -146865],
      [89630, -146866, 139410, -153102],
    ];
    expect(nodeSegments(zipper.flat()).edges.length).toBeLessThan(60);
    const steeper = [
      [-51122, -116793, -16821, -155875],
      [-16821, -155875, -33971, -136334],
      [-9301, -163498, -35506, -135158],
    ];
    expect(nodeSegments(steeper.flat()).edges.length).toBeLessThan(200);
  });

  //   n───b
  //   │ ╳ │   both corners n lie a hair's breadth from the other diagonal
  //   a───n
  it("the two diagonals of one cell of the grid", () => {
    const cell = [0, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1];
    const { nodes, edges } = nodeSegments(cell, { snapMm: 60 });
    expect(nodes.length / 2).toBe(4);
    expect(edges.length / 2).toBe(3);
  });
});
