import { describe, expect, it } from "vitest";
import type { FileLook, LayerLook } from "#core/bridge/outside";
import type { LayerMapping } from "#core/formats/import-mapping";
import { knownMappings, mappingsIn, mappingText, rememberMappings } from "#ui/import/known-mappings";
import { sortFiles } from "#ui/import/sort-files";
import { projectCrsOf, proposedLayers, restOf } from "#ui/import/wizard";

const file = (name: string, bytes: string | Uint8Array<ArrayBuffer> = "x") => new File([bytes], name);
const layer = (name: string, kinds: LayerLook["kinds"], ...columns: string[]): LayerLook => ({
  name,
  count: 1,
  kinds,
  withoutShape: 0,
  extent: [610_000, 1_390_000, 611_000, 1_391_000],
  crs: null,
  columns: columns.map((each) => ({ name: each, type: "String", samples: [] })),
});
const look = (...layers: LayerLook[]): FileLook => ({
  format: "Shapefile",
  encoding: "UTF-8",
  layers,
  warnings: [],
  attributions: [],
  systems: [],
});

describe("files chosen together", () => {
  it("are sorted by their content, and companions go with their main file", async () => {
    const sorted = await sortFiles([
      file("Lots.SHP"),
      file("lots.dbf"),
      file("lots.prj"),
      file("seul.dbf"),
      file("photo.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47])),
      file("IMG.jpg", new Uint8Array([0xff, 0xd8, 0xff])),
      file("village.osm", '<?xml version="1.0"?><osm version="0.6"></osm>'),
      file("forages.kml", '<kml xmlns="http://www.opengis.net/kml/2.2"></kml>'),
    ]);
    const names = (list: readonly File[]) => list.map(({ name }) => name);
    expect(names(sorted.osm)).toEqual(["village.osm"]);
    expect(names(sorted.photos)).toEqual(["IMG.jpg"]);
    expect(names(sorted.backdrops)).toEqual(["photo.png"]);
    expect(sorted.groups.map(({ main, beside }) => [main.name, names(beside)])).toEqual([
      ["Lots.SHP", ["lots.dbf", "lots.prj"]],
      ["seul.dbf", []],
      ["forages.kml", []],
    ]);
  });
});

describe("what is proposed for a file", () => {
  it("takes the layers that point to a class; the others are offered, or taken where nothing else is", () => {
    const mixed = proposedLayers(
      0,
      look(layer("lots", { polygon: 1 }), layer("cadre", { line: 1 })),
      [],
      undefined,
      undefined,
    );
    expect(mixed.map(({ taken, mapping }) => [taken, mapping.as])).toEqual([
      [true, "parcel"],
      [false, "annex"],
    ]);
    const only = proposedLayers(0, look(layer("cadre", { line: 1 })), [], undefined, undefined);
    expect(only.map(({ taken }) => taken)).toEqual([true]);
    const table = proposedLayers(
      0,
      look({ ...layer("liste", {}), withoutShape: 9, extent: null }),
      [],
      undefined,
      undefined,
    );
    expect(table.map(({ taken }) => taken)).toEqual([false]);
  });

  it("is what was done with the same source before, layers left out among it", () => {
    const known: LayerMapping[] = [
      { layer: "lots", as: "none", columns: { a: "keep" }, rest: false },
      { layer: "rues", as: "streetAxis", columns: { b: "leave" }, rest: true },
    ];
    const again = proposedLayers(
      0,
      look(layer("lots", { polygon: 1 }, "a"), layer("rues", { line: 1 }, "b")),
      known,
      undefined,
      undefined,
    );
    expect(again.map((each) => [each.taken, each.mapping.as, each.known])).toEqual([
      [true, "streetAxis", true],
      [false, "annex", true],
    ]);
    expect(again[0]?.mapping.rest).toBe(true);
  });

  it("counts what the class cannot take, and gives the project a system", () => {
    const [one] = proposedLayers(
      0,
      look({ ...layer("lots", { polygon: 3, point: 2 }), withoutShape: 1 }),
      [],
      undefined,
      undefined,
    );
    if (!one) throw new Error("no layer");
    expect(restOf(one)).toBe(3);
    expect(projectCrsOf([one])).toBe("EPSG:32629");
    expect(projectCrsOf([{ ...one, crs: { crs: "EPSG:99999", why: "chosen" } }])).toBe("");
  });
});

describe("mappings", () => {
  const mapping: LayerMapping = {
    layer: "lots",
    as: "parcel",
    columns: { S: { field: "declaredAreaM2", times: 100, values: { x: "1" } }, z: "keep" },
    rest: true,
  };

  it("are remembered on this machine, the newest first", () => {
    rememberMappings([mapping]);
    rememberMappings([{ ...mapping, rest: false }]);
    expect(knownMappings.get()).toEqual([{ ...mapping, rest: false }]);
  });

  it("travel as a file, and only as what they are", () => {
    expect(mappingsIn(mappingText([mapping]))).toEqual([mapping]);
    expect(mappingsIn('{"layers":[]}')).toBeUndefined();
    expect(mappingsIn("lots")).toBeUndefined();
  });
});
