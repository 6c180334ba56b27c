import { describe, expect, it } from "vitest";
import { settlePlan } from "#core/commands/settle-plan";
import { maliReferentiel } from "#core/features/mali";
import { pointAt } from "#core/geometry/geometry";
import { seededIds } from "#core/model/ledger";
import type { Project } from "#core/model/project";
import type { Referentiel } from "#core/model/referentiel";
import type { NormStatus } from "#core/rules/norm-status";
import { normStatuses } from "#core/rules/norm-statuses";
import { grid, lineM, ProjectBuilder, polygonM, rectangle } from "#tests/helpers/builders";

const point = (x: number, y: number) => {
  const [mmX = 0, mmY = 0] = grid([x, y]);
  return pointAt(mmX, mmY);
};

//  30 ┌────┬────┬──────────┐     A, B: 20 × 20 m on the street below them
//     │ A  │ B  │ reserve  │     (y 0–10, axis at y = 5)
//  10 ├────┴────┴──────────┤
//   0 └──── street ────────┘
//     0    20   40        80
function world(change: (builder: ProjectBuilder) => ProjectBuilder = (same) => same): Project {
  const builder = new ProjectBuilder()
    .perimeter(rectangle(80, 30))
    .street("S", polygonM([0, 0, 80, 0, 80, 10, 40, 10, 20, 10, 0, 10]))
    .feature("streetAxis", "X", lineM(0, 5, 80, 5), { rank: "secondary", widthM: 10, state: "projete" })
    .parcel("A", rectangle(20, 20, 0, 10), { use: "habitation", number: "1", ilot: "1", houses: 1 })
    .parcel("B", rectangle(20, 20, 20, 10), { use: "habitation", number: "2", ilot: "1", houses: 0 })
    .feature("reserve", "R", rectangle(40, 20, 40, 10), { use: "ecole", number: "3", ilot: "1" })
    .feature("building", "H", rectangle(5, 5, 3, 13), {});
  return change(builder).build();
}

function withNorm(key: string, more: Partial<Referentiel["norms"][string]>): Referentiel {
  const norm = maliReferentiel.norms[key];
  if (!norm) throw new Error(key);
  return { ...maliReferentiel, norms: { ...maliReferentiel.norms, [key]: { ...norm, ...more } } };
}

function status(project: Project, key: string, norms = maliReferentiel): NormStatus {
  const found = normStatuses(project, norms).find((one) => one.key === key);
  if (!found) throw new Error(`no status of ${key}`);
  return found;
}

describe("normStatuses", () => {
  it("holds shares of land against both bounds", () => {
    // 800 of 2400 m² are street: a third.
    expect(status(world(), "share.street.max")).toMatchObject({
      bound: "max",
      verdict: "respecte",
      found: { value: 1 / 3, unit: "1" },
    });
    expect(status(world(), "share.street.max", withNorm("share.street.max", { value: 0.3 })).verdict).toBe(
      "non-respecte",
    );
    expect(status(world(), "share.housing.min").found?.value).toBeCloseTo(1 / 3, 9);
  });

  it("names the parcels at fault, and none that a planner let stand", () => {
    const norms = withNorm("parcel.frontage.min", { value: 25 });
    expect(status(world(), "parcel.frontage.min", norms)).toMatchObject({
      verdict: "non-respecte",
      found: { value: 2, unit: "parcels" },
      ids: ["A", "B"],
    });
  });

  it("counts people of houses and of empty lots", () => {
    // One house of six, one empty lot of six, one school: twelve for it.
    expect(status(world(), "school.people").found).toEqual({ value: 12, unit: "hab" });
    const crowded = world((b) => b.feature("building", "G", rectangle(5, 5, 13, 13), { people: 30 }));
    expect(status(crowded, "school.people").found).toEqual({ value: 42, unit: "hab" });
    expect(status(crowded, "school.people", withNorm("school.people", { value: 40 })).verdict).toBe("non-respecte");
  });

  it("says what is not there at all", () => {
    expect(status(world(), "water.people")).toMatchObject({ verdict: "non-respecte", ids: [] });
    expect(status(world(), "water.people")).not.toHaveProperty("found");
  });

  it("measures walks along the streets and names those who walk too far", () => {
    const project = world((b) => b.feature("waterPoint", "W", point(75, 9), { kind: "puits" }));
    const reach = status(project, "water.reach", withNorm("water.reach", { value: 70 }));
    expect(reach.verdict).toBe("non-respecte");
    expect(reach.ids).toEqual(["A"]);
    expect(reach.found).toEqual({ value: 1, unit: "parcels" });
    const kept = status(project, "water.reach");
    expect(kept.verdict).toBe("respecte");
    // The farther lot: 15 m to the street, 65 m along it, 4 m to the well.
    expect(kept.found?.value).toBeCloseTo(84, 0);
  });

  it("marks walks in a straight line as to be confirmed", () => {
    const project = new ProjectBuilder()
      .parcel("A", rectangle(20, 20), { use: "habitation" })
      .feature("waterPoint", "W", point(75, 9), { kind: "puits" })
      .build();
    expect(status(project, "water.reach").verdict).toBe("a-confirmer");
  });

  it("holds facilities apart, and shows both", () => {
    const near = world((b) => b.feature("facility", "M", point(60, 60), { kind: "marche", state: "existant" }));
    expect(status(near, "apart.school.market")).toMatchObject({
      bound: "min",
      verdict: "non-respecte",
      found: { value: 30, unit: "m" },
      ids: ["R", "M"],
    });
    expect(status(world(), "apart.school.market").verdict).toBe("sans-objet");
  });

  it("wants some facilities on a main street", () => {
    const market = (rank: string) =>
      new ProjectBuilder()
        .feature("streetAxis", "X", lineM(0, 5, 80, 5), { rank, widthM: 10 })
        .feature("streetAxis", "Y", lineM(0, 500, 80, 500), { rank: "primary", widthM: 10 })
        .feature("reserve", "R", rectangle(40, 20, 0, 10), { use: "marche" })
        .build();
    expect(status(market("secondary"), "along.market.street").verdict).toBe("respecte");
    expect(status(market("access"), "along.market.street")).toMatchObject({ verdict: "non-respecte", ids: ["R"] });
  });

  it("holds servitudes where there is water", () => {
    const wet = world((b) => b.feature("waterCourse", "C", lineM(0, 35, 80, 35), { kind: "stream" }));
    expect(status(wet, "servitude.watercourse")).toMatchObject({
      verdict: "non-respecte",
      found: { value: 2, unit: "parcels" },
    });
    expect(status(world(), "servitude.watercourse").verdict).toBe("sans-objet");
  });

  it("speaks of plans only, in the order of the référentiel", () => {
    const keys = normStatuses(world(), maliReferentiel).map(({ key }) => key);
    expect(keys).toEqual(Object.keys(maliReferentiel.norms).filter((key) => keys.includes(key)));
    expect(keys).not.toContain("survey.gnss-rtk.precision");
  });

  it("has nothing to say of an empty project", () => {
    const verdicts = normStatuses(new ProjectBuilder().build(), maliReferentiel).map(({ verdict }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(["sans-objet"]));
  });
});

describe("a mandatory norm", () => {
  it("keeps a plan from being settled while it is broken", () => {
    const env = { newId: seededIds("s"), now: "2026-11-22T08:00:00Z" };
    const norms = withNorm("share.street.max", { value: 0.3, mandatory: true });
    const state = { use: "habitation", ilot: "1", state: "projetee" };
    const project = new ProjectBuilder()
      .perimeter(rectangle(40, 30))
      .street("S", polygonM([0, 0, 40, 0, 40, 10, 20, 10, 0, 10]))
      .parcel("A", rectangle(20, 20, 0, 10), { ...state, number: "1" })
      .parcel("B", rectangle(20, 20, 20, 10), { ...state, number: "2" })
      .build();
    expect(settlePlan.plan(project, { norms }, env)).toMatchObject({
      refused: true,
      code: "settle.norm-broken",
      params: { norm: "share.street.max" },
    });
    expect(settlePlan.plan(project, { norms: maliReferentiel }, env)).not.toHaveProperty("refused");
  });
});
