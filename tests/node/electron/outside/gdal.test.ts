import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { asTakenIn } from "#core/formats/as-taken-in";
import type { OutsideLayer } from "#core/formats/outside-content";
import { GdalDoor, gdalDoor } from "#services/gdal/gdal-door";
import type { GdalAnswer } from "#services/gdal/gdal-order";
import type { GdalProcess } from "#services/gdal/gdal-process";
import { sharedPath } from "#tests/helpers/shared";
import { GML, MEMBER, MIF, workbook } from "#tests/node/electron/outside/gdal-samples";
import { readOutside, surveyed } from "#tests/node/electron/outside/read-outside";

const folder = mkdtempSync(join(tmpdir(), "maillage-gdal-"));
afterAll(() => {
  gdalDoor().close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe("through GDAL", () => {
  it("GML comes with its system and its accents", async () => {
    const { layers, format } = await surveyed(put("bati.gml", GML(MEMBER)), folder);
    expect(format).toBe("GML");
    expect(layers).toEqual([expect.objectContaining({ name: "bati", count: 1, crs: "EPSG:32629" })]);
    expect(layers[0]?.geometries).toEqual({ POLYGON: 1 });
  });

  it("GML is read though its objects bear no id", async () => {
    const nameless = GML(MEMBER.replace(' fid="bati.1"', "")).replaceAll(
      "ogr:FeatureCollection",
      "wfs:FeatureCollection",
    );
    const bound = nameless.replace(
      "<wfs:FeatureCollection",
      '<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs"',
    );
    const { layers } = await surveyed(put("sans-id.gml", bound), folder);
    expect(layers).toEqual([expect.objectContaining({ name: "bati", count: 1 })]);
  });

  it("MapInfo's MIF comes with its MID", async () => {
    put("plan.mid", Buffer.from('"Kéniéba",1\n"Piste",2\n', "latin1"));
    const read = await readOutside(put("plan.mif", MIF), folder);
    if ("refused" in read) throw new Error(JSON.stringify(read));
    expect(read.layers[0]?.crs).toBe("EPSG:32629");
    expect(read.layers[0]?.objects.map(({ values, shapes }) => [values["nom"], shapes[0]?.kind])).toEqual([
      ["Kéniéba", "point"],
      ["Piste", "line"],
    ]);
  });

  it("a workbook's rows lie where its columns say", async () => {
    const path = put(
      "bornes.xlsx",
      workbook([
        ["nom", "X", "Y"],
        ["B1", 640000, 1455000],
        ["B2", 640010, 1455010],
      ]),
    );
    const { layers } = await surveyed(path, folder);
    expect(layers).toEqual([expect.objectContaining({ name: "Bornes", count: 2, geometries: { POINT: 2 } })]);
  });

  it("a workbook of words alone is taken in with its heading, and with its places", async () => {
    const taken = async (name: string, rows: readonly (readonly string[])[]): Promise<OutsideLayer | undefined> => {
      const read = await readOutside(put(name, workbook(rows)), folder);
      if ("refused" in read) throw new Error(JSON.stringify(read));
      return asTakenIn(read).layers[0];
    };
    const people = await taken("gens.xlsx", [
      ["nom", "place"],
      ["Awa", "POINT (640000 1455000)"],
      ["Issa", "POINT (640010 1455010)"],
    ]);
    expect(people?.fields.map(({ name }) => name)).toEqual(["nom", "place"]);
    expect(people?.objects.map(({ values, shapes }) => [values["nom"], shapes[0]?.kind])).toEqual([
      ["Awa", "point"],
      ["Issa", "point"],
    ]);
    const titled = await taken("titre.xlsx", [["Liste des lots"], ["numero", "surface"], ["12", "400,5"]]);
    expect(titled?.objects.map(({ values }) => values)).toEqual([{ numero: 12, surface: 400.5 }]);
    const bare = await taken("sans.xlsx", [
      ["A", "7"],
      ["B", "C"],
    ]);
    expect(bare?.objects.length).toBe(2);
  });

  it("a fault in XML is refused with its line", async () => {
    const refusal = await readOutside(
      put("faux.gml", GML(`${MEMBER}\n<gml:featureMember><ogr:bati></gml:wrong>`)),
      folder,
    );
    expect(refusal).toMatchObject({ code: "gdal.refused", file: "faux.gml", line: 4 });
  });

  it("a DTD is refused before GDAL sees it", async () => {
    const text = GML(MEMBER).replace("<ogr:F", '<!DOCTYPE x [<!ENTITY a "b">]>\n<ogr:F');
    expect(await readOutside(put("dtd.gml", text), folder)).toMatchObject({
      code: "xml.dtd",
      file: "dtd.gml",
      line: 2,
    });
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    expect(await readOutside(put("large.gml", wide), folder)).toMatchObject({ refused: true, file: "large.gml" });
  });

  it("leaves nothing behind", () => {
    expect(readdirSync(folder).filter((name) => name.startsWith("outside-"))).toEqual([]);
  });
});

const order = { folder: join(folder, "x"), main: "a.gml", bytes: 1, file: "a.gml" };
const answer: GdalAnswer = { driver: "GML", made: "x", errors: [], warnings: [] };

/** A process that answers as it is told, or not at all. */
function actor(act: (told: (answer: GdalAnswer) => void, gone: () => void) => void): GdalProcess & { killed: boolean } {
  let told: (message: unknown) => void = () => undefined;
  let gone: () => void = () => undefined;
  return {
    killed: false,
    post: () => act(told, gone),
    onMessage(listener) {
      told = listener;
    },
    onExit(listener) {
      gone = listener;
    },
    kill() {
      this.killed = true;
    },
    awaited: () => undefined,
  };
}

describe("the door to GDAL", () => {
  let door: GdalDoor | undefined;
  afterEach(() => door?.close());

  it("keeps one process for orders that end well", async () => {
    const started: GdalProcess[] = [];
    door = new GdalDoor(() => {
      const process = actor((told) => setTimeout(() => told(answer), 1));
      started.push(process);
      return process;
    });
    await Promise.all([door.ask(order), door.ask(order), door.ask(order)]);
    expect(started.length).toBe(1);
  });

  it("starts another when one dies, and says so of the file", async () => {
    let starts = 0;
    door = new GdalDoor(() => {
      starts++;
      return actor((told, gone) => setTimeout(() => (starts === 1 ? gone() : told(answer)), 1));
    });
    await expect(door.ask(order)).rejects.toMatchObject({ refusal: { code: "gdal.ended", file: "a.gml" } });
    await expect(door.ask(order)).resolves.toEqual(answer);
    expect(starts).toBe(2);
  });

  it("kills what is cancelled", async () => {
    const process = actor(() => undefined);
    door = new GdalDoor(() => process);
    const controller = new AbortController();
    const asked = door.ask(order, controller.signal);
    setTimeout(() => controller.abort(), 5);
    await expect(asked).rejects.toMatchObject({ kind: "cancelled" });
    expect(process.killed).toBe(true);
  });
});

const bombs = sharedPath("cases/defusedxml");

describe.skipIf(!bombs)("XML bombs (skipped where ../shared is absent)", () => {
  const files = bombs ? readdirSync(bombs).filter((name) => name.endsWith(".xml")) : [];

  it.each(files)("%s ends without harm, its DTD named", async (name) => {
    const text = readFileSync(join(bombs ?? "", name), "utf8");
    const refusal = await readOutside(
      put(name.replace(".xml", ".gml"), text.replace(/<(root|bomb)>/, '<$1 xmlns:gml="x">')),
      folder,
    );
    expect(refusal).toMatchObject({ refused: true });
    if (text.includes("<!DOCTYPE")) expect(refusal).toMatchObject({ code: expect.stringContaining("dtd") });
  });
});

const edigeo = sharedPath("data/cadastre/fr-luxiol-edigeo");

describe.skipIf(!edigeo)("a cadastre in EDIGEO (skipped where ../shared is absent)", () => {
  it("comes out of the packs it is handed out in, all its parcels, buildings and bornes", async () => {
    const counts = new Map<string, number>();
    const sheets = readdirSync(edigeo ?? "").filter((name) => name.endsWith(".tar.bz2"));
    for (const sheet of sheets) {
      const { layers, format } = await surveyed(join(edigeo ?? "", sheet), folder);
      expect(format).toBe("EDIGEO");
      for (const { name, count, crs } of layers) {
        expect(crs).toBe("EPSG:2154");
        counts.set(name, (counts.get(name) ?? 0) + count);
      }
    }
    expect(sheets.length).toBe(8);
    expect(["PARCELLE_id", "BATIMENT_id", "BORNE_id"].map((name) => counts.get(name))).toEqual([511, 252, 1903]);
  });
});

describe("an SQLite database that is no GeoPackage", () => {
  it("is read by GDAL, with its shapes", async () => {
    const path = join(folder, "lieux.sqlite");
    const database = new DatabaseSync(path);
    database.exec(
      `CREATE TABLE geometry_columns (f_table_name TEXT, f_geometry_column TEXT, geometry_type INTEGER, coord_dimension INTEGER, srid INTEGER, geometry_format TEXT);
       CREATE TABLE spatial_ref_sys (srid INTEGER PRIMARY KEY, auth_name TEXT, auth_srid TEXT, srtext TEXT);
       INSERT INTO geometry_columns VALUES ('lieux', 'g', 1, 2, 32629, 'WKT');
       CREATE TABLE lieux (id INTEGER PRIMARY KEY, g TEXT, nom TEXT);
       INSERT INTO lieux VALUES (1, 'POINT(640000 1455000)', 'Puits');`,
    );
    database.close();
    const { format, layers } = await surveyed(path, folder);
    expect(format).toBe("SQLite");
    expect(layers).toEqual([expect.objectContaining({ name: "lieux", count: 1, geometries: { POINT: 1 } })]);
  });
});
