import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createParcel } from "#core/commands/create-parcel";
import { maliReferentiel } from "#core/features/mali";
import { planAreaM2 } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { emptyHead, emptyHistory } from "#core/model/journal";
import { Ledger, seededIds } from "#core/model/ledger";
import { canonicalText, type Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { checkProject } from "#core/rules/check-project";
import { grid, ProjectBuilder, polygonM, rectangle } from "#tests/helpers/builders";
import { planarFaults } from "#tests/helpers/plan-oracle";
import { facesOf } from "#tests/helpers/random-coverage";

//  40 ┌────────────┐
//     │  O (open)  │      O is open space, A a parcel beneath it, north of it nothing is planned
//  20 ├──────┬─────┤
//     │  A   │  B  │
//   0 └──────┴─────┘
//     0      20    40
function world(): Project {
  return new ProjectBuilder()
    .openSpace("O", polygonM([0, 20, 20, 20, 40, 20, 40, 40, 0, 40]), { ilot: "1" })
    .parcel("A", rectangle(20, 20), { number: "1", ilot: "1" })
    .parcel("B", rectangle(20, 20, 20, 0), { number: "2", ilot: "1" })
    .perimeter(rectangle(40, 40))
    .build();
}

function ledgerOf(project: Project): Ledger {
  return Ledger.resume(project, emptyHistory, emptyHead, { newId: seededIds("c"), now: () => "2026-11-22T08:00:00Z" });
}

const areaOf = (features: Iterable<Feature>): number =>
  [...features].reduce((sum, { geometry }) => sum + (geometry?.kind === "polygon" ? planAreaM2(geometry) : 0), 0);
const faults = (project: Project): string[] =>
  checkProject(project, maliReferentiel)
    .issues.map(({ rule }) => rule)
    .filter((rule) => (rule.startsWith("coverage") && rule !== "coverage-outside") || rule === "invalid-ring");

describe("create-parcel", () => {
  test.each([
    ["in the middle: the open space keeps a hole", [10, 25, 20, 25, 20, 35, 10, 35], 100, 1],
    ["along a boundary, on no vertex of the neighbour", [5, 20, 15, 20, 15, 30, 5, 30], 100, 1],
    ["across: the open space falls in two", [10, 20, 20, 20, 20, 40, 10, 40], 200, 2],
    ["all of it", [0, 20, 40, 20, 40, 40, 0, 40], 800, 0],
    ["half outside the plan", [10, 30, 20, 30, 20, 50, 10, 50], 200, 1],
    ["where there is no plan at all, beside one", [0, 40, 10, 40, 10, 60, 0, 60], 200, 1],
  ])("%s", (_, ringM, areaM2, spaces) => {
    const ledger = ledgerOf(world());
    const before = canonicalText(ledger.project);
    expect(isRefusal(ledger.run(createParcel, { ring: grid(ringM) }))).toBe(false);
    const made = [...ledger.project.ofClass("parcel")].find(({ id }) => id !== "A" && id !== "B");
    expect(areaOf(made ? [made] : [])).toBeCloseTo(areaM2, 6);
    expect(made?.fields["openedBy"]).toBeDefined();
    expect(ledger.project.countOf("openSpace")).toBe(spaces);
    expect(faults(ledger.project as Project)).toEqual([]);
    ledger.undo();
    expect(canonicalText(ledger.project)).toBe(before);
  });

  test.each([
    ["over a neighbour", [5, 15, 15, 15, 15, 30, 5, 30], "create.overlaps"],
    ["crossing itself", [5, 25, 15, 35, 15, 25, 5, 35], "create.crosses-itself"],
    ["a line", [5, 25, 15, 35], "create.too-few-vertices"],
  ])("is refused %s, and changes nothing", (_, ringM, code) => {
    const ledger = ledgerOf(world());
    expect(ledger.run(createParcel, { ring: grid(ringM) })).toMatchObject({ code });
    expect(ledger.project.countOf("act")).toBe(0);
  });

  test("law: the ground of plan and parcel stays whole, no gap and no overlap opens", () => {
    const metre = (least: number, most: number) => fc.integer({ min: least * 1000, max: most * 1000 });
    fc.assert(
      fc.property(metre(0, 40), metre(20, 40), metre(0, 40), metre(20, 40), metre(0, 40), metre(20, 40), (...ring) => {
        const ledger = ledgerOf(world());
        const done = ledger.run(createParcel, { ring });
        if (isRefusal(done)) return;
        expect(faults(ledger.project as Project)).toEqual([]);
        const faces = [...ledger.project.ofClass("parcel"), ...ledger.project.ofClass("openSpace")];
        expect(areaOf(faces)).toBeCloseTo(1600, 1);
      }),
      { numRuns: 60 },
    );
  });

  test("a corner a few millimetres into the open space beside takes its sliver of it, and opens nothing", () => {
    const project = new ProjectBuilder()
      .openSpace("O", rectangle(20, 20))
      .openSpace("P", rectangle(20, 20, 20, 0))
      .build();
    const ring = [19_994, 10_000, 23_333, 8331, 23_333, 10_000];
    expect(isRefusal(ledgerOf(project).run(createParcel, { ring }))).toBe(false);
    expect(planarFaults(facesOf(project))).toEqual([]);
  });
});
