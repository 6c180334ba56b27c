import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { syntheticCadastre } from "#core/engines/synthetic/cadastre";
import { maliReferentiel } from "#core/features/mali";
import { sideOfPolygon } from "#core/geometry/ring";
import { speaker } from "#core/messages/catalogue";
import { type Project, Project as ProjectState } from "#core/model/project";
import { checkProject } from "#core/rules/check-project";
import type { RuleId } from "#core/rules/issue";
import { aProject, lineM, type ProjectBuilder, polygonM, rectangle, square, testMeta } from "#tests/helpers/builders";
import { coverageSeeds, facesOf, randomCoverage } from "#tests/helpers/random-coverage";

const check = (project: Project) => checkProject(project, maliReferentiel);
const rules = (project: Project) => check(project).issues.map((issue) => issue.rule);
const COVERAGE: readonly RuleId[] = [
  "coverage-overlap",
  "coverage-gap",
  "coverage-outside",
  "coverage-unnoded",
  "invalid-ring",
];

//  +----+----+----+    three parcels of 20 × 20 m on a street 10 m wide
//  | A  | B  | C  |
//  +----+----+----+
//  |      S       |
//  +--------------+
function sound(): ProjectBuilder {
  return aProject()
    .ilot("1")
    .parcel("A", square(20, 0, 10), { number: "1", ilot: "1", use: "habitation" })
    .parcel("B", square(20, 20, 10), { number: "2", ilot: "1", use: "habitation" })
    .parcel("C", square(20, 40, 10), { number: "3", ilot: "1", use: "habitation" })
    .street("S", polygonM([0, 0, 60, 0, 60, 10, 40, 10, 20, 10, 0, 10]))
    .perimeter(rectangle(60, 30));
}

/** The sound plan with one feature put in place of another of the same id, or left out. */
function withFeature(
  id: string,
  change: (feature: ReturnType<ProjectBuilder["features"]>[number]) => unknown,
): Project {
  const features = sound()
    .features()
    .flatMap((feature) => {
      if (feature.id !== id) return [feature];
      const after = change(feature);
      return after ? [{ ...feature, ...(after as object) }] : [];
    });
  return new ProjectState(testMeta, features);
}

describe("a sound plan", () => {
  it("has no issue", () => {
    expect(check(sound().build())).toEqual({ issues: [], accepted: [], counts: { error: 0, warning: 0, info: 0 } });
  });

  it("has none at the size of a town", () => {
    const town = new ProjectState(testMeta, syntheticCadastre(1500, 3));
    expect(check(town).issues).toEqual([]);
  });

  it("has no fault of topology whatever its shape", () => {
    fc.assert(
      fc.property(coverageSeeds, (seed) => {
        const plan = randomCoverage(seed);
        expect(rules(plan).filter((rule) => COVERAGE.includes(rule))).toEqual([]);
        // Nor without its perimeter.
        const bare = new ProjectState(
          plan.meta,
          [...plan.all()].filter(({ class: id }) => id !== "perimeter"),
        );
        expect(rules(bare).filter((rule) => COVERAGE.includes(rule))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("has none where the middle of the plan lies on a boundary", () => {
    const plan = aProject()
      .openSpace("O", polygonM([20, 40, 20, 20, 40, 20, 40, 40]))
      .openSpace("O2", polygonM([10, 20, 10, 40, 0, 40, 0, 20]))
      .parcel("C", polygonM([10, 20, 20, 20, 20, 40, 10, 40]))
      .parcel("A", polygonM([0, 0, 20, 0, 20, 20, 10, 20, 0, 20]))
      .parcel("B", polygonM([20, 0, 40, 0, 40, 20, 20, 20]))
      .build();
    expect(rules(plan).filter((rule) => COVERAGE.includes(rule))).toEqual([]);
  });
});

describe("planted faults of topology", () => {
  it("finds a parcel left out, inside it, with its area and its neighbours", () => {
    const [issue, ...others] = check(withFeature("B", () => undefined)).issues;
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ rule: "coverage-gap", severity: "error", ids: ["A", "C", "S"] });
    expect(issue?.message.params["areaM2"]).toBe(400);
    expect(sideOfPolygon(square(20, 20, 10), ...(issue?.at ?? [0, 0]))).toBe(1);
  });

  it("finds a corner moved in one face alone: an overlap one way, a gap the other", () => {
    const moved = (x: number) => withFeature("B", () => ({ geometry: polygonM([20, 10, 40, 10, x, 30, 20, 30]) }));
    expect(check(moved(41)).issues[0]).toMatchObject({
      rule: "coverage-overlap",
      ids: ["B", "C"],
      message: { params: { areaM2: 10 } },
    });
    expect(check(moved(39)).issues[0]).toMatchObject({ rule: "coverage-gap", message: { params: { areaM2: 10 } } });
  });

  it("finds a boundary that overlaps and gapes in turn", () => {
    const project = withFeature("B", () => ({ geometry: polygonM([20, 10, 40, 10, 41, 15, 39, 25, 40, 30, 20, 30]) }));
    expect(new Set(rules(project))).toEqual(new Set(["coverage-overlap", "coverage-gap"]));
  });

  it("finds a face laid over others, and one beyond the perimeter", () => {
    const inside = sound()
      .parcel("X", square(5, 25, 15), { number: "9", ilot: "1", use: "habitation" })
      .build();
    expect(check(inside).issues).toContainEqual(expect.objectContaining({ rule: "coverage-overlap", ids: ["B", "X"] }));
    const twice = sound()
      .parcel("X", square(20, 20, 10), { number: "9", ilot: "1", use: "habitation" })
      .build();
    expect(check(twice).issues).toContainEqual(expect.objectContaining({ rule: "coverage-overlap", ids: ["B", "X"] }));
    const beyond = sound()
      .parcel("X", square(20, 60, 10), { number: "9", ilot: "1", use: "habitation" })
      .build();
    expect(check(beyond).issues).toContainEqual(expect.objectContaining({ rule: "coverage-outside", ids: ["X"] }));
  });

  it("finds a vertex one side lacks", () => {
    const project = withFeature("B", () => ({ geometry: polygonM([20, 10, 40, 10, 40, 18, 40, 30, 20, 30]) }));
    expect(check(project).issues).toMatchObject([{ rule: "coverage-unnoded", severity: "warning", ids: ["B", "C"] }]);
  });

  it("finds a ring that crosses itself", () => {
    const project = withFeature("B", () => ({ geometry: polygonM([20, 10, 40, 10, 20, 30, 40, 30]) }));
    expect(check(project).issues).toContainEqual(
      expect.objectContaining({ rule: "invalid-ring", ids: ["B"], at: [30_000, 20_000] }),
    );
  });

  it("finds whichever face of a random plan is taken out, and nothing elsewhere", () => {
    fc.assert(
      fc.property(coverageSeeds, fc.nat(100), (seed, n) => {
        const plan = randomCoverage(seed);
        const faces = facesOf(plan);
        const gone = faces[n % faces.length] as (typeof faces)[number];
        if (faces.length < 2) return;
        plan.apply({ added: [], updated: [], removed: [gone] });
        const found = check(plan).issues.filter((issue) => COVERAGE.includes(issue.rule));
        expect(found.map((issue) => issue.rule)).toEqual(["coverage-gap"]);
        expect(sideOfPolygon(gone.geometry, ...(found[0]?.at ?? [0, 0]))).toBe(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe("planted faults of numbers and norms", () => {
  it.each<[string, (f: { fields: object }) => unknown, RuleId, string]>([
    ["a number borne twice", (f) => ({ fields: { ...f.fields, number: "1" } }), "duplicate-number", "error"],
    ["a parcel without number", () => ({ fields: { ilot: "1", use: "habitation" } }), "missing-number", "warning"],
  ])("finds %s", (_, change, rule, severity) => {
    expect(check(withFeature("B", change)).issues).toMatchObject([{ rule, severity }]);
  });

  it("finds small, narrow and landlocked parcels", () => {
    //  +--+-----+
    //  |N |  L  |     N: 7 m of street; T: 100 m²; L: no street
    //  |  +-----+
    //  |  |T |P |
    //  +--+--+--+
    const project = aProject()
      .parcel("N", polygonM([0, 10, 7, 10, 7, 20, 7, 40, 0, 40]), { number: "1", ilot: "1", use: "habitation" })
      .parcel("T", polygonM([7, 10, 17, 10, 17, 20, 7, 20]), { number: "2", ilot: "1", use: "habitation" })
      .parcel("P", polygonM([17, 10, 40, 10, 40, 20, 17, 20]), { number: "3", ilot: "1", use: "habitation" })
      .parcel("L", polygonM([7, 20, 17, 20, 40, 20, 40, 40, 7, 40]), { number: "4", ilot: "1", use: "habitation" })
      .street("S", polygonM([0, 0, 40, 0, 40, 10, 17, 10, 7, 10, 0, 10]))
      .build();
    expect(check(project).issues.map(({ rule, ids }) => `${rule} ${ids}`)).toEqual([
      "no-street-access L",
      "narrow-front N",
      "small-parcel T",
    ]);
  });
});

describe("planted faults of houses, servitudes and networks", () => {
  it("finds a house a boundary cuts, one in the street, and none that leans on a boundary", () => {
    const project = sound()
      .feature("building", "cut", square(6, 37, 15))
      .feature("building", "street", square(4, 30, 3))
      .feature("building", "half", square(4, 5, 8))
      .feature("building", "wall", square(6, 20, 20))
      .feature("building", "goes", square(6, 37, 22), { fate: "a-deplacer" })
      .feature("building", "nearly", square(6, 39.96, 20))
      .build();
    expect(
      check(project)
        .issues.map(({ rule, ids }) => `${rule} ${ids[0]}`)
        .sort(),
    ).toEqual(["building-cut cut", "building-in-street half", "building-in-street street"]);
  });

  it("finds parcels in servitudes, as errors that name the norm", () => {
    const project = sound()
      .feature("waterCourse", "marigot", lineM(0, 38, 15, 38), { kind: "stream" })
      .feature("powerLine", "hta", lineM(70, -50, 70, 100), { level: "HTA", state: "existant" })
      .build();
    const found = check(project).issues;
    expect(found.map(({ rule, severity, ids }) => `${rule} ${severity} ${ids}`).sort()).toEqual([
      "servitude error A,marigot",
      "servitude error B,marigot",
      "servitude error C,hta",
    ]);
    expect(speaker("fr")(found[0]?.message.code ?? "", found[0]?.message.params)).toContain("Décret 05-113");
  });

  it("counts half the bed, and spares a parcel on the strip's edge", () => {
    const stream = (y: number, fields = {}) =>
      rules(
        sound()
          .feature("waterCourse", "m", lineM(0, y, 60, y), { kind: "stream", ...fields })
          .build(),
      );
    expect(stream(40)).toEqual([]);
    expect(stream(40, { widthM: 4 })).toEqual(["servitude", "servitude", "servitude"]);
    expect(
      rules(
        sound()
          .feature("water", "w", rectangle(200, 200, -50, -50), { kind: "river" })
          .build(),
      ),
    ).toHaveLength(3);
  });

  it("finds lines and pipes nothing feeds, one issue a part", () => {
    const project = sound()
      .feature("powerLine", "p1", lineM(5, 5, 30, 5), { level: "BT" })
      .feature("powerLine", "p2", lineM(30.5, 5, 50, 5), { level: "BT" })
      .feature("powerLine", "fed", lineM(5, 25, 30, 25), { level: "BT" })
      .point("transformer", "t", 5, 27)
      .feature("pipe", "dry", lineM(5, 12, 30, 12))
      .feature("pipe", "wet", lineM(5, 28, 30, 28))
      .point("waterPoint", "w", 31, 28)
      .build();
    expect(
      check(project)
        .issues.map(({ rule, ids }) => `${rule} ${ids}`)
        .sort(),
    ).toEqual(["network-disconnected dry", "network-disconnected p1,p2"]);
  });

  it("says every issue in French and English", () => {
    const planted = [
      withFeature("B", () => undefined),
      sound()
        .feature("building", "cut", square(6, 37, 15))
        .build(),
      sound()
        .feature("powerLine", "p1", lineM(5, 5, 30, 5), { level: "BT" })
        .build(),
      sound()
        .feature("waterCourse", "m", lineM(0, 38, 60, 38), { kind: "stream" })
        .build(),
    ];
    for (const lang of ["fr", "en"] as const) {
      for (const { message } of planted.flatMap((project) => check(project).issues)) {
        const sentence = speaker(lang)(message.code, message.params);
        expect(sentence).not.toContain("issue.");
        expect(sentence).not.toMatch(/\{\{|undefined/);
      }
    }
  });
});
