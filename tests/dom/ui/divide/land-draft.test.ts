import { describe, expect, it } from "vitest";
import { planDivision } from "#core/derived/divide/plan-division";
import { PlanarGraph } from "#core/derived/planar-graph";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { seededIds } from "#core/model/ledger";
import { isRefusal } from "#core/model/refusal";
import { aProject, polygonM, rectangle } from "#tests/helpers/builders";
import { draggedCut } from "#ui/divide/drag-cut";
import {
  firstSettings,
  kindsFor,
  type LandKind,
  type LandOutcome,
  type LandSettings,
  landCommand,
  landOutcome,
  listed,
} from "#ui/divide/land-draft";

// Two parcels 30 m wide and 40 m deep, side by side on a street to the south.
const world = () =>
  aProject()
    .parcel("A", rectangle(30, 40), { number: "12", ilot: "3" })
    .parcel("B", rectangle(30, 40, 30), { number: "13", ilot: "3" })
    .street("S", polygonM([0, -10, 60, -10, 60, 0, 30, 0, 0, 0]))
    .ilot("3")
    .build();

function outcome(kind: LandKind, ids: string[], settings: Partial<LandSettings> = {}): LandOutcome {
  const project = world();
  const made = landOutcome(project, PlanarGraph.build(project), { kind, ids }, { ...firstSettings, ...settings });
  if (isRefusal(made)) throw new Error(made.code);
  return made;
}

describe("what chosen faces are open to", () => {
  it("follows how many they are and what they are", () => {
    const project = world();
    expect(kindsFor(project, ["A"])).toEqual(["divide", "cede", "reserve"]);
    expect(kindsFor(project, ["A", "B"])).toEqual(["adjust", "remembrement"]);
    expect(kindsFor(project, ["A", "S"])).toEqual([]);
    expect(kindsFor(project, [])).toEqual([]);
  });
});

describe("typed lists", () => {
  it("are read with commas for decimals", () => {
    expect(listed("300 ; 450,5")).toEqual([300, 450.5]);
    expect(listed("300 450")).toEqual([300, 450]);
    expect(listed("300 m")).toBeUndefined();
  });
});

describe("a preview", () => {
  it("shows the parts the command then makes, with their numbers", () => {
    const work = { kind: "divide", ids: ["A"] } as const;
    const shown = outcome("divide", ["A"], { parts: 3 });
    expect(shown.rows.map((row) => [row.number, row.areaM2, row.frontageM])).toEqual([
      ["12-1", 400, 10],
      ["12-2", 400, 10],
      ["12-3", 400, 10],
    ]);
    const made = landCommand(work, { ...firstSettings, parts: 3 });
    if (isRefusal(made)) throw new Error(made.code);
    const env = { newId: seededIds("n"), now: "2026-11-22T08:00:00Z" };
    const edit = made.command.plan(world(), made.input as never, env);
    if (isRefusal(edit)) throw new Error(edit.code);
    const parcels = edit.change.added.filter((face) => face.class === "parcel");
    expect(parcels.map((face) => face.fields["number"])).toEqual(shown.rows.map((row) => row.number));
    expect(parcels.map((face) => face.geometry)).toEqual(shown.preview.map((face) => face.geometry));
  });

  it("shows each other act", () => {
    expect(outcome("adjust", ["A", "B"], { adjust: "area", movedM2: 40 }).rows.map((row) => row.areaM2)).toEqual([
      1160, 1240,
    ]);
    expect(outcome("remembrement", ["A", "B"], { parts: 3 }).rows).toHaveLength(3);
    expect(outcome("cede", ["A"], { widthM: 2 }).rows.map((row) => row.areaM2)).toEqual([1140, 60]);
    // The new limit ends at the sides of the parcel.
    expect(outcome("cede", ["A"], { widthM: 2 }).lines).toEqual([[30_000, 2000, 0, 2000]]);
    expect(outcome("reserve", ["A"]).preview[0]).toMatchObject({ class: "reserve", fields: { use: "ecole" } });
  });

  it("writes what was typed of the act, and leaves the rest to follow", () => {
    const kinds = [
      ["divide", ["A"]],
      ["adjust", ["A", "B"]],
      ["remembrement", ["A", "B"]],
      ["cede", ["A"]],
      ["reserve", ["A"]],
    ] as const;
    for (const [kind, ids] of kinds) {
      const act = { number: "24-017", date: "", office: " DNC ", reason: "" };
      const settings: LandSettings = { ...firstSettings, adjust: "area", act };
      const made = landCommand({ kind, ids }, settings);
      if (isRefusal(made)) throw new Error(made.code);
      const env = { newId: seededIds("n"), now: "2026-11-22T08:00:00Z" };
      const edit = made.command.plan(world(), made.input as never, env);
      if (isRefusal(edit)) throw new Error(`${kind}: ${edit.code}`);
      const written = edit.change.added.find((each) => each.class === "act");
      expect(written?.fields).toMatchObject({ number: "24-017", date: "2026-11-22", office: "DNC" });
    }
  });

  it("asks for what is missing instead of drawing something else", () => {
    const project = world();
    const graph = PlanarGraph.build(project);
    const work = { kind: "divide", ids: ["A"] } as const;
    expect(landOutcome(project, graph, work, { ...firstSettings, method: "areas" })).toMatchObject({
      code: "divide.no-list",
    });
    expect(landOutcome(project, graph, work, { ...firstSettings, method: "point", areas: "300" })).toMatchObject({
      code: "divide.no-point",
    });
  });
});

describe("dragging a cut", () => {
  it("keeps the others where they are, and gives the same plan when asked again", () => {
    const project = world();
    const graph = PlanarGraph.build(project);
    const work = { kind: "divide", ids: ["A"] } as const;
    const division = planDivision(project, graph, { id: "A", method: "equal", parts: 3 });
    if (isRefusal(division)) throw new Error(division.code);
    const polygon = project.get("A")?.geometry as PolygonGeometry;
    const dragged = draggedCut(polygon, division, 0, [14_000, 20_000]);
    const shown = landOutcome(project, graph, work, { ...firstSettings, ...dragged });
    if (isRefusal(shown)) throw new Error(shown.code);
    expect(shown.rows.map((row) => Math.round(row.areaM2))).toEqual([560, 240, 400]);
  });

  it("does not pass its neighbour", () => {
    const project = world();
    const division = planDivision(project, PlanarGraph.build(project), { id: "A", method: "equal", parts: 3 });
    if (isRefusal(division)) throw new Error(division.code);
    const polygon = project.get("A")?.geometry as PolygonGeometry;
    const [first, second] = listed(draggedCut(polygon, division, 0, [28_000, 0])?.areas ?? "") ?? [];
    expect(first).toBe(799);
    expect(second).toBe(1);
  });
});
