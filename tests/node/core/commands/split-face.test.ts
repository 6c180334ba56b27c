import { describe, expect, it } from "vitest";
import { deleteFeatures } from "#core/commands/delete-features";
import { splitFace } from "#core/commands/split-face";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { planAreaM2 } from "#core/geometry/ring";
import type { Edit } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { seededIds } from "#core/model/ledger";
import type { Project } from "#core/model/project";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { aProject, grid, polygonM, rectangle, square } from "#tests/helpers/builders";

const run = (project: Project, id: string, pathM: number[]): Edit | Refusal =>
  splitFace.plan(project, { id, path: grid(pathM) }, { newId: seededIds("n"), now: "2026-11-22T08:00:00Z" });

function edit(outcome: Edit | Refusal): Edit {
  if (isRefusal(outcome)) throw new Error(outcome.code);
  return outcome;
}

/** Parts in the order they are given numbers: of a parcel all are new, of an open space the first is what it was. */
function partsOf(outcome: Edit | Refusal): Feature[] {
  const { added, updated } = edit(outcome).change;
  const kept = updated.map(([, to]) => to).filter(({ class: cls }) => cls === "openSpace");
  return [...kept, ...added.filter(({ class: cls }) => cls === "parcel" || cls === "openSpace")];
}

function measured(outcome: Edit | Refusal): { number: unknown; areaM2: number }[] {
  return partsOf(outcome).map(({ fields, geometry }) => ({
    number: fields["number"],
    areaM2: planAreaM2(geometry as PolygonGeometry),
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

  it("closes the parcel by an act and gives its parts suffixed numbers never used", () => {
    const outcome = run(pair(), "A", [-5, 10, 25, 10]);
    expect(measured(outcome)).toEqual([
      { number: "12-2", areaM2: 400 },
      { number: "12-3", areaM2: 200 },
    ]);
    const { added, removed } = edit(outcome).change;
    const act = added.find(({ class: cls }) => cls === "act") as Feature;
    expect(act.fields).toEqual({ number: "2026-001", type: "morcellement", date: "2026-11-22" });
    expect(removed.map(({ id }) => id)).toEqual(["A"]);
    const past = added.find(({ class: cls }) => cls === "pastParcel");
    expect(past?.geometry).toEqual(pair().get("A")?.geometry);
    expect(past?.fields).toEqual({
      ...pair().get("A")?.fields,
      of: "A",
      validTo: "2026-11-22",
      closedBy: act.id,
    });
  });

  it("leaves what the deed says with the parcel that was, and never works it out", () => {
    const outcome = run(pair(), "A", [-5, 10, 25, 10]);
    const act = edit(outcome).change.added.at(-1);
    const opened = { parents: "A", openedBy: act?.id, validFrom: "2026-11-22" };
    expect(partsOf(outcome).map(({ fields }) => fields)).toEqual([
      { number: "12-2", ilot: "3", use: "habitation", ...opened },
      { number: "12-3", ilot: "3", use: "habitation", ...opened },
    ]);
  });

  it("never gives a number of a past parcel again, in no îlot either", () => {
    const project = aProject().parcel("A", rectangle(20, 30), { number: "5" }).build();
    const env = { newId: seededIds("n"), now: "2026-11-22T08:00:00Z" };
    const first = edit(splitFace.plan(project, { id: "A", path: grid([-5, 10, 25, 10]) }, env));
    project.apply(first.change);
    const [larger] = partsOf(first) as [Feature];
    const second = splitFace.plan(project, { id: larger.id, path: grid([-5, 20, 25, 20]) }, env);
    expect(measured(second).map(({ number }) => number)).toEqual(["5-1-1", "5-1-2"]);
    const whole = deleteFeatures.plan(project, { ids: [larger.id] }, env);
    project.apply(edit(whole).change);
    const small = [...project.ofClass("parcel")][0] as Feature;
    project.apply({ added: [{ ...small, id: "B", fields: { number: "5" } }], updated: [], removed: [small] });
    const third = splitFace.plan(project, { id: "B", path: grid([10, -5, 10, 35]) }, env);
    const numbers = edit(third).change.added.filter(({ class: cls }) => cls === "parcel");
    expect(numbers.map(({ fields }) => fields["number"])).toEqual(["5-2", "5-3"]);
  });

  it("shares an official area out to the square metre", () => {
    const project = aProject().parcel("A", rectangle(30, 30), { number: "1", officialAreaM2: 901 }).build();
    const outcome = run(project, "A", [-1, 10, 31, 10]);
    expect(partsOf(outcome).map(({ fields }) => fields["officialAreaM2"])).toEqual([601, 300]);
  });

  it.each([
    ["in the future", { date: "2027-01-01" }, "act.in-future"],
    ["that is no day", { date: "2026-02-30" }, "act.wrong-date"],
    ["before the parcel began", { date: "2019-05-01" }, "act.before-parcel"],
    ["of no known kind", { type: "troc" }, "act.unknown-type"],
    ["under a number another bears", { number: "2020-007" }, "act.number-taken"],
  ])("refuses an act %s", (_, act, code) => {
    const project = aProject()
      .parcel("A", rectangle(20, 30), { number: "1", validFrom: "2020-01-01" })
      .feature("act", "acte", null, { number: "2020-007" })
      .build();
    const env = { newId: seededIds("n"), now: "2026-11-22T08:00:00Z" };
    expect(splitFace.plan(project, { id: "A", path: grid([-5, 10, 25, 10]), act }, env)).toMatchObject({ code });
  });

  it("gives the neighbour the new vertex, exactly", () => {
    const { updated } = edit(run(pair(), "A", [-5, 10, 25, 10])).change;
    const b = updated.find(([from]) => from.id === "B")?.[1].geometry as PolygonGeometry;
    expect(b.rings[0]).toEqual(grid([20, 0, 40, 0, 40, 30, 20, 30, 20, 10]));
  });

  it("puts an end that stops just inside on the boundary", () => {
    expect(measured(run(pair(), "A", [0.4, 10, 19.7, 10])).map((part) => part.areaM2)).toEqual([400, 200]);
  });

  it("goes through a corner that is there instead of making one beside it", () => {
    const { updated } = edit(run(pair(), "A", [0, 0, 20, 30])).change;
    expect(updated).toEqual([]);
  });

  //  +--+  +--+
  //  |  |  |  |   one line across both arms: three pieces
  //  |  +--+  |
  //  +--------+
  it("cuts a concave face into as many pieces as the line makes", () => {
    const u = polygonM([0, 0, 30, 0, 30, 30, 20, 30, 20, 10, 10, 10, 10, 30, 0, 30]);
    const project = aProject().parcel("U", u, { number: "1" }).build();
    expect(measured(run(project, "U", [-1, 20, 31, 20]))).toEqual([
      { number: "1-1", areaM2: 500 },
      { number: "1-2", areaM2: 100 },
      { number: "1-3", areaM2: 100 },
    ]);
  });

  it("cuts a face with a hole on both sides of it", () => {
    const ring = polygonM([0, 0, 30, 0, 30, 30, 0, 30], [10, 10, 10, 20, 20, 20, 20, 10]);
    const project = aProject().openSpace("O", ring).build();
    const parts = measured(run(project, "O", [-1, 15, 31, 15]));
    expect(parts.map((part) => part.areaM2)).toEqual([400, 400]);
  });

  it("recounts the houses of each part", () => {
    const project = aProject()
      .parcel("A", square(30), { number: "1", houses: 3 })
      .feature("building", "h1", square(4, 2, 2))
      .feature("building", "h2", square(4, 20, 20))
      .feature("building", "h3", square(4, 12, 22))
      .build();
    expect(partsOf(run(project, "A", [-1, 10, 31, 10])).map(({ fields }) => fields["houses"])).toEqual([2, 1]);
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
