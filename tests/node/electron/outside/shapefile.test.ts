import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import type { OutsideContent, OutsideShape } from "#core/formats/outside-content";
import { sharedPath } from "#tests/helpers/shared";
import { readOutside, surveyed } from "#tests/node/electron/outside/read-outside";
import { dbf, shp } from "#tests/node/electron/outside/shapefile-bytes";

const folder = mkdtempSync(join(tmpdir(), "maillage-shp-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const read = async (path: string): Promise<OutsideContent> => {
  const got = await readOutside(path, folder);
  if ("refused" in got) throw new Error(JSON.stringify(got));
  return got;
};

const square = (x: number, y: number, size: number, clockwise: boolean): number[] => {
  const ring = [x, y, x, y + size, x + size, y + size, x + size, y, x, y];
  if (clockwise) return ring;
  return [x, y, x + size, y, x + size, y + size, x, y + size, x, y];
};

describe("a Shapefile", () => {
  it("of a pack is read once, ESRI's index of places beside it", async () => {
    const shape = shp(5, [[square(0, 0, 10, true)]]);
    const index = shape.slice(0, 100);
    const pack = zipSync({ "lots.shp": shape, "lots.sbn": index, "lots.sbx": index });
    expect((await read(put("esri.zip", pack))).layers.map(({ objects }) => objects.length)).toEqual([1]);
  });

  it("puts holes into the shells they lie in, islands in holes apart", async () => {
    const rings = [square(0, 0, 10, true), square(1, 1, 8, false), square(3, 3, 2, true), square(20, 0, 5, true)];
    const content = await read(put("anneaux.shp", shp(5, [rings])));
    const shapes = content.layers[0]?.objects[0]?.shapes ?? [];
    expect(shapes.map((shape) => shape.kind === "polygon" && shape.rings.length)).toEqual([2, 1, 1]);
  });

  it("tells shells from holes by their nesting where all turn one way", async () => {
    const rings = [square(0, 0, 10, false), square(1, 1, 3, false), square(20, 0, 5, false)];
    const content = await read(put("tours.shp", shp(5, [rings])));
    const shapes = content.layers[0]?.objects[0]?.shapes ?? [];
    expect(shapes.map((shape) => shape.kind === "polygon" && shape.rings.length)).toEqual([2, 1]);
  });

  it.each([
    ["UTF-8", "UTF-8", "Bèlèko"],
    ["1252", "Windows-1252", "Kéniéba — ½"],
    ["OEM 850", "CP850", "Ségou, à côté"],
    ["ISO-8859-1", "ISO-8859-1", "Nioro é"],
  ])("reads its texts as its .cpg says: %s", async (cpg, encoding, text) => {
    put("noms.shp", shp(1, [[[1, 2]]]));
    put("noms.dbf", dbf([["nom", "C", 30, 0]], [[encoded(text, encoding)]]));
    const path = put("noms.cpg", cpg).replace(".cpg", ".shp");
    const content = await read(path);
    expect(content.encoding).toBe(encoding);
    expect(content.layers[0]?.objects[0]?.values).toEqual({ nom: text });
  });

  it.each([
    ["CP850", "École de Bèlèko, à côté du marché"],
    ["Windows-1252", "École de Bèlèko, à côté du marché"],
    ["UTF-8", "École de Bèlèko"],
  ])("guesses %s where nothing says, and says so", async (encoding, text) => {
    put("muet.shp", shp(1, [[[1, 2]]]));
    put("muet.dbf", dbf([["nom", "C", 60, 0]], [[encoded(text, encoding)]]));
    const content = await read(join(folder, "muet.shp"));
    expect(content.encoding).toBe(encoding);
    expect(content.layers[0]?.objects[0]?.values["nom"]).toBe(text);
    expect(content.warnings).toContainEqual({ code: "encoding.guessed", count: 1, params: { encoding } });
  });

  it("takes the encoding it is told", async () => {
    const got = await readOutside(join(folder, "muet.shp"), folder, { encoding: "CP850" });
    expect("refused" in got ? got : got.encoding).toBe("CP850");
  });

  it("knows numbers, dates, truth and nothing", async () => {
    put("types.shp", shp(1, [[[1, 2]], [[3, 4]], [[5, 6]]]));
    const columns = [
      ["n", "N", 8, 0],
      ["f", "N", 12, 3],
      ["v", "L", 1, 0],
      ["d", "D", 8, 0],
      ["m", "M", 10, 0],
    ] as const;
    const rows = [
      ["      12", "       1.500", "T", "20260401", "         1"],
      ["********", "            ", "?", "        ", "          "],
      ["     abc", "       -2.25", "n", "00000000", "          "],
    ];
    put(
      "types.dbf",
      dbf(
        columns,
        rows.map((row) => row.map((cell) => Buffer.from(cell))),
      ),
    );
    const { layers, warnings } = await read(join(folder, "types.shp"));
    expect(layers[0]?.fields).toEqual([
      { name: "n", type: "Integer" },
      { name: "f", type: "Real" },
      { name: "v", type: "Boolean" },
      { name: "d", type: "Date" },
    ]);
    expect(layers[0]?.objects.map(({ values }) => values)).toEqual([
      { n: 12, f: 1.5, v: true, d: "2026-04-01" },
      {},
      { f: -2.25, v: false },
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["shapefile.no-shx", "shapefile.no-prj", "shapefile.memo", "shapefile.unreadable"]),
    );
  });

  it("leaves out struck rows and counts those that are missing", async () => {
    put("lignes.shp", shp(1, [[[1, 2]], [[3, 4]], [[5, 6]]]));
    const bytes = dbf([["a", "C", 2, 0]], [[Buffer.from("un")], [Buffer.from("de")]]);
    bytes[bytes.length - 1 - 3] = 0x2a;
    put("lignes.dbf", bytes);
    const { layers, warnings } = await read(join(folder, "lignes.shp"));
    expect(layers[0]?.objects.map(({ feature, values }) => [feature, values])).toEqual([
      ["1", { a: "un" }],
      ["3", {}],
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["shapefile.deleted", "shapefile.other-count"]),
    );
  });

  it("comes out of a ZIP with all its companions, folders and all", async () => {
    const prj = Buffer.from(
      'PROJCS["WGS_1984_UTM_Zone_29N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
    );
    const zip = zipSync({
      "levé/BATI.SHP": shp(1, [[[1, 2]]]),
      "levé/bati.dbf": dbf([["nom", "C", 6, 0]], [[Buffer.from("case")]]),
      "levé/bati.prj": prj,
      "levé/lisez-moi.txt": Buffer.from("Rien."),
      "__MACOSX/levé/._BATI.SHP": Buffer.from("x"),
    });
    const { layers } = await surveyed(put("levé.zip", zip), folder);
    expect(layers).toEqual([expect.objectContaining({ name: "BATI", count: 1, crs: "EPSG:32629" })]);
  });

  it.each([
    ["cut in its first record", shp(5, [[square(0, 0, 1, true)]]).subarray(0, 150), "shapefile.truncated", "1"],
    ["of volumes", shp(31, []), "shapefile.multipatch", "0"],
    ["of a type nobody knows", shp(99, []), "shapefile.unknown-type", "0"],
    ["with a huge count of parts", huge(shp(5, [[square(0, 0, 1, true)]]), 108 + 36), "shapefile.bad-record", "1"],
    ["with a position that is no number", shp(1, [[[Number.NaN, 1]]]), "shapefile.bad-position", "1"],
  ])("%s is refused with its record", async (_what, bytes, code, feature) => {
    expect(await readOutside(put("mauvais.shp", bytes), folder)).toMatchObject({ code, feature, file: "mauvais.shp" });
  });

  it("with a damaged table is refused by the byte", async () => {
    put("table.shp", shp(1, [[[1, 2]]]));
    put("table.dbf", dbf([["a", "C", 2, 0]], []).subarray(0, 20));
    expect(await readOutside(join(folder, "table.shp"), folder)).toMatchObject({
      code: "shapefile.bad-table",
      params: { byte: 20 },
    });
  });
});

function huge(bytes: Uint8Array, at: number): Uint8Array {
  new DataView(bytes.buffer).setUint32(at, 0x7fffffff, true);
  return bytes;
}

function encoded(text: string, encoding: string): Buffer {
  if (encoding === "UTF-8") return Buffer.from(text);
  if (encoding !== "CP850") return Buffer.from(text.replace("—", "\u0097"), "latin1");
  const upper: Readonly<Record<string, number>> = { é: 0x82, è: 0x8a, à: 0x85, É: 0x90, ô: 0x93 };
  return Buffer.from([...text].map((letter) => upper[letter] ?? letter.charCodeAt(0)));
}

const cases = sharedPath("cases/mbostock-shapefile");

describe.skipIf(!cases)("Shapefiles of others (skipped where ../shared is absent)", () => {
  const test = join(cases ?? "", "test");
  const names = cases ? readdirSync(test).filter((name) => name.endsWith(".shp")) : [];

  it.each(names)("%s says what its GeoJSON says", async (name) => {
    const [layer] = (await read(join(test, name))).layers;
    const peer = JSON.parse(readFileSync(join(test, name.replace(".shp", ".json")), "utf8")) as {
      features: { properties: Record<string, unknown>; geometry: { type: string; coordinates: unknown } | null }[];
    };
    expect(layer?.objects.length).toBe(peer.features.length);
    for (const [i, { geometry, properties }] of peer.features.entries()) {
      const object = layer?.objects[i];
      expect(positionsOf(object?.shapes ?? []), `${name} ${i + 1}`).toEqual(geometry ? flat(geometry.coordinates) : []);
      for (const [key, value] of Object.entries(properties)) {
        // Dates stand there as their eight digits.
        const own = object?.values[key];
        expect(key === "date" ? String(own).replaceAll("-", "") : own, `${name} ${i + 1} ${key}`).toBe(
          value ?? undefined,
        );
      }
    }
  });
});

/** x, y of all positions, rings closed, as GeoJSON lists them. */
function positionsOf(shapes: readonly OutsideShape[]): number[] {
  return shapes.flatMap((shape) => {
    if (shape.kind === "point") return [...shape.at];
    if (shape.kind === "line") return [...Array.from(shape.path)];
    return shape.rings.flatMap((ring) => [...Array.from(ring), ring[0] as number, ring[1] as number]);
  });
}

function flat(coordinates: unknown): number[] {
  if (!Array.isArray(coordinates)) return [];
  if (typeof coordinates[0] === "number") return coordinates.slice(0, 2) as number[];
  return coordinates.flatMap(flat);
}

const waiheke = sharedPath("data/cadastre/nz-waiheke/parcels.shp");

describe.skipIf(!waiheke)("a real cadastre (skipped where ../shared is absent)", () => {
  it("has its 7,636 parcels, in its own system", async () => {
    const [layer] = (await surveyed(waiheke ?? "", folder)).layers;
    expect(layer).toMatchObject({ count: 7636, crs: "EPSG:2193", withoutGeometry: 0 });
    expect(layer?.extent?.[0]).toBeCloseTo(1776339.8085112895, 6);
  });
});
