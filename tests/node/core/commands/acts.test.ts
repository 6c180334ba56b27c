import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amendAct } from "#core/commands/amend-act";
import { deleteFeatures } from "#core/commands/delete-features";
import { mergeFaces } from "#core/commands/merge-faces";
import { recordAct } from "#core/commands/record-act";
import { splitFace } from "#core/commands/split-face";
import { updateFields } from "#core/commands/update-fields";
import { filiationOf } from "#core/derived/filiation";
import { changeToDay, daysOfActs, Lineage, parcelsOn } from "#core/derived/lineage";
import { PlanarGraph } from "#core/derived/planar-graph";
import type { Feature } from "#core/model/feature";
import { emptyHead, emptyHistory } from "#core/model/journal";
import { Ledger, seededIds } from "#core/model/ledger";
import { canonicalText, type Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { aProject, grid, rectangle, square } from "#tests/helpers/builders";
import { coverageAreaMm2, coverageSeeds, facesOf, randomCoverage } from "#tests/helpers/random-coverage";

/** A ledger whose days go by as `day` says. */
function ledgerOf(project: Project, day: () => string): Ledger {
  const env = { newId: seededIds("n"), now: () => `${day()}T08:00:00Z`, coverage: PlanarGraph.build };
  return Ledger.resume(project, emptyHistory, emptyHead, env);
}

const byNumber = (project: Project, number: string): string => {
  const found = [...project.ofClass("parcel")].find(({ fields }) => fields["number"] === number);
  if (!found) throw new Error(`no parcel ${number}`);
  return found.id;
};

const ok = <T>(outcome: T): T => {
  if (isRefusal(outcome)) throw new Error(outcome.code);
  return outcome;
};

/** Parcel A (20 × 30 m) cut in 2020, the larger part cut in 2021, its parts merged in 2022. */
function threeActs() {
  let day = "2020-03-01";
  const project = aProject().ilot("3").parcel("A", rectangle(20, 30), { number: "12", ilot: "3" }).build();
  const ledger = ledgerOf(project, () => day);
  ok(ledger.run(splitFace, { id: "A", path: grid([-5, 10, 25, 10]) }));
  day = "2021-03-01";
  ok(ledger.run(splitFace, { id: byNumber(project, "12-1"), path: grid([-5, 20, 25, 20]) }));
  day = "2022-03-01";
  ok(ledger.run(mergeFaces, { ids: [byNumber(project, "12-1-1"), byNumber(project, "12-1-2")] }));
  day = "2023-01-01";
  const acts = [...project.ofClass("act")].map(({ id }) => id);
  return { project, ledger, acts: acts as [string, string, string], lineage: Lineage.build(project) };
}

describe("lineage", () => {
  it("knows who came from whom, live or past", () => {
    const { project, lineage } = threeActs();
    const last = byNumber(project, "13");
    const side = byNumber(project, "12-2");
    expect(lineage.ancestors(last)).toContain("A");
    expect(lineage.ancestors(last)).toHaveLength(4);
    expect(lineage.descendants("A")).toHaveLength(5);
    expect(lineage.descendants("A")).toEqual(expect.arrayContaining([last, side]));
    expect(lineage.children(side)).toEqual([]);
    expect(lineage.versions("A").map(({ class: cls }) => cls)).toEqual(["pastParcel"]);
    expect(lineage.versions("nobody")).toEqual([]);
  });

  it("knows what each act opened and closed", () => {
    const { project, lineage, acts } = threeActs();
    expect(lineage.ofAct(acts[0]).closed).toEqual(["A"]);
    expect(lineage.ofAct(acts[2]).opened).toEqual([byNumber(project, "13")]);
  });

  it("shows the parcels of any day as they were", () => {
    const { project } = threeActs();
    const numbers = (day: string) =>
      parcelsOn(project, day)
        .map(({ fields }) => fields["number"])
        .sort();
    expect(numbers("2019-12-31")).toEqual(["12"]);
    expect(numbers("2020-03-01")).toEqual(["12-1", "12-2"]);
    expect(numbers("2021-08-01")).toEqual(["12-1-1", "12-1-2", "12-2"]);
    expect(numbers("2026-01-01")).toEqual(["12-2", "13"]);
  });

  it("leads from the parcels of today to those of a day, past ones as the parcels they were", () => {
    const { project } = threeActs();
    for (const day of ["2019-12-31", "2020-03-01", "2021-08-01", "2026-01-01"]) {
      const { added, removed } = changeToDay(project, day);
      const gone = new Set(removed.map(({ id }) => id));
      const shown = [...[...project.ofClass("parcel")].filter(({ id }) => !gone.has(id)), ...added];
      expect(shown.map(({ id }) => id).sort()).toEqual(
        parcelsOn(project, day)
          .map(({ id }) => id)
          .sort(),
      );
      expect(new Set(shown.map(({ class: cls }) => cls))).toEqual(new Set(["parcel"]));
    }
    expect(daysOfActs(project)).toEqual(["2020-03-01", "2021-03-01", "2022-03-01"]);
  });

  it("gives the sheet of a parcel: ancestors from the oldest, itself, descendants", () => {
    const { project, lineage } = threeActs();
    const told = (id: string) =>
      filiationOf(project, lineage, id).map(({ generation, versions }) => [
        generation,
        versions.at(-1)?.feature.fields["number"],
        versions.at(-1)?.closedBy?.fields["number"],
      ]);
    expect(told(byNumber(project, "13"))).toEqual([
      [-3, "12", "2020-001"],
      [-2, "12-1", "2021-001"],
      [-1, "12-1-2", "2022-001"],
      [-1, "12-1-1", "2022-001"],
      [0, "13", undefined],
    ]);
    expect(told("A").map(([generation]) => generation)).toEqual([0, 1, 1, 2, 2, 3]);
    expect(filiationOf(project, lineage, "nobody")).toEqual([]);
  });
});

describe("record-act", () => {
  it("keeps what an adjusted parcel was, and numbers acts by the year", () => {
    const project = aProject()
      .parcel("A", square(20), { number: "1", validFrom: "2019-01-01", openedBy: "old" })
      .feature("act", "one", null, { number: "2024-001" })
      .feature("act", "two", null, { number: "2024-002" })
      .build();
    const from = project.get("A") as Feature;
    const to = { ...from, geometry: rectangle(20, 25) };
    const env = { newId: seededIds("n"), now: "2026-11-22T08:00:00Z" };
    const act = { date: "2024-05-06", office: " DRUH ", reason: "" };
    const made = ok(recordAct(PlanarGraph.build(project), act, { type: "rectification", adjusted: [[from, to]] }, env));
    if (isRefusal(made)) return;
    expect(made.act.fields).toEqual({ number: "2024-003", type: "rectification", date: "2024-05-06", office: "DRUH" });
    project.apply({ added: made.added, updated: made.updated, removed: made.removed });
    expect(project.get("A")?.fields).toEqual({ number: "1", openedBy: made.act.id, validFrom: "2024-05-06" });
    const lineage = Lineage.build(project);
    expect(lineage.versions("A").map(({ geometry }) => geometry)).toEqual([square(20), rectangle(20, 25)]);
    expect(lineage.ofAct(made.act.id)).toEqual({ opened: ["A"], closed: ["A"] });
    expect(parcelsOn(project, "2024-05-05").map(({ geometry }) => geometry)).toEqual([square(20)]);
  });
});

describe("amend-act", () => {
  it("takes the parcels of the act along to another day", () => {
    const { project, ledger, acts } = threeActs();
    ok(ledger.run(amendAct, { id: acts[1], date: "2020-06-15", number: "DRUH/7", reason: "Partage" }));
    expect(project.get(acts[1])?.fields).toMatchObject({ date: "2020-06-15", number: "DRUH/7", reason: "Partage" });
    const numbers = parcelsOn(project, "2020-06-15").map(({ fields }) => fields["number"]);
    expect(numbers.sort()).toEqual(["12-1-1", "12-1-2", "12-2"]);
  });

  it.each([
    ["a day before its parcels began", { date: "2020-01-01" }, "act.out-of-turn"],
    ["a day after its parcels ended", { date: "2022-06-01" }, "act.out-of-turn"],
    ["a day to come", { date: "2030-01-01" }, "act.in-future"],
    ["the number of another", { number: "2020-001" }, "act.number-taken"],
    ["a kind nobody knows", { type: "troc" }, "act.unknown-type"],
    ["what it says already", { number: "2021-001" }, "command.nothing-to-do"],
  ])("refuses %s", (_, said, code) => {
    const { ledger, acts } = threeActs();
    expect(ledger.run(amendAct, { id: acts[1], ...said })).toMatchObject({ code });
  });
});

describe("states of a parcel", () => {
  it.each([
    ["projetee", "implantee", true],
    ["implantee", "projetee", true],
    ["projetee", "attribuee", false],
    ["immatriculee", "bornee", false],
    ["attribuee", "en-litige", true],
    ["en-litige", "immatriculee", true],
    [undefined, "immatriculee", true],
  ])("passes from %s to %s: %s", (from, to, may) => {
    const project = aProject()
      .parcel("A", square(10), from ? { state: from } : {})
      .build();
    const outcome = ledgerOf(project, () => "2026-11-22").run(updateFields, { ids: ["A"], fields: { state: to } });
    expect(isRefusal(outcome) ? outcome.code : "done").toBe(may ? "done" : "state.out-of-turn");
  });
});

const steps = fc.array(
  fc.record({
    act: fc.constantFrom("split", "split", "merge", "delete"),
    face: fc.nat(200),
    other: fc.nat(200),
    dx: fc.integer({ min: -15_000, max: 15_000 }),
    dy: fc.integer({ min: -15_000, max: 15_000 }),
  }),
  { minLength: 1, maxLength: 30 },
);

describe("laws of acts on random plans", () => {
  it("keeps area and every day, reuses no number, and takes everything back", () => {
    let done = 0;
    fc.assert(
      fc.property(coverageSeeds, steps, (seed, acts) => {
        const project = randomCoverage(seed);
        const first = canonicalText(project);
        let n = 0;
        const dayOf = (i: number): string => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
        const ledger = ledgerOf(project, () => dayOf(n));
        const lineage = Lineage.build(project);
        ledger.listen((change) => lineage.follow(change));
        const total = coverageAreaMm2(project);
        const shapes = (features: Iterable<Feature>): string[] =>
          [...features].map(({ geometry, fields }) => JSON.stringify([geometry, fields["number"]])).sort();
        const labels = (): Map<string, string> =>
          new Map(
            [...project.ofClass("parcel")].map(({ id, fields }) => [id, `${fields["ilot"]}/${fields["number"]}`]),
          );
        const bearers = labels();
        const days: string[][] = [shapes(project.ofClass("parcel"))];
        for (const { act, face, other, dx, dy } of acts) {
          n++;
          const parcels = facesOf(project).filter(({ class: cls }) => cls === "parcel");
          const parcel = parcels[face % Math.max(1, parcels.length)];
          const before = new Set(bearers.values());
          if (parcel) {
            const [x, y] = [parcel.geometry.rings[0]?.[0] as number, parcel.geometry.rings[0]?.[1] as number];
            const [mx, my] = [x + 10_000, y + 10_000];
            const beside = [...PlanarGraph.build(project).neighboursOf(parcel.id).keys()];
            const outcome =
              act === "split"
                ? ledger.run(splitFace, { id: parcel.id, path: [mx - dx * 4, my - dy * 4, mx + dx * 4, my + dy * 4] })
                : act === "merge"
                  ? ledger.run(mergeFaces, { ids: [parcel.id, beside[other % beside.length] ?? ""] })
                  : ledger.run(deleteFeatures, { ids: [parcel.id] });
            if (!isRefusal(outcome)) {
              done++;
              for (const [id, label] of labels()) {
                if (bearers.has(id)) continue;
                expect(before.has(label), `${label} given twice`).toBe(false);
                bearers.set(id, label);
              }
              expect(Math.abs(coverageAreaMm2(project) - total)).toBeLessThanOrEqual(500_000 * n);
            }
          }
          expect(lineage.dump()).toBe(Lineage.build(project).dump());
          days.push(shapes(project.ofClass("parcel")));
        }
        // A vertex that a neighbour takes at a later cut lies on the same boundary: shapes are held against numbers.
        days.forEach((day, i) => {
          const now = parcelsOn(project, dayOf(i)).map(({ fields }) => fields["number"]);
          expect(now.sort()).toEqual(day.map((text) => (JSON.parse(text) as [unknown, unknown])[1]).sort());
        });
        while (!isRefusal(ledger.undo()));
        expect(canonicalText(project)).toBe(first);
        expect(lineage.dump()).toBe(Lineage.build(project).dump());
      }),
      { numRuns: 80 },
    );
    expect(done).toBeGreaterThan(200);
  });
});
