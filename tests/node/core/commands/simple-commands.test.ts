import { describe, expect, it } from "vitest";
import { addFeature } from "#core/commands/add-feature";
import { deleteFeatures } from "#core/commands/delete-features";
import { drawPerimeter } from "#core/commands/draw-perimeter";
import { importFeatures } from "#core/commands/import-features";
import { numberParcels } from "#core/commands/number-parcels";
import { renameProject } from "#core/commands/rename-project";
import { takeAnnex } from "#core/commands/take-annex";
import { updateFields } from "#core/commands/update-fields";
import { pointAt } from "#core/geometry/geometry";
import type { Edit } from "#core/model/command";
import { seededIds } from "#core/model/ledger";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { aProject, grid, lineM, rectangle, square } from "#tests/helpers/builders";
import { ringOf } from "#tests/helpers/shapes";

const env = { newId: seededIds("n"), now: "2026-11-22T08:00:00Z" };

function edit(outcome: Edit | Refusal): Edit {
  if (isRefusal(outcome)) throw new Error(outcome.code);
  return outcome;
}

describe("import-features", () => {
  const well = { id: "osm-1", class: "waterPoint" as const, geometry: pointAt(1, 1), fields: {} };

  it("skips what is there, says so, and names the source once", () => {
    const project = aProject().point("waterPoint", "osm-1", 0, 0).build();
    const input = { features: [well, { ...well, id: "osm-2" }], attributions: ["© OSM"], file: "kita.osm" };
    const { change, params } = edit(importFeatures.plan(project, input, env));
    expect(change.added.map((feature) => feature.id)).toEqual(["osm-2"]);
    expect(params).toEqual({ context: "again", count: 1, skipped: 1, file: "kita.osm" });
    expect(change.meta?.[1].attributions).toEqual(["© OSM"]);
    project.apply(change);
    expect(edit(importFeatures.plan(project, input, env)).change).toEqual({ added: [], updated: [], removed: [] });
  });

  it("lets parcels in beside a plan, not on it; those are kept as annex when asked, holders aside", () => {
    const project = aProject().parcel("A", square(20)).build();
    const parcelAt = (id: string, xM: number) => ({
      id,
      class: "parcel" as const,
      geometry: square(10, xM, 0),
      fields: { number: id, holder: "Awa" },
    });
    const well = { id: "w", class: "waterPoint" as const, geometry: pointAt(1, 1), fields: {} };
    const input = {
      features: [parcelAt("B", 15), parcelAt("C", 20), parcelAt("D", 30), well],
      attributions: [],
      file: "f.shp",
    };
    expect(importFeatures.plan(project, input, env)).toMatchObject({
      refused: true,
      code: "import.over-coverage",
      params: { count: 2, file: "f.shp" },
    });
    const { added } = edit(importFeatures.plan(project, { ...input, over: "annex" }, env)).change;
    expect(added.map((feature) => [feature.id, feature.class])).toEqual([
      ["B", "annexArea"],
      ["C", "annexArea"],
      ["D", "parcel"],
      ["w", "waterPoint"],
    ]);
    expect(added[0]).toMatchObject({ fields: { sourceFile: "f.shp", sourceLayer: "parcelle" }, tags: { numero: "B" } });
    expect(added[0]?.tags).toEqual({ numero: "B" });
    const few = { ...input, features: [parcelAt("D", 30), well] };
    expect(edit(importFeatures.plan(project, few, env)).change.added).toHaveLength(2);
  });
});

describe("take-annex", () => {
  const annexed = () =>
    aProject()
      .feature("annexLine", "a", lineM(0, 0, 9, 0))
      .parcel("P", square(5))
      .build();
  const street = { id: "s", class: "streetAxis" as const, geometry: lineM(0, 0, 9, 0), fields: {} };

  it("puts features of a class in the place of annexed objects", () => {
    const { change } = edit(takeAnnex.plan(annexed(), { ids: ["a"], features: [street] }, env));
    expect([change.added.map(({ id }) => id), change.removed.map(({ id }) => id)]).toEqual([["s"], ["a"]]);
  });

  it.each([
    ["what is no annex", ["P"], street, "annex.not-annex"],
    ["a parcel", ["a"], { ...street, class: "parcel" as const, geometry: square(5) }, "annex.coverage"],
    ["what is not there", ["x"], street, "feature.unknown"],
  ] as const)("does not take %s", (_, ids, made, code) => {
    expect(takeAnnex.plan(annexed(), { ids, features: [made] }, env)).toMatchObject({ refused: true, code });
  });
});

describe("draw-perimeter", () => {
  it("turns the ring round as stored and replaces the one that is there", () => {
    const project = aProject().perimeter(square(5)).build();
    const { change } = edit(drawPerimeter.plan(project, { rings: [grid([0, 0, 0, 10, 10, 10, 10, 0])] }, env));
    expect(change.updated[0]?.[1].id).toBe("perimeter");
    expect(ringOf(change.updated[0]?.[1].geometry)).toEqual(grid([0, 0, 10, 0, 10, 10, 0, 10]));
  });

  it.each([
    ["crosses itself", grid([0, 0, 10, 10, 10, 0, 0, 10, -5, 5]), "perimeter.crosses-itself"],
    ["has two vertices", grid([0, 0, 10, 10]), "perimeter.too-few-vertices"],
    ["has no area", grid([0, 0, 10, 0, 5, 0]), "perimeter.no-area"],
  ])("refuses one that %s, with the place", (_, ring, code) => {
    const outcome = drawPerimeter.plan(aProject().build(), { rings: [ring] }, env) as Refusal;
    expect(outcome).toMatchObject({ refused: true, code });
    expect(outcome.at).toBeDefined();
  });
});

describe("add-feature and update-fields", () => {
  it.each([
    ["a face", { class: "parcel", geometry: square(5), fields: {} }, "add.coverage"],
    ["the perimeter", { class: "perimeter", geometry: square(5), fields: {} }, "add.perimeter"],
    ["a point as a building", { class: "building", geometry: pointAt(0, 0), fields: {} }, "add.wrong-geometry"],
    ["an unknown field", { class: "building", geometry: square(5), fields: { colour: "red" } }, "field.unknown"],
  ] as const)("does not add %s", (_, input, code) => {
    expect(addFeature.plan(aProject().build(), input, env)).toMatchObject({ refused: true, code });
  });

  const project = () => aProject().parcel("A", square(20), { number: "1", note: "x" }).build();
  it.each([
    ["a field the class has not", { colour: "red" }, "field.unknown"],
    ["a number by hand", { number: "2" }, "field.read-only"],
    ["text for an area", { declaredAreaM2: "400" }, "field.wrong-type"],
    ["a use not in the list", { use: "chateau" }, "field.unknown-choice"],
  ] as const)("refuses %s", (_, fields, code) => {
    expect(updateFields.plan(project(), { ids: ["A"], fields }, env)).toMatchObject({
      refused: true,
      code,
      ids: ["A"],
    });
  });

  it("writes, and takes away with null or empty text", () => {
    const fields = { declaredAreaM2: 398.5, use: "habitation", note: null, holder: "  " };
    const { change } = edit(updateFields.plan(project(), { ids: ["A", "A"], fields }, env));
    expect(change.updated.map(([, to]) => to.fields)).toEqual([
      { number: "1", declaredAreaM2: 398.5, use: "habitation" },
    ]);
  });

  it("plans nothing when nothing differs", () => {
    expect(edit(updateFields.plan(project(), { ids: ["A"], fields: { note: "x" } }, env)).change.updated).toEqual([]);
  });
});

describe("rename-project", () => {
  it("changes the name and refuses none", () => {
    const project = aProject().build();
    expect(edit(renameProject.plan(project, { name: " Kita " }, env)).change.meta?.[1].name).toBe("Kita");
    expect(renameProject.plan(project, { name: " " }, env)).toMatchObject({ code: "project.no-name" });
  });
});

describe("delete-features", () => {
  const project = () =>
    aProject()
      .ilot("1")
      .parcel("A", square(10), { number: "1", ilot: "1" })
      .parcel("B", square(10, 10), { number: "2", ilot: "1" })
      .openSpace("O", square(10, 20))
      .point("waterPoint", "w", 5, 5)
      .build();

  it("leaves open space where a parcel was, which an act annuls and keeps with its number", () => {
    const { change } = edit(deleteFeatures.plan(project(), { ids: ["A"] }, env));
    expect(change.added).toMatchObject([
      { class: "openSpace", geometry: square(10), fields: { use: "reste" } },
      { class: "pastParcel", geometry: square(10), fields: { of: "A", number: "1", ilot: "1" } },
      { class: "act", fields: { type: "annulation", date: "2026-11-22", number: "2026-001" } },
    ]);
    expect(change.updated).toEqual([]);
  });

  it("retires the number of a reserve in its îlot", () => {
    const reserved = aProject()
      .ilot("1")
      .feature("reserve", "R", square(10), { number: "1", ilot: "1" })
      .parcel("B", square(10, 10), { number: "2", ilot: "1" })
      .build();
    const { change } = edit(deleteFeatures.plan(reserved, { ids: ["R"] }, env));
    expect(change.updated[0]?.[1].fields).toEqual({ number: "1", retired: "1" });
  });

  it("deletes neither acts nor past parcels", () => {
    const kept = aProject().feature("act", "acte", null, {}).feature("pastParcel", "p", square(10), {}).build();
    for (const id of ["acte", "p"]) {
      expect(deleteFeatures.plan(kept, { ids: [id] }, env)).toMatchObject({ code: "delete.archive" });
    }
  });

  it("takes the îlot with its last face, and the faces with the îlot", () => {
    for (const ids of [["A", "B"], ["ilot-1"]]) {
      const { change } = edit(deleteFeatures.plan(project(), { ids }, env));
      expect(change.removed.map((feature) => feature.id).sort()).toEqual(["A", "B", "ilot-1"]);
      expect(change.added.map(({ class: cls }) => cls)).toEqual([
        ...["openSpace", "openSpace"],
        ...["pastParcel", "pastParcel", "act"],
      ]);
    }
  });

  it("lets what stands apart go, and keeps open space", () => {
    expect(edit(deleteFeatures.plan(project(), { ids: ["w"] }, env)).change.added).toEqual([]);
    expect(deleteFeatures.plan(project(), { ids: ["O"] }, env)).toMatchObject({ code: "delete.open-space" });
  });
});

describe("number-parcels", () => {
  //  north row   a b c d      west of it a second îlot, south a third
  //  south row   e f g h
  const project = (state = "projetee") => {
    const world = aProject().ilot("9", { retired: "1" }).ilot("5").ilot("7");
    for (const [i, id] of [..."dacb"].entries()) {
      world.parcel(id, rectangle(15, 20, "abcd".indexOf(id) * 15, 20), {
        ilot: "9",
        ...(i === 0 ? { state, number: "40" } : {}),
      });
    }
    for (const id of "hfge") world.parcel(id, rectangle(15, 20, "efgh".indexOf(id) * 15, 0), { ilot: "9" });
    world.feature("reserve", "r", rectangle(15, 40, 60, 0), { ilot: "9", number: "3" });
    world.parcel("west", rectangle(60, 40, -80, 0), { ilot: "5" });
    world.parcel("south", rectangle(60, 40, 0, -60), { ilot: "7" });
    return world.build();
  };
  const numbers = (outcome: Edit | Refusal): Record<string, unknown> =>
    Object.fromEntries(edit(outcome).change.updated.map(([, to]) => [to.id, to.fields["number"]]));

  it("goes in serpentine from the north-west and passes over what a reserve bears", () => {
    const given = numbers(numberParcels.plan(project(), { ilot: "9", order: "serpentine" }, env));
    expect(given).toMatchObject({ a: "1", b: "2", c: "4", d: "5", h: "6", g: "7", f: "8", e: "9" });
    expect(given["west"]).toBeUndefined();
  });

  it("numbers îlots as well when none is named", () => {
    const { change } = edit(numberParcels.plan(project(), { order: "serpentine", start: 10, template: "K{n}" }, env));
    const after = new Map(change.updated.map(([, to]) => [to.id, to.fields]));
    expect([after.get("west")?.["ilot"], after.get("a")?.["ilot"], after.get("south")?.["ilot"]]).toEqual([
      "1",
      "2",
      "3",
    ]);
    expect(after.get("a")?.["number"]).toBe("K10");
    expect(after.get("ilot-9")).toEqual({ number: "2" });
    expect(after.get("r")).toEqual({ ilot: "2", number: "3" });
  });

  it("gives no number that another parcel bears which is more than planned", () => {
    const given = numbers(numberParcels.plan(project("bornee"), { ilot: "9", order: "serpentine", start: 38 }, env));
    // d is the fourth of its row and bears 40: the parcels before it leave 40 to it alone.
    expect(given).toMatchObject({ a: "38", b: "39", c: "41", d: "42" });
  });

  it("leaves an îlot its number once it stands in the address of a parcel", () => {
    const { change } = edit(numberParcels.plan(project("bornee"), { order: "serpentine" }, env));
    const after = new Map(change.updated.map(([, to]) => [to.id, to.fields["ilot"]]));
    expect([after.get("west"), after.get("a"), after.get("south")]).toEqual(["1", "9", "2"]);
  });

  it("begins anew in each section, yet never gives an îlot a number twice", () => {
    const world = aProject().ilot("1");
    for (const [i, section] of ["A", "B"].entries()) {
      world.parcel(section, rectangle(15, 20, i * 15, 0), { ilot: "1", section, state: "projetee" });
    }
    const given = numbers(numberParcels.plan(world.build(), { order: "serpentine", per: "section" }, env));
    expect(given).toEqual({ A: "1", B: "2" });
  });

  it("refuses to change a number that has been issued", () => {
    const outcome = numberParcels.plan(project("attribuee"), { order: "serpentine" }, env);
    expect(outcome).toMatchObject({ refused: true, code: "number.already-issued", ids: ["d"] });
  });

  it("refuses an îlot that is not there", () => {
    expect(numberParcels.plan(project(), { ilot: "77", order: "serpentine" }, env)).toMatchObject({
      code: "number.no-such-ilot",
    });
  });
});
