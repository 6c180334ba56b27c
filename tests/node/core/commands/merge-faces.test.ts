import { describe, expect, it } from "vitest";
import { mergeFaces } from "#core/commands/merge-faces";
import { splitFace } from "#core/commands/split-face";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { planAreaM2 } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { seededIds } from "#core/model/ledger";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { aProject, grid, polygonM, rectangle, square } from "#tests/helpers/builders";
import { ringOf } from "#tests/helpers/shapes";

const env = { newId: seededIds("n"), now: "2026-11-22T08:00:00Z" };

//  +---+---+---+
//  | A | B | C |
//  +---+---+---+
//  |     S     |
//  +-----------+
const row = () =>
  aProject()
    .ilot("1", { retired: "7" })
    .parcel("A", square(10, 0, 10), { number: "1", ilot: "1", use: "habitation", declaredAreaM2: 101 })
    .parcel("B", square(10, 10, 10), { number: "2", ilot: "1", use: "habitation", declaredAreaM2: 99 })
    .parcel("C", square(10, 20, 10), { number: "3", ilot: "1", use: "commerce" })
    .street("S", polygonM([0, 0, 30, 0, 30, 10, 20, 10, 10, 10, 0, 10]))
    .perimeter(rectangle(30, 20));

describe("merge-faces", () => {
  it("makes one parcel under a number never used, and closes its parts by an act", () => {
    const outcome = mergeFaces.plan(row().build(), { ids: ["A", "B"], act: { reason: "Demande" } }, env);
    if (isRefusal(outcome)) throw new Error(outcome.code);
    const [whole, wasA, wasB, act] = outcome.change.added as [Feature, Feature, Feature, Feature];
    expect(act.fields).toEqual({ number: "2026-001", type: "fusion", date: "2026-11-22", reason: "Demande" });
    const opened = { parents: "A B", openedBy: act.id, validFrom: "2026-11-22" };
    expect(whole.fields).toEqual({ number: "8", ilot: "1", use: "habitation", declaredAreaM2: 200, ...opened });
    expect(planAreaM2(whole.geometry as PolygonGeometry)).toBe(200);
    expect(outcome.change.removed.map((face) => face.id)).toEqual(["A", "B"]);
    const closed = { validTo: "2026-11-22", closedBy: act.id };
    const before = row().build().get("A") as Feature;
    expect(wasA).toEqual({
      ...before,
      id: wasA.id,
      class: "pastParcel",
      fields: { ...before.fields, of: "A", ...closed },
    });
    expect(wasB.fields).toMatchObject({ of: "B", number: "2", ...closed });
  });

  it("retires the numbers of reserves in the îlot", () => {
    const project = aProject()
      .ilot("1", { retired: "7" })
      .feature("reserve", "A", square(10), { number: "1", ilot: "1", use: "ecole" })
      .feature("reserve", "B", square(10, 10), { number: "2", ilot: "1", use: "ecole" })
      .build();
    const outcome = mergeFaces.plan(project, { ids: ["A", "B"] }, env);
    if (isRefusal(outcome)) throw new Error(outcome.code);
    expect(outcome.change.added.map(({ fields }) => fields)).toEqual([{ number: "8", ilot: "1", use: "ecole" }]);
    expect(outcome.change.updated.find(([from]) => from.class === "ilot")?.[1].fields["retired"]).toBe("7,1,2");
  });

  describe("where the parts know different things", () => {
    const known = () =>
      aProject()
        .parcel("A", square(10), { number: "1", use: "habitation", tenure: "cuh", houses: 1, note: "puits" })
        .parcel("B", square(10, 10), { number: "2", use: "commerce", tenure: "cuh", tenureNumber: "12", note: "mur" })
        .build();

    it("asks, naming fields and values, and takes the answer", () => {
      expect(mergeFaces.plan(known(), { ids: ["A", "B"] }, env)).toMatchObject({
        code: "merge.field-conflict",
        params: { keys: "use", fields: "Usage (Habitation / Commerce)" },
      });
      const outcome = mergeFaces.plan(known(), { ids: ["A", "B"], fields: { use: "commerce" } }, env);
      if (isRefusal(outcome)) throw new Error(outcome.code);
      expect(outcome.change.added[0]?.fields).toMatchObject({
        number: "3",
        use: "commerce",
        tenure: "cuh",
        tenureNumber: "12",
        houses: 1,
        note: "puits ; mur",
      });
    });

    it("leaves a field empty when told so, and holds an answer against the declaration", () => {
      const outcome = mergeFaces.plan(known(), { ids: ["A", "B"], fields: { use: null } }, env);
      if (isRefusal(outcome)) throw new Error(outcome.code);
      expect(outcome.change.added[0]?.fields).not.toHaveProperty("use");
      const wrong = mergeFaces.plan(known(), { ids: ["A", "B"], fields: { use: "piscine" } }, env);
      expect(wrong).toMatchObject({ code: "field.unknown-choice" });
    });

    it("does not repeat the name of a person in a refusal", () => {
      const project = aProject()
        .parcel("A", square(10), { holder: "Awa" })
        .parcel("B", square(10, 10), { holder: "Bah" })
        .build();
      const refusal = mergeFaces.plan(project, { ids: ["A", "B"] }, env);
      expect(refusal).toMatchObject({ code: "merge.field-conflict", params: { keys: "holder", fields: "Détenteur" } });
    });
  });

  it("takes the node only the lost boundary needed out of the street too, and leaves the others", () => {
    const outcome = mergeFaces.plan(row().build(), { ids: ["A", "B"] }, env);
    if (isRefusal(outcome)) throw new Error(outcome.code);
    const street = outcome.change.updated.find(([from]) => from.id === "S")?.[1].geometry as PolygonGeometry;
    expect(street.rings[0]).toEqual(grid([0, 0, 30, 0, 30, 10, 20, 10, 0, 10]));
    expect(ringOf(outcome.change.added[0]?.geometry)).toEqual(grid([0, 10, 20, 10, 20, 20, 0, 20]));
  });

  it("keeps a node that another boundary needs", () => {
    //  +---+---+
    //  | A | B |      the node below A|B belongs to D|E as well
    //  +---+---+
    //  | D | E |
    //  +---+---+
    const project = aProject()
      .parcel("A", square(10, 0, 10))
      .parcel("B", square(10, 10, 10))
      .parcel("D", square(10))
      .parcel("E", square(10, 10))
      .build();
    const outcome = mergeFaces.plan(project, { ids: ["A", "B"] }, env);
    if (isRefusal(outcome)) throw new Error(outcome.code);
    expect(ringOf(outcome.change.added[0]?.geometry)).toEqual(grid([0, 10, 10, 10, 20, 10, 20, 20, 0, 20]));
  });

  it("gives back the boundary a split took", () => {
    const project = row().build();
    const split = splitFace.plan(project, { id: "C", path: grid([25.3333, 30, 24.1111, 0]) }, env);
    if (isRefusal(split)) throw new Error(split.code);
    project.apply(split.change);
    const ids = split.change.added.filter(({ class: cls }) => cls === "parcel").map((part) => part.id);
    const merged = mergeFaces.plan(project, { ids }, env);
    if (isRefusal(merged)) throw new Error(merged.code);
    project.apply(merged.change);
    expect(project.get("S")?.geometry).toEqual(row().build().get("S")?.geometry);
  });

  const odd = () =>
    row()
      .parcel("far", square(10, 50, 50), { ilot: "1" })
      .parcel("corner", square(10, 30, 20), { ilot: "1" })
      .parcel("other", square(10, 30, 10), { ilot: "2" });
  it.each([
    ["one face", ["A", "A"], "merge.too-few"],
    ["faces apart", ["A", "far"], "merge.not-adjacent"],
    ["faces that touch in a point", ["C", "corner"], "merge.not-adjacent"],
    ["faces of two îlots", ["C", "other"], "merge.other-ilot"],
    ["faces of two kinds", ["A", "S"], "merge.other-class"],
    ["a face that is gone", ["A", "nobody"], "feature.unknown"],
  ])("refuses %s", (_, ids, code) => {
    const outcome = mergeFaces.plan(odd().build(), { ids }, env) as Refusal;
    expect(outcome).toMatchObject({ refused: true, code });
    if (code.startsWith("merge.") && code !== "merge.too-few") expect(outcome.at).toBeDefined();
  });
});
