import { describe, expect, it } from "vitest";
import { splitFace } from "#core/commands/split-face";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { planAreaM2 } from "#core/geometry/ring";
import type { Edit } from "#core/model/command";
import { seededIds } from "#core/model/ledger";
import type { Project } from "#core/model/project";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { aProject, grid, polygonM, rectangle, square } from "#tests/helpers/builders";

const run = (project: Project, id: string, pathM: number[]): Edit | Refusal =>
  splitFace.plan(project, { id, path: grid(pathM) }, { newId: seededIds("n"), now: "" });

function edit(outcome: Edit | Refusal): Edit {
  if (isRefusal(outcome)) throw new Error(outcome.code);
  return outcome;
}

function partsOf(outcome: Edit | Refusal): { number: unknown; areaM2: number }[] {
  const { added, updated } = edit(outcome).change;
  return [updated[0]?.[1], ...added].map((part) => ({
    number: part?.fields["number"],
    areaM2: planAreaM2(part?.geometry as PolygonGeometry),
  }));
}

describe("split-face", () => {
  //  +-----+-----+
  //  |  A  |  B  |   A is cut from side to side; B takes the vertex on the side they share.
  //  |-----+     |
  //  |     |     |
  //  +-----+-----+
  const pair = () =>
    aProject()
      .ilot("3", { retired: "12-1" })
      .parcel("A", rectangle(20, 30), {
        number: "12",
        ilot: "3",
        declaredAreaM2: 610,
        use: "habitation",
        ninacad: "X1",
      })
      .parcel("B", rectangle(20, 30, 20), { number: "13", ilot: "3" })
      .build();

  it("keeps id and number on the larger part and gives the other a suffix never used", () => {
    expect(partsOf(run(pair(), "A", [-5, 10, 25, 10]))).toEqual([
      { number: "12", areaM2: 400 },
      { number: "12-2", areaM2: 200 },
    ]);
  });

  it("leaves what the deed says with the whole, and never works it out", () => {
    const { added, updated } = edit(run(pair(), "A", [-5, 10, 25, 10])).change;
    expect(updated[0]?.[1].fields).toMatchObject({ declaredAreaM2: 610, ninacad: "X1" });
    expect(added[0]?.fields).toEqual({ number: "12-2", ilot: "3", use: "habitation" });
  });

  it("gives the neighbour the new vertex, exactly", () => {
    const { updated } = edit(run(pair(), "A", [-5, 10, 25, 10])).change;
    const b = updated.find(([from]) => from.id === "B")?.[1].geometry as PolygonGeometry;
    expect(b.rings[0]).toEqual(grid([20, 0, 40, 0, 40, 30, 20, 30, 20, 10]));
  });

  it("puts an end that stops just inside on the boundary", () => {
    expect(partsOf(run(pair(), "A", [0.4, 10, 19.7, 10])).map((part) => part.areaM2)).toEqual([400, 200]);
  });

  it("goes through a corner that is there instead of making one beside it", () => {
    const { updated } = edit(run(pair(), "A", [0, 0, 20, 30])).change;
    expect(updated.map(([from]) => from.id)).toEqual(["A"]);
  });

  //  +--+  +--+
  //  |  |  |  |   one line across both arms: three pieces
  //  |  +--+  |
  //  +--------+
  it("cuts a concave face into as many pieces as the line makes", () => {
    const u = polygonM([0, 0, 30, 0, 30, 30, 20, 30, 20, 10, 10, 10, 10, 30, 0, 30]);
    const project = aProject().parcel("U", u, { number: "1" }).build();
    expect(partsOf(run(project, "U", [-1, 20, 31, 20]))).toEqual([
      { number: "1", areaM2: 500 },
      { number: "1-1", areaM2: 100 },
      { number: "1-2", areaM2: 100 },
    ]);
  });

  it("cuts a face with a hole on both sides of it", () => {
    const ring = polygonM([0, 0, 30, 0, 30, 30, 0, 30], [10, 10, 10, 20, 20, 20, 20, 10]);
    const project = aProject().openSpace("O", ring).build();
    const parts = partsOf(run(project, "O", [-1, 15, 31, 15]));
    expect(parts.map((part) => part.areaM2)).toEqual([400, 400]);
  });

  it("recounts the houses of each part", () => {
    const project = aProject()
      .parcel("A", square(30), { number: "1", houses: 3 })
      .feature("building", "h1", square(4, 2, 2))
      .feature("building", "h2", square(4, 20, 20))
      .feature("building", "h3", square(4, 12, 22))
      .build();
    const { added, updated } = edit(run(project, "A", [-1, 10, 31, 10])).change;
    expect([updated[0]?.[1].fields["houses"], added[0]?.fields["houses"]]).toEqual([2, 1]);
  });

  const holed = polygonM([0, 0, 30, 0, 30, 30, 0, 30], [10, 10, 10, 20, 20, 20, 20, 10]);
  it.each([
    ["misses", square(20), [30, 0, 30, 20], "split.line-misses"],
    ["runs along the boundary", square(20), [0, 0, 20, 0], "split.along-boundary"],
    ["crosses itself", square(20), [-5, 5, 15, 5, 15, 15, 10, -5], "split.crosses-itself"],
    ["stops inside", square(20), [-5, 10, 10, 10], "split.stops-inside"],
    ["leaves a sliver", square(20), [-5, 0.02, 25, 0.02], "split.piece-too-small"],
    ["ends in a hole", holed, [-5, 15, 15, 15], "split.does-not-divide"],
  ])("refuses a line that %s, with the place", (_, face, path, code) => {
    const outcome = run(aProject().parcel("A", face, { number: "1" }).build(), "A", path);
    expect(outcome).toMatchObject({ refused: true, code });
    expect((outcome as Refusal).at).toBeDefined();
  });

  it("does not split a street", () => {
    const project = aProject().street("S", square(20)).build();
    expect(run(project, "S", [-5, 10, 25, 10])).toMatchObject({ code: "split.street" });
  });
});
