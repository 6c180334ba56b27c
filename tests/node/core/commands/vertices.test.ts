import { describe, expect, it } from "vitest";
import { insertVertex } from "#core/commands/insert-vertex";
import { moveFeature } from "#core/commands/move-feature";
import { moveVertex } from "#core/commands/move-vertex";
import { moveVertexOf } from "#core/commands/move-vertex-of";
import { removeVertex } from "#core/commands/remove-vertex";
import { shareVertex } from "#core/commands/share-vertex";
import type { PolygonGeometry, Position } from "#core/geometry/geometry";
import { polygonOf } from "#core/geometry/geometry";
import type { Edit } from "#core/model/command";
import { seededIds } from "#core/model/ledger";
import { Project } from "#core/model/project";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { aProject, grid, lineM, polygonM, rectangle, square, testMeta } from "#tests/helpers/builders";
import { planarFaults } from "#tests/helpers/plan-oracle";
import { facesOf } from "#tests/helpers/random-coverage";
import { pathOf } from "#tests/helpers/shapes";

const env = { newId: seededIds("n"), now: "" };
const m = (x: number, y: number): Position => [x * 1000, y * 1000];

//  +---+---+
//  | A | B |
//  +---+---+  30 × 20 perimeter: nothing lies east of B
//  |   C   |
//  +-------+
const plan = () =>
  aProject()
    .parcel("A", square(10, 0, 10))
    .parcel("B", square(10, 10, 10))
    .parcel("C", polygonM([0, 0, 20, 0, 20, 10, 10, 10, 0, 10]))
    .perimeter(rectangle(30, 20));

function rings(outcome: Edit | Refusal): Record<string, readonly number[]> {
  if (isRefusal(outcome)) throw new Error(outcome.code);
  return Object.fromEntries(
    outcome.change.updated.map(([, to]) => [to.id, (to.geometry as PolygonGeometry).rings[0] ?? []]),
  );
}

describe("move-vertex", () => {
  it("moves a shared vertex in every face that has it", () => {
    const moved = rings(moveVertex.plan(plan().build(), { from: m(10, 10), to: m(11, 8) }, env));
    expect(moved).toEqual({
      A: grid([0, 10, 11, 8, 10, 20, 0, 20]),
      B: grid([11, 8, 20, 10, 20, 20, 10, 20]),
      C: grid([0, 0, 20, 0, 20, 10, 11, 8, 0, 10]),
    });
  });

  it("is an act for parcels that are more than planned, which keeps what they were", () => {
    const project = aProject()
      .parcel("A", square(10, 0, 10), { number: "1", state: "bornee" })
      .parcel("B", square(10, 10, 10), { number: "2", state: "projetee" })
      .build();
    const outcome = moveVertex.plan(project, { from: m(10, 20), to: m(11, 21), act: { reason: "PV 12" } }, env);
    if (isRefusal(outcome)) throw new Error(outcome.code);
    const { added, updated } = outcome.change;
    expect(added.map(({ class: id, fields }) => [id, fields["type"] ?? fields["of"]])).toEqual([
      ["pastParcel", "A"],
      ["act", "rectification"],
    ]);
    expect(added[0]?.geometry).toEqual(square(10, 0, 10));
    expect(added[1]?.fields["reason"]).toBe("PV 12");
    expect(updated.map(([, { id, fields }]) => [id, fields["openedBy"]])).toEqual([
      ["B", undefined],
      ["A", added[1]?.id],
    ]);
    project.apply(outcome.change);
    const back = removeVertex.plan(project, { at: m(0, 20) }, env);
    expect(isRefusal(back) ? back.code : back.change.added.map(({ class: id }) => id)).toEqual(["pastParcel", "act"]);
  });

  it("takes the corner of the perimeter along", () => {
    const moved = rings(moveVertex.plan(plan().build(), { from: m(0, 20), to: m(-2, 21) }, env));
    expect(moved["perimeter"]).toEqual(grid([0, 0, 30, 0, 30, 20, 10, 20, -2, 21, 0, 10]));
  });

  it.each([
    ["no vertex is there", m(5, 5), m(6, 6), "vertex.none-here"],
    ["another vertex stands there", m(10, 10), m(20, 10), "vertex.place-taken"],
    ["a boundary would cross another", m(10, 10), m(25, 15), "vertex.crosses"],
    ["a face would turn over", m(0, 10), m(15, 15), "vertex.crosses"],
    ["a face would leave the perimeter", m(20, 10), m(31, 10), "vertex.leaves-perimeter"],
  ])("refuses when %s", (_, from, to, code) => {
    const outcome = moveVertex.plan(plan().build(), { from, to }, env);
    expect(outcome).toMatchObject({ refused: true, code });
    expect((outcome as Refusal).at).toBeDefined();
  });

  it("moves a corner of the perimeter that no face has, but not over a face", () => {
    const moved = rings(moveVertex.plan(plan().build(), { from: m(30, 0), to: m(28, -1) }, env));
    expect(moved).toEqual({ perimeter: grid([0, 0, 28, -1, 30, 20, 0, 20]) });
    const outcome = moveVertex.plan(plan().build(), { from: m(30, 0), to: m(15, 5) }, env);
    expect(outcome).toMatchObject({ refused: true, code: "vertex.leaves-perimeter", ids: ["C"] });
  });

  it("does not run into a face across free ground", () => {
    const project = plan()
      .parcel("D", square(5, 24, 12))
      .build();
    expect(moveVertex.plan(project, { from: m(20, 20), to: m(27, 14) }, env)).toMatchObject({
      code: "vertex.overlaps",
    });
  });
});

describe("insert-vertex and remove-vertex", () => {
  it("puts a vertex into both faces beside an edge, on it", () => {
    const changed = rings(insertVertex.plan(plan().build(), { at: m(10.2, 15) }, env));
    expect(changed).toEqual({
      A: grid([0, 10, 10, 10, 10, 15, 10, 20, 0, 20]),
      B: grid([10, 10, 20, 10, 20, 20, 10, 20, 10, 15]),
    });
  });

  it("takes it out again", () => {
    const project = plan().build();
    const before = [project.get("A"), project.get("B")];
    const inserted = insertVertex.plan(project, { at: m(10, 15) }, env);
    if (isRefusal(inserted)) throw new Error(inserted.code);
    project.apply(inserted.change);
    const removed = removeVertex.plan(project, { at: m(10, 15) }, env);
    if (isRefusal(removed)) throw new Error(removed.code);
    project.apply(removed.change);
    expect([project.get("A"), project.get("B")]).toEqual(before);
  });

  it.each([
    ["no edge is near", () => insertVertex.plan(plan().build(), { at: m(5, 5) }, env), "vertex.no-edge-here"],
    ["the place is a vertex", () => insertVertex.plan(plan().build(), { at: m(10, 10) }, env), "vertex.place-taken"],
    ["three boundaries meet", () => removeVertex.plan(plan().build(), { at: m(10, 10) }, env), "vertex.junction"],
    ["nothing is there", () => removeVertex.plan(plan().build(), { at: m(5, 5) }, env), "vertex.none-here"],
  ])("refuses when %s", (_, act, code) => {
    expect(act()).toMatchObject({ refused: true, code });
  });

  it("serves features that stand apart", () => {
    const project = aProject()
      .axis("x", lineM(0, 0, 10, 0))
      .build();
    const outcome = insertVertex.plan(project, { at: m(4, 0.1), id: "x" }, env);
    if (isRefusal(outcome)) throw new Error(outcome.code);
    expect(pathOf(outcome.change.updated[0]?.[1].geometry)).toEqual(grid([0, 0, 4, 0, 10, 0]));
    expect(removeVertex.plan(project, { at: m(0, 0), id: "x" }, env)).toMatchObject({ code: "vertex.last-three" });
  });
});

describe("move-vertex-of and move-feature", () => {
  const project = () =>
    plan()
      .feature("building", "h", square(4, 2, 2))
      .point("waterPoint", "w", 5, 5)
      .build();

  it("moves one wall of a building and refuses one that crosses another", () => {
    const moved = rings(moveVertexOf.plan(project(), { id: "h", from: m(6, 6), to: m(7, 7) }, env));
    expect(moved["h"]).toEqual(grid([2, 2, 6, 2, 7, 7, 2, 6]));
    expect(moveVertexOf.plan(project(), { id: "h", from: m(6, 6), to: m(1, 1) }, env)).toMatchObject({
      code: "shape.crosses-itself",
    });
    expect(moveVertexOf.plan(project(), { id: "A", from: m(0, 10), to: m(1, 1) }, env)).toMatchObject({
      code: "vertex.shared",
    });
  });

  it("moves what stands apart, never a face", () => {
    const outcome = moveFeature.plan(project(), { id: "w", dx: 1500, dy: -500 }, env);
    if (isRefusal(outcome)) throw new Error(outcome.code);
    expect(outcome.change.updated[0]?.[1].geometry).toEqual({ kind: "point", at: [6500, 4500] });
    expect(moveFeature.plan(project(), { id: "A", dx: 1, dy: 1 }, env)).toMatchObject({ code: "move.face" });
  });
});

describe("share-vertex", () => {
  //  A runs down between S and P as a needle a millimetre wide: P's corner lies beside the edge of S and A.
  it("leaves an edge that two faces share as it is, near as another's vertex may lie", () => {
    const project = new Project(testMeta, [
      { id: "S", class: "street", geometry: polygonOf([0, 0, 40_000, 0, 39_999, 10_000, 0, 20_000]), fields: {} },
      {
        id: "A",
        class: "parcel",
        geometry: polygonOf([0, 20_000, 39_999, 10_000, 40_000, 0, 40_000, 10_000, 40_000, 20_000]),
        fields: {},
      },
      {
        id: "P",
        class: "openSpace",
        geometry: polygonOf([40_000, 0, 60_000, 0, 60_000, 10_000, 40_000, 10_000]),
        fields: {},
      },
    ]);
    expect(planarFaults(facesOf(project))).toEqual([]);
    const outcome = shareVertex.plan(project, { at: [40_000, 10_000] }, env);
    expect(isRefusal(outcome) ? [] : outcome.change.updated).toEqual([]);
  });
});
