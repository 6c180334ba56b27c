import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importBornes } from "#core/commands/import-bornes";
import { moveFeature } from "#core/commands/move-feature";
import { moveVertex } from "#core/commands/move-vertex";
import { moveVertexOf } from "#core/commands/move-vertex-of";
import { placeBornes } from "#core/commands/place-bornes";
import { setBorneState } from "#core/commands/set-borne-state";
import { maliReferentiel } from "#core/features/mali";
import { pointAt } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import { emptyHead, emptyHistory } from "#core/model/journal";
import { Ledger, seededIds } from "#core/model/ledger";
import { canonicalText, type Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { checkProject } from "#core/rules/check-project";
import { FollowedIssues } from "#core/rules/followed-issues";
import { ProjectBuilder, polygonM, rectangle } from "#tests/helpers/builders";

//  20 ┌────┬────┐      A and B share the side x = 20; A's foot is noded at 10,0,
//     │ A  │ B  │      where it does not turn: no corner.
//   0 └─·──┴────┘
function world(state = "projetee"): Project {
  return new ProjectBuilder()
    .parcel("A", polygonM([0, 0, 10, 0, 20, 0, 20, 20, 0, 20]), { number: "1", ilot: "1", state })
    .parcel("B", rectangle(20, 20, 20, 0), { number: "2", ilot: "1", state: "projetee" })
    .build();
}

function ledgerOf(project: Project): Ledger {
  return Ledger.resume(project, emptyHistory, emptyHead, { newId: seededIds("b"), now: () => "2026-11-22T08:00:00Z" });
}

const bornes = (ledger: Ledger): Feature[] => [...ledger.project.ofClass("borne")];
const places = (ledger: Ledger): string[] =>
  bornes(ledger).map(({ geometry }) => (geometry?.kind === "point" ? geometry.at.map((mm) => mm / 1000).join() : ""));

describe("place-bornes", () => {
  test("one at each corner, numbered on round the parcels, none twice, none where a side goes on", () => {
    const ledger = ledgerOf(world());
    expect(isRefusal(ledger.run(placeBornes, { ids: ["A", "B"] }))).toBe(false);
    expect(places(ledger)).toEqual(["0,20", "20,20", "20,0", "0,0", "40,20", "40,0"]);
    expect(bornes(ledger).map(({ fields }) => fields["number"])).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(bornes(ledger)[0]?.fields["state"]).toBe("a-poser");
    expect(ledger.run(placeBornes, { ids: ["A"] })).toMatchObject({ code: "bornes.all-there" });
  });

  test("goes on from the highest number, letters or not", () => {
    const project = world();
    project.apply({
      added: [{ id: "old", class: "borne", geometry: pointAt(20_000, 20_000), fields: { number: "B 41" } }],
      updated: [],
      removed: [],
    });
    const ledger = ledgerOf(project);
    ledger.run(placeBornes, { ids: ["B"], fields: { kind: "beton" } });
    expect(bornes(ledger).map(({ fields }) => fields["number"])).toEqual(["B 41", "42", "43", "44"]);
    expect(bornes(ledger)[1]?.fields["kind"]).toBe("beton");
  });

  test("wants parcels, and fields that bornes have", () => {
    const ledger = ledgerOf(world());
    expect(ledger.run(placeBornes, { ids: [] })).toMatchObject({ code: "bornes.no-parcel" });
    expect(ledger.run(placeBornes, { ids: ["x"] })).toMatchObject({ code: "bornes.no-parcel" });
    expect(isRefusal(ledger.run(placeBornes, { ids: ["A"], fields: { kind: "bois" } }))).toBe(true);
  });
});

test("the state is written with the day of the visit; bornes alone have one", () => {
  const ledger = ledgerOf(world());
  ledger.run(placeBornes, { ids: ["A"] });
  const ids = bornes(ledger).map(({ id }) => id);
  ledger.run(setBorneState, { ids, state: "posee" });
  expect(bornes(ledger).every(({ fields }) => fields["state"] === "posee" && fields["date"] === "2026-11-22")).toBe(
    true,
  );
  expect(ledger.run(setBorneState, { ids, state: "posee" })).toMatchObject({ code: "command.nothing-to-do" });
  expect(ledger.run(setBorneState, { ids: ["A"], state: "posee" })).toMatchObject({ code: "bornes.no-borne" });
  expect(isRefusal(ledger.run(setBorneState, { ids, state: "volee" }))).toBe(true);
});

describe("bornage", () => {
  const acts = (ledger: Ledger): Feature[] => [...ledger.project.ofClass("act")];
  const idsOf = (ledger: Ledger, ...numbers: string[]): string[] =>
    bornes(ledger)
      .filter(({ fields }) => numbers.length === 0 || numbers.includes(String(fields["number"])))
      .map(({ id }) => id);

  test("bornes of planned parcels alone are noted without an act", () => {
    const ledger = ledgerOf(world());
    ledger.run(placeBornes, { ids: ["A", "B"] });
    ledger.run(setBorneState, { ids: idsOf(ledger), state: "posee", marks: true });
    expect(acts(ledger)).toEqual([]);
    expect(ledger.project.get("A")?.fields["state"]).toBe("projetee");
  });

  test("at a parcel that is more than planned it is an act, whose id the bornes bear; undone to the byte", () => {
    const ledger = ledgerOf(world("implantee"));
    ledger.run(placeBornes, { ids: ["A", "B"] });
    const before = canonicalText(ledger.project);
    const act = { number: "PV 7", date: "2026-11-20", office: "DNC" };
    expect(isRefusal(ledger.run(setBorneState, { ids: idsOf(ledger), state: "posee", act }))).toBe(false);
    const [pv] = acts(ledger);
    expect(pv?.fields).toEqual({ ...act, type: "bornage" });
    expect(bornes(ledger).every(({ fields }) => fields["act"] === pv?.id && fields["date"] === act.date)).toBe(true);
    expect(ledger.project.get("A")?.fields["state"]).toBe("implantee");
    expect(ledger.project.countOf("pastParcel")).toBe(0);
    ledger.undo();
    expect(canonicalText(ledger.project)).toBe(before);
    ledger.run(setBorneState, { ids: idsOf(ledger), state: "posee", act });
    expect(ledger.run(setBorneState, { ids: idsOf(ledger), state: "retrouvee", act })).toMatchObject({
      code: "act.number-taken",
    });
  });

  test("parcels become marked once every corner stands, and only those on their way there", () => {
    const ledger = ledgerOf(world("implantee"));
    ledger.run(placeBornes, { ids: ["A", "B"] });
    ledger.run(setBorneState, { ids: idsOf(ledger, "1", "2", "3"), state: "posee", marks: true });
    expect(ledger.project.get("A")?.fields["state"]).toBe("implantee");
    ledger.run(setBorneState, { ids: idsOf(ledger, "4"), state: "manquante", marks: true });
    expect(ledger.project.get("A")?.fields["state"]).toBe("implantee");
    ledger.run(setBorneState, { ids: idsOf(ledger, "4"), state: "retrouvee", marks: true });
    expect(ledger.project.get("A")?.fields["state"]).toBe("bornee");
    expect(ledger.project.get("B")?.fields["state"]).toBe("projetee");
    expect(ledger.history.done.at(-1)?.params).toMatchObject({ count: 1, marked: 1, number: "2026-003" });
  });

  test("a borne that is to be planted again is in no act", () => {
    const ledger = ledgerOf(world("attribuee"));
    ledger.run(placeBornes, { ids: ["A"] });
    ledger.run(setBorneState, { ids: idsOf(ledger), state: "posee", marks: true });
    expect(ledger.project.get("A")?.fields["state"]).toBe("attribuee");
    ledger.run(setBorneState, { ids: idsOf(ledger, "1"), state: "a-poser" });
    expect(bornes(ledger)[0]?.fields["act"]).toBeUndefined();
    expect(acts(ledger)).toHaveLength(1);
  });
});

describe("a vertex and its borne", () => {
  test("a borne to be planted goes with its vertex, and comes back with it", async () => {
    const ledger = ledgerOf(world());
    ledger.run(placeBornes, { ids: ["A"] });
    expect(isRefusal(ledger.run(moveVertex, { from: [20_000, 20_000], to: [20_500, 20_250] }))).toBe(false);
    expect(places(ledger)).toContain("20.5,20.25");
    ledger.undo();
    expect(places(ledger)).toContain("20,20");
  });

  test("a planted borne is not moved", () => {
    const ledger = ledgerOf(world());
    ledger.run(placeBornes, { ids: ["A"], fields: { state: "retrouvee" } });
    const refusal = ledger.run(moveVertex, { from: [20_000, 20_000], to: [20_500, 20_250] });
    expect(refusal).toMatchObject({ code: "vertex.borne-stands", at: [20_000, 20_000], params: { number: "2" } });
  });
});

test("a planted borne is not dragged away by itself either", () => {
  const ledger = ledgerOf(world());
  ledger.run(placeBornes, { ids: ["A"], fields: { state: "posee" } });
  const [id = ""] = bornes(ledger).map((borne) => borne.id);
  expect(ledger.run(moveFeature, { id, dx: 500, dy: 0 })).toMatchObject({ code: "vertex.borne-stands" });
  const input = { id, from: [0, 20_000], to: [1, 1] } as const;
  expect(ledger.run(moveVertexOf, input)).toMatchObject({ code: "vertex.borne-stands" });
  ledger.run(setBorneState, { ids: [id], state: "manquante" });
  expect(isRefusal(ledger.run(moveFeature, { id, dx: 500, dy: 0 }))).toBe(false);
});

test("points of a list: on a corner within reach, else where they are; none twice", () => {
  const ledger = ledgerOf(world());
  const points = [
    { number: "P1", at: [20_030, 19_980] },
    { number: "P2", at: [5_000, 5_000] },
    { at: [19_990, 20_010] },
    { at: [0.4, 0.2] },
  ] as const;
  const done = ledger.run(importBornes, { points, fields: { method: "gnss-rtk" }, withinMm: 50, file: "p.csv" });
  expect(isRefusal(done)).toBe(false);
  expect(places(ledger)).toEqual(["20,20", "5,5", "0,0"]);
  expect(bornes(ledger).map(({ fields }) => fields["number"])).toEqual(["P1", "P2", "1"]);
  expect(ledger.history.done.at(-1)?.params).toEqual({ count: 3, on: 2, off: 1, skipped: 1, file: "p.csv" });
  expect(ledger.run(importBornes, { points, fields: {}, withinMm: 50, file: "p.csv" })).toMatchObject({
    code: "bornes.all-there",
  });
  expect(ledger.run(importBornes, { points: [], fields: {}, withinMm: 50, file: "p.csv" })).toMatchObject({
    code: "bornes.no-point",
  });
});

describe("the check", () => {
  const found = (project: Project) =>
    checkProject(project, maliReferentiel).issues.filter(({ rule }) => /borne/.test(rule));

  test("tells corners without borne of a parcel said to be marked, and mends them", () => {
    const project = world("bornee");
    expect(found(project)).toEqual([]);
    const first: Feature = { id: "p", class: "borne", geometry: pointAt(20_000, 20_000), fields: { number: "9" } };
    project.apply({ added: [first], updated: [], removed: [] });
    const [issue] = found(project);
    expect(issue).toMatchObject({ rule: "corner-without-borne", ids: ["A"], message: { params: { count: 3 } } });
    expect(issue?.fix).toEqual({ command: "place-bornes", input: { ids: ["A"] } });
    const ledger = ledgerOf(project);
    ledger.run(placeBornes, { ids: ["A"] });
    expect(found(project)).toEqual([]);
  });

  test("tells bornes at no corner, with their place", () => {
    const project = world();
    const lost: Feature = { id: "p", class: "borne", geometry: pointAt(5_000, 5_000), fields: { number: "9" } };
    project.apply({ added: [lost], updated: [], removed: [] });
    expect(found(project)).toMatchObject([{ rule: "borne-dangling", at: [5_000, 5_000], ids: ["p"] }]);
  });

  test("law: followed step by step as looked at anew", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("place" as const), id: fc.constantFrom("A", "B") }),
      fc.record({
        kind: fc.constant("move" as const),
        x: fc.constantFrom(20, 21),
        y: fc.constantFrom(0, 20),
        dx: fc.constantFrom(-1, 1),
      }),
      fc.record({ kind: fc.constant("import" as const), x: fc.constantFrom(0, 5, 20), y: fc.constantFrom(0, 20) }),
      fc.record({ kind: fc.constant("undo" as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const ledger = ledgerOf(world("bornee"));
        const followed = FollowedIssues.build(ledger.project, maliReferentiel);
        ledger.listen((change) => followed.follow(change));
        for (const each of steps) {
          if (each.kind === "place") ledger.run(placeBornes, { ids: [each.id] });
          else if (each.kind === "undo") ledger.undo();
          else if (each.kind === "move") {
            const from = [each.x * 1000, each.y * 1000] as const;
            ledger.run(moveVertex, { from, to: [from[0] + each.dx * 1000, from[1]] });
          } else {
            const points = [{ at: [each.x * 1000, each.y * 1000] as const }];
            ledger.run(importBornes, { points, fields: {}, withinMm: 10, file: "f" });
          }
          expect(followed.issues).toEqual(FollowedIssues.build(ledger.project, maliReferentiel).issues);
        }
      }),
      { numRuns: 60 },
    );
  });
});
