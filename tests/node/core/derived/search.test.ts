import { describe, expect, it } from "vitest";
import { SearchIndex } from "#core/derived/search";
import { lineOf } from "#core/geometry/geometry";
import { aProject, square } from "#tests/helpers/builders";

const world = () =>
  aProject()
    .ilot("12")
    .ilot("5")
    .parcel("a", square(10), { number: "5", ilot: "12" })
    .parcel("b", square(10, 10), { number: "6", ilot: "12" })
    .parcel("c", square(10, 20), { number: "5", ilot: "2" })
    .parcel("d", square(10, 30), { number: "12-5", ilot: "3" })
    .point("facility", "e", 0, 0, { name: "École de Bougouni" })
    .point("facility", "f", 0, 0, { name: "Marché de l'école" });

const ids = (question: string): string[] =>
  SearchIndex.build(world().build())
    .search(question)
    .map((found) => found.id);

describe("search", () => {
  it.each(["12/5", "îlot 12 lot 5", "Ilot 12, lot 5", "lot 5 îlot 12", "12 5"])(
    "finds the lot of %s first",
    (question) => {
      expect(ids(question)[0]).toBe("a");
    },
  );

  it("takes 12-5 for an îlot and a lot, and for a suffixed number", () => {
    expect(ids("12-5")).toEqual(["a", "d"]);
  });

  it("gives an îlot, then its lots", () => {
    expect(ids("îlot 12")).toEqual(["ilot-12", "a", "b"]);
  });

  it("gives every lot of a number, by îlot", () => {
    expect(ids("lot 5")).toEqual(["c", "a"]);
    expect(ids("5")).toEqual(["ilot-5", "c", "a"]);
  });

  it("finds names without accents, beginnings first", () => {
    expect(ids("ECOLE")).toEqual(["e", "f"]);
    expect(ids("bougouni")).toEqual(["e"]);
    expect(ids("nulle part")).toEqual([]);
    expect(ids("  ")).toEqual([]);
  });

  it("finds facilities by what they are, after those named so", () => {
    const project = aProject()
      .point("facility", "a", 0, 0, { kind: "marche" })
      .point("facility", "b", 0, 0, { kind: "ecole", name: "Marché aux livres" })
      .build();
    expect(SearchIndex.build(project).search("marché")).toMatchObject([{ id: "b" }, { id: "a" }]);
    expect(SearchIndex.build(project).search("school")).toMatchObject([{ id: "b" }]);
  });

  it("finds the parcels of a section, and one of them by its number there", () => {
    const project = aProject()
      .parcel("a", square(10), { number: "5", ilot: "2", section: "AB" })
      .parcel("b", square(10, 10), { number: "5", ilot: "2", section: "AC" })
      .parcel("c", square(10, 20), { number: "6", ilot: "2", section: "AC" })
      .build();
    const found = (question: string) =>
      SearchIndex.build(project)
        .search(question)
        .map(({ id }) => id);
    expect(found("section AC")).toEqual(["b", "c"]);
    expect(found("ac")).toEqual(["b", "c"]);
    expect(found("Section AC, lot 5")).toEqual(["b"]);
    expect(found("AC 2/6")).toEqual(["c"]);
    expect(found("section ZZ")).toEqual([]);
  });

  it("finds a parcel by its NINACAD, whole or by the part that names its section, and a street by its name", () => {
    const project = aProject()
      .parcel("a", square(10), { number: "5", ilot: "2", ninacad: "ML-08-0102-AB-0005" })
      .parcel("b", square(10, 10), { number: "6", ilot: "2", ninacad: "ML-08-0102-AC-0006" })
      .axis("c", lineOf([0, 0, 10_000, 0]), { name: "Rue du Marché" })
      .build();
    const found = (question: string) =>
      SearchIndex.build(project)
        .search(question)
        .map(({ id }) => id);
    expect(found("ml-08-0102-ab-0005")).toEqual(["a"]);
    expect(found("0102-AC")).toEqual(["b"]);
    expect(found("rue du marche")).toEqual(["c"]);
  });

  it("never looks at who holds a parcel", () => {
    const project = aProject().parcel("a", square(10), { number: "5", ilot: "2", holder: "Awa Traoré" }).build();
    const index = SearchIndex.build(project);
    expect(index.search("Traoré")).toEqual([]);
    expect(index.search("Awa Traoré")).toEqual([]);
  });

  it("follows changes", () => {
    const project = world().build();
    const index = SearchIndex.build(project);
    const from = project.get("e");
    if (!from) throw new Error("the builder lost it");
    index.follow({ added: [], updated: [[from, { ...from, fields: { name: "CSCOM" } }]], removed: [] });
    expect(index.search("bougouni")).toEqual([]);
    expect(index.search("cscom")).toMatchObject([{ id: "e" }]);
    index.follow({ added: [], updated: [], removed: [from] });
    expect(index.search("cscom")).toEqual([]);
  });
});
