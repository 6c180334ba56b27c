import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberDoors } from "#core/commands/number-doors";
import { numberStreets } from "#core/commands/number-streets";
import { plateList } from "#core/derived/address/plate-list";
import { platesCsv } from "#core/formats/plates-csv";
import { projectionOf } from "#core/geometry/crs";
import { speaker } from "#core/messages/catalogue";
import type { CommandEnv, Edit } from "#core/model/command";
import { seededIds } from "#core/model/ledger";
import type { Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { aProject, lineM, polygonM, rectangle } from "#tests/helpers/builders";

const envOf = (): CommandEnv => ({ newId: seededIds("d"), now: "2026-11-22T10:00:00.000Z" });

//   n1 | n2 | n3 | …      (left of the street that runs east)
//   ---------------- street, 12 m, its axis at y = 6
//   s1 | s2 | s3 | …      (right)
function street(lots: number, widthM: number): Project {
  // The street has the corners of its lots: shared boundaries are the same vertices.
  const corners = Array.from({ length: lots + 1 }, (_, i) => i * widthM);
  const ring = [...corners.flatMap((x) => [x, 0]), ...corners.toReversed().flatMap((x) => [x, 12])];
  const world = aProject()
    .street("voie", polygonM(ring))
    .axis("axe", lineM(0, 6, lots * widthM, 6), { rank: "access" });
  for (let i = 0; i < lots; i++) {
    world.parcel(`n${i}`, rectangle(widthM, 25, i * widthM, 12), { number: `${i + 1}`, ilot: "1" });
    world.parcel(`s${i}`, rectangle(widthM, 25, i * widthM, -25), { number: `${i + 1}`, ilot: "2" });
  }
  return world.build();
}

const west = [-100_000, 0] as const;

function run(project: Project, outcome: ReturnType<typeof numberDoors.plan>): Edit {
  if (isRefusal(outcome)) throw new Error(outcome.code);
  project.apply(outcome.change);
  return outcome;
}

const doorsOf = (project: Project): Record<string, unknown> =>
  Object.fromEntries([...project.ofClass("door")].map(({ fields }) => [String(fields["parcel"]), fields["number"]]));

describe("door numbers", () => {
  it("are odd on the left and even on the right, one after the other from the start", () => {
    const project = street(3, 20);
    run(project, numberDoors.plan(project, { origin: west, method: "sequential" }, envOf()));
    expect(doorsOf(project)).toEqual({ n0: "1", n1: "3", n2: "5", s0: "2", s1: "4", s2: "6" });
    const east = street(3, 20);
    run(east, numberDoors.plan(east, { origin: [900_000, 0], method: "sequential", even: "left" }, envOf()));
    expect(doorsOf(east)).toEqual({ n2: "1", n1: "3", n0: "5", s2: "2", s1: "4", s0: "6" });
  });

  it("are metres from the start when asked", () => {
    const project = street(3, 20);
    run(project, numberDoors.plan(project, { origin: west, method: "metric" }, envOf()));
    expect(doorsOf(project)).toEqual({ n0: "11", n1: "31", n2: "51", s0: "10", s1: "30", s2: "50" });
  });

  it("stay when a door comes between: it takes a free number, or the one before with bis", () => {
    for (const [method, expected] of [
      ["sequential", "1 bis"],
      ["metric", "21"],
    ] as const) {
      const project = street(3, 20);
      run(project, numberDoors.plan(project, { origin: west, method }, envOf()));
      const before = doorsOf(project);
      const split = project.get("n1");
      if (!split) throw new Error("n1");
      project.apply({
        added: [
          { ...split, id: "n1a", geometry: rectangle(1, 25, 20, 12) },
          { ...split, id: "n1b", geometry: rectangle(19, 25, 21, 12) },
        ],
        updated: [],
        removed: [split],
      });
      const { change } = run(
        project,
        numberDoors.plan(project, { origin: west, method }, { ...envOf(), newId: seededIds("e") }),
      );
      expect(change.removed.map(({ fields }) => fields["parcel"])).toEqual(["n1"]);
      const after = doorsOf(project);
      for (const parcel of ["n0", "n2", "s0", "s1", "s2"]) expect(after[parcel]).toBe(before[parcel]);
      expect(after["n1a"]).toBe(method === "metric" ? expected : "3");
      expect(after["n1b"]).toBe(method === "metric" ? "31" : "3 bis");
    }
  });

  it("are never given twice on a street, keep their side, and rise along it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        (lots, widthM, metric) => {
          const project = street(lots, widthM);
          run(project, numberDoors.plan(project, { origin: west, method: metric ? "metric" : "sequential" }, envOf()));
          const doors = [...project.ofClass("door")];
          expect(doors).toHaveLength(2 * lots);
          expect(new Set(doors.map(({ fields }) => fields["number"])).size).toBe(2 * lots);
          for (const side of ["left", "right"]) {
            const numbers = doors
              .filter(({ fields }) => fields["side"] === side)
              .sort((a, b) => Number(a.fields["distanceM"]) - Number(b.fields["distanceM"]))
              .map(({ fields }) => Number(fields["number"]));
            expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
            expect(numbers.every((n) => n % 2 === (side === "right" ? 0 : 1))).toBe(true);
          }
          expect(numberDoors.plan(project, { origin: west, method: "sequential" }, envOf())).toMatchObject({
            code: "door.none-to-number",
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("need a street", () => {
    expect(numberDoors.plan(aProject().build(), { origin: west, method: "metric" }, envOf())).toMatchObject({
      code: "door.no-streets",
    });
  });
});

describe("street codes", () => {
  it("are even from west to east, odd from south to north, and join what goes on over a crossing", () => {
    const project = aProject()
      .axis("a1", lineM(0, 0, 100, 0), { rank: "access" })
      .axis("a2", lineM(112, 0, 200, 0), { rank: "access" })
      .axis("b", lineM(0, 90, 200, 92), { rank: "access" })
      .axis("c", lineM(106, 0, 106, 90), { rank: "access" })
      .axis("d", lineM(-50, 0, -50, 90), { rank: "access", code: "1" })
      .axis("sentier", lineM(0, 40, 50, 40), { rank: "path" })
      .build();
    run(project, numberStreets.plan(project, { origin: [0, 0] }, envOf()));
    const codes = Object.fromEntries([...project.ofClass("streetAxis")].map(({ id, fields }) => [id, fields["code"]]));
    expect(codes).toEqual({ a1: "2", a2: "2", b: "4", c: "3", d: "1", sentier: undefined });
    expect(numberStreets.plan(project, { origin: [0, 0] }, envOf())).toMatchObject({ code: "street.none-to-code" });
  });
});

describe("the list of plates", () => {
  it("names street, number, parcel and place, in order, and runs no formula", () => {
    const project = street(2, 20);
    const axis = project.get("axe");
    if (!axis) throw new Error("axe");
    project.apply({
      added: [],
      updated: [[axis, { ...axis, fields: { ...axis.fields, name: "=HYPERLINK(1)" } }]],
      removed: [],
    });
    run(project, numberDoors.plan(project, { origin: west, method: "sequential" }, envOf()));
    const plates = plateList(project, projectionOf("EPSG:32629"));
    expect(plates.map(({ number, parcel, ilot }) => [number, parcel, ilot])).toEqual([
      ["1", "1", "1"],
      ["2", "1", "2"],
      ["3", "2", "1"],
      ["4", "2", "2"],
    ]);
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(platesCsv(plates, speaker("fr"), "fr"));
    expect(text.startsWith("\ufeffVoie;Numéro;Côté;")).toBe(true);
    expect(text.split("\r\n")[1]).toMatch(/^'=HYPERLINK\(1\);1;Gauche;1;1;10;12;/);
  });
});
