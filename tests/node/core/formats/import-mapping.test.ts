import { describe, expect, it } from "vitest";
import {
  guessColumns,
  guessMapping,
  knownMapping,
  type LayerMapping,
  type MappedLayer,
  withMappings,
} from "#core/formats/import-mapping";

const layer = (name: string, kinds: MappedLayer["kinds"], ...columns: string[]): MappedLayer => ({
  name,
  kinds,
  columns,
});

describe("a mapping nobody gave", () => {
  it.each([
    ["PARCELLES_2024", { polygon: 3 }, [], "parcel"],
    ["cadastre-75107-batiments", { polygon: 3 }, [], "building"],
    ["Voirie", { line: 3 }, [], "streetAxis"],
    ["points d'eau", { point: 3 }, [], "waterPoint"],
    ["Bornes posées", { point: 3 }, [], "borne"],
    ["export", { polygon: 3 }, ["NUM_LOT", "SUPERFICIE"], "parcel"],
    ["export", { polygon: 3 }, ["gid"], "annex"],
    // Sections and hamlets have numbers too.
    ["LIEUDIT_id", { polygon: 3 }, ["TEX"], "annex"],
    ["export", { line: 3 }, ["gid"], "annex"],
    // A name that says a class of another shape says nothing.
    ["parcelles", { line: 3 }, [], "annex"],
  ] as const)("takes layer %s for what its name or columns say", (name, kinds, columns, expected) => {
    expect(guessMapping(layer(name, kinds, ...columns)).as).toBe(expected);
  });

  it("sends columns to the fields they name, in their units, and leaves out whom they name", () => {
    expect(
      guessColumns("parcel", ["fid", "Num_Lot", "Superf_ha", "surface_ha", "PROPRIETAIRE", "nom", "zone"]),
    ).toEqual({
      fid: "leave",
      Num_Lot: { field: "number" },
      Superf_ha: "keep",
      surface_ha: { field: "declaredAreaM2", times: 10_000 },
      PROPRIETAIRE: "leave",
      nom: "leave",
      zone: "keep",
    });
    // The name of a facility names no person.
    expect(guessColumns("facility", ["nom"])).toEqual({ nom: { field: "name" } });
    expect(guessColumns("parcel", ["Text NUMEROS"])).toEqual({ "Text NUMEROS": { field: "number" } });
  });
});

describe("a mapping that was given before", () => {
  const mapping: LayerMapping = {
    layer: "lots",
    as: "parcel",
    columns: { a: "keep", b: { field: "number" }, c: "leave" },
    rest: true,
  };
  const lots = (name: string) => layer(name, { polygon: 1 }, "c", "b", "a");

  it("is known again by its columns, whatever their order and the file's name", () => {
    expect(knownMapping(lots("lots 2025"), [lots("lots 2025")], [mapping])).toEqual({ ...mapping, layer: "lots 2025" });
  });

  it("is not taken for another layer of the same columns, nor for other columns, nor for shapes it cannot take", () => {
    const two = [lots("lots"), lots("routes")];
    expect(knownMapping(lots("routes"), two, [mapping])).toBeUndefined();
    expect(knownMapping(lots("LOTS"), two, [mapping])).toBeDefined();
    expect(knownMapping(layer("lots", { polygon: 1 }, "a", "b"), [], [mapping])).toBeUndefined();
    expect(knownMapping(layer("lots", { point: 1 }, "a", "b", "c"), [], [mapping])).toBeUndefined();
  });

  it("is known by its columns from several sheets mapped alike, not from two ways", () => {
    const sheets = ["A", "B"].map((name) => ({ ...mapping, layer: name }));
    expect(knownMapping(lots("C"), [lots("C")], sheets)?.as).toBe("parcel");
    const two = [mapping, { ...mapping, layer: "B", as: "reserve" }];
    expect(knownMapping(lots("C"), [lots("C")], two)).toBeUndefined();
  });

  it("is renewed in place of the old one, the newest first", () => {
    const other = { ...mapping, layer: "rues" };
    const renewed = { ...mapping, rest: false };
    expect(withMappings([mapping, other], [renewed])).toEqual([renewed, other]);
  });
});
