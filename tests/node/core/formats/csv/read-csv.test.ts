import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeCsv } from "#core/formats/csv";
import { readCsv } from "#core/formats/table/read-csv";
import { objectsOf, readMade, refusalOf } from "#tests/helpers/outside-text";
import { sharedPath } from "#tests/helpers/shared";

const valuesOf = async (content: string | Uint8Array) =>
  objectsOf(await readMade(readCsv, content)).map(({ values }) => values);

describe("reading CSV", () => {
  it.each([
    ["semicolons and decimal commas", "n;surface\nA;12,50\nB;7,25\n", ";", ","],
    ["tabs", "n\tsurface\r\nA\t12.50\r\nB\t7.25\r\n", "TAB", "."],
    ["commas", "n,surface\rA,12.50\rB,7.25\r", ",", "."],
    ["bars", "n|surface\nA|12.50\nB|7.25", "|", "."],
    ["what Excel says", "sep=;\nn;surface\nA;12,50\nB;7,25\n", ";", ","],
  ])("finds %s, and says so", async (_, text, separator, decimal) => {
    const content = await readMade(readCsv, text);
    expect(objectsOf(content).map(({ values }) => values)).toEqual([
      { n: "A", surface: 12.5 },
      { n: "B", surface: 7.25 },
    ]);
    expect(content.layers[0]?.fields).toEqual([
      { name: "n", type: "String" },
      { name: "surface", type: "Real" },
    ]);
    expect(content.warnings).toContainEqual({ code: "csv.read-as", count: 1, params: { separator, decimal } });
  });

  it("takes a cell in quotes after a blank, and a ditto mark for what it is", async () => {
    const text = 'id, wkt, note\n1, "LINESTRING (0 0, 1 1)", " \n2, "POINT (1 1)", x\n';
    const content = await readMade(readCsv, text);
    expect(objectsOf(content).map(({ geometry }) => geometry)).toEqual(["LINESTRING", "POINT"]);
    expect(objectsOf(content)[0]?.values["note"]).toBe(' " ');
  });

  it("passes over remarks above few rows", async () => {
    const text = "# relevé du 3 mai\n# système UTM 29\nid;X;Y;Z\n1;640000;1455000;320,5\n";
    expect(await valuesOf(text)).toEqual([{ id: 1, X: 640000, Y: 1455000, Z: 320.5 }]);
  });

  it("refuses a line of more cells than any table has", async () => {
    const refusal = refusalOf(readMade(readCsv, `a,b\n${"1,".repeat(20_000)}\n`, "large.csv"));
    expect(await refusal).toMatchObject({ code: "csv.too-wide", file: "large.csv", line: 2 });
  });

  it("keeps codes as they are written", async () => {
    const text = "a,b,c,d,e\n007,1.1,+22376,12345678901234567,3\n010,1.10,+22377,12345678901234568,\n";
    expect(await valuesOf(text)).toEqual([
      { a: "007", b: "1.1", c: "+22376", d: "12345678901234567", e: 3 },
      { a: "010", b: "1.10", c: "+22377", d: "12345678901234568" },
    ]);
  });

  it.each([
    ["UTF-8", [0xef, 0xbb, 0xbf, ...Buffer.from("nom;n\nSégou;1\n")]],
    ["UTF-16LE", [0xff, 0xfe, ...Buffer.from("nom;n\nSégou;1\n", "utf16le")]],
    ["Windows-1252", [...Buffer.from("nom;n\nSégou;1\n", "latin1")]],
    ["CP850", [...Buffer.from("nom;n\nS\u0082gou;1\n", "latin1")]],
  ])("reads %s", async (encoding, bytes) => {
    const content = await readMade(readCsv, Uint8Array.from(bytes));
    expect(content.encoding).toBe(encoding);
    expect(objectsOf(content)[0]?.values).toEqual({ nom: "Ségou", n: 1 });
  });

  it.each([
    ["longitude and latitude", "nom,Latitude,Longitude\nA,12.65,-8\n", "EPSG:4326", { kind: "point", at: [-8, 12.65] }],
    [
      "X and Y in metres",
      "n;X;Y;Z\nB1;612 345,25;1 398 765,1;312,4\n",
      null,
      { kind: "point", at: [612345.25, 1398765.1], z: 312.4 },
    ],
    [
      "degrees, minutes and seconds",
      "nom;latitude;longitude\nA;12°30'15,5\"N;8° 00' 10\" O\n",
      "EPSG:4326",
      { kind: "point", at: [-(8 + 10 / 3600), 12 + 30 / 60 + 15.5 / 3600] },
    ],
    ["East and north", "Point E N\nB1 612345.25 1398765.1\n", null, { kind: "point", at: [612345.25, 1398765.1] }],
    [
      "a list without a heading",
      "B1 612345.25 1398765.1\nB2 612345.25 1398765.1\n",
      null,
      { kind: "point", at: [612345.25, 1398765.1] },
    ],
    [
      "WKT",
      'id,geom\n1,"SRID=32629;POLYGON((0 0,9 0,9 9,0 0))"\n',
      "EPSG:32629",
      { kind: "polygon", rings: [[0, 0, 9, 0, 9, 9]] },
    ],
  ])("finds where rows lie: %s", async (_, text, crs, shape) => {
    const content = await readMade(readCsv, text);
    expect(content.layers[0]?.crs).toBe(crs);
    expect(objectsOf(content)[0]?.shapes).toEqual([shape]);
    expect(content.warnings).toContainEqual(expect.objectContaining({ code: "csv.places" }));
  });

  it("takes the CRS of a .prj beside it", async () => {
    const file = (name: string, text: string) => ({ name, bytes: () => new TextEncoder().encode(text) });
    const beside = [file("bornes.prj", 'PROJCS["WGS 84 / UTM zone 29N"]\n')];
    const content = await readCsv({ file: "bornes.csv", main: file("bornes.csv", "x,y\n1,2\n"), beside }, {});
    expect(content.layers[0]?.crs).toBe('PROJCS["WGS 84 / UTM zone 29N"]');
  });

  it("tells rows that are too long or short, words above the table, shapes that are none", async () => {
    const content = await readMade(
      readCsv,
      "Liste des bornes\n\nn;x;y\n1;2;3\n2;5;ici;là\n3;4\n4;500;600\n5;6;7\n6;7;8\n7;8;9\n",
    );
    expect(content.warnings).toEqual([
      { code: "csv.preamble", count: 1, line: 1 },
      { code: "csv.ragged", count: 2, line: 5, params: { which: "5, 6" } },
      { code: "csv.read-as", count: 1, params: { separator: ";", decimal: "." } },
      { code: "csv.places", count: 1, params: { columns: "x, y" } },
      { code: "read.bad-shape", count: 2, line: 5, params: { which: "2, 3" } },
    ]);
    expect(objectsOf(content)[1]?.values).toMatchObject({ field_4: "là" });
  });

  it("reads back what Maillage writes, formulas and all", async () => {
    const rows = [
      ["n", "texte"],
      ["=1+1", 'a;"b"\nc'],
    ];
    const [values] = await valuesOf(writeCsv(rows, { lang: "fr" }));
    expect(values).toEqual({ n: "=1+1", texte: 'a;"b"\nc' });
  });

  it("refuses a quote that never ends, with its line; and bytes that are no text", async () => {
    expect(await refusalOf(readMade(readCsv, 'a,b\n1,"2\n3,4\n', "a.csv"))).toMatchObject({
      code: "csv.open-quote",
      line: 2,
      file: "a.csv",
    });
    expect(await refusalOf(readMade(readCsv, "a,b\n1,\0\n"))).toMatchObject({ code: "read.null-bytes", line: 2 });
  });
});

const cases = sharedPath("cases/csv-spectrum");

describe.skipIf(!cases)("csv-spectrum (skipped where ../shared is absent)", () => {
  const names = cases ? readdirSync(join(cases, "csvs")).map((name) => name.replace(/\.csv$/, "")) : [];
  // Its JSON holds another telephone number than its CSV.
  names.splice(names.indexOf("location_coordinates") >>> 0, 1);
  it.each(names)("%s", async (name) => {
    const expected = JSON.parse(readFileSync(join(cases ?? "", "json", `${name}.json`), "utf8")) as object | object[];
    const got = await valuesOf(readFileSync(join(cases ?? "", "csvs", `${name}.csv`)));
    const filled = [expected]
      .flat()
      .map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== "")));
    const texts = got.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)])));
    expect(texts).toEqual(filled);
  });
});
