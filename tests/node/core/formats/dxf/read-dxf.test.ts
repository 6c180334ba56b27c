import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeDxf } from "#core/formats/dxf";
import { BINARY_SIGN } from "#core/formats/dxf/dxf-binary-scanner";
import { readDxf } from "#core/formats/dxf/read-dxf";
import type { OutsideShape } from "#core/formats/outside-content";
import { objectsOf, readMade, refusalOf } from "#tests/helpers/outside-text";
import { sharedPath } from "#tests/helpers/shared";
import { samplePlan } from "#tests/node/core/formats/plan/sample-plan";

/** A drawing of group codes and values, in pairs: its entities, and its blocks. */
function drawing(entities: readonly (number | string)[], blocks: readonly (number | string)[] = []): string {
  return `${[0, "SECTION", 2, "BLOCKS", ...blocks, 0, "ENDSEC", 0, "SECTION", 2, "ENTITIES", ...entities, 0, "ENDSEC", 0, "EOF"].join("\n")}\n`;
}

const read = (...entities: (number | string)[]) => readMade(readDxf, drawing(entities));
const shapesOf = async (...entities: (number | string)[]): Promise<OutsideShape[]> =>
  objectsOf(await read(...entities)).flatMap(({ shapes }) => shapes);

const area = (ring: ArrayLike<number>): number => {
  let twice = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const [x, y] = [ring[i] as number, ring[i + 1] as number];
    const [nextX, nextY] = [ring[(i + 2) % ring.length] as number, ring[(i + 3) % ring.length] as number];
    twice += x * nextY - nextX * y;
  }
  return Math.abs(twice / 2);
};
const areaOf = (shape: OutsideShape | undefined): number => {
  if (shape?.kind !== "polygon") throw new Error("no polygon");
  return shape.rings.reduce((sum, ring, i) => sum + (i === 0 ? 1 : -1) * area(ring), 0);
};

const SQUARE = [10, 0, 20, 0, 10, 4, 20, 0, 10, 4, 20, 4, 10, 0, 20, 4];

describe("reading DXF", () => {
  it("takes closed polylines, and those that come back, as polygons; open ones as lines", async () => {
    expect(await shapesOf(0, "LWPOLYLINE", 8, "BATI", 90, 4, 70, 1, ...SQUARE)).toEqual([
      { kind: "polygon", rings: [[0, 0, 4, 0, 4, 4, 0, 4]] },
    ]);
    expect(await shapesOf(0, "LWPOLYLINE", 8, "B", 70, 0, ...SQUARE, 10, 0, 20, 0)).toMatchObject([
      { kind: "polygon" },
    ]);
    expect(await shapesOf(0, "LWPOLYLINE", 8, "B", 70, 0, ...SQUARE)).toMatchObject([{ kind: "line" }]);
  });

  it("cuts bulges, circles, arcs, ellipses and splines into chords that hold their area", async () => {
    // Two half circles of radius 2.
    const [disc] = await shapesOf(0, "LWPOLYLINE", 8, "0", 70, 1, 10, -2, 20, 0, 42, 1, 10, 2, 20, 0, 42, 1);
    expect(areaOf(disc)).toBeCloseTo(Math.PI * 4, 1);
    const [circle] = await shapesOf(0, "CIRCLE", 8, "0", 10, 5, 20, 5, 40, 2);
    expect(areaOf(circle)).toBeCloseTo(Math.PI * 4, 1);
    const [ellipse] = await shapesOf(0, "ELLIPSE", 8, "0", 10, 0, 20, 0, 11, 4, 21, 0, 40, 0.5);
    expect(areaOf(ellipse)).toBeCloseTo(Math.PI * 8, 1);
    const [arc] = await shapesOf(0, "ARC", 8, "0", 10, 0, 20, 0, 40, 1, 50, 90, 51, 180);
    const path = arc?.kind === "line" ? Array.from(arc.path) : [];
    expect(path.slice(0, 2)).toEqual([0, 1]);
    expect(path.at(-2)).toBeCloseTo(-1, 12);
    // A quarter of a circle as a rational curve of degree 2.
    const quarter = [10, 1, 20, 0, 10, 1, 20, 1, 10, 0, 20, 1, 41, 1, 41, Math.SQRT1_2, 41, 1];
    const [curve] = await shapesOf(0, "SPLINE", 8, "0", 71, 2, 40, 0, 40, 0, 40, 0, 40, 1, 40, 1, 40, 1, ...quarter);
    if (curve?.kind !== "line") throw new Error("no line");
    for (let i = 0; i < curve.path.length; i += 2) {
      expect(Math.hypot(curve.path[i] as number, curve.path[i + 1] as number)).toBeCloseTo(1, 12);
    }
  });

  it("makes hatches polygons, inner boundaries holes", async () => {
    const boundary = (...vertices: number[]) => [
      92,
      7,
      72,
      0,
      73,
      1,
      93,
      vertices.length / 2,
      ...vertices.flatMap((value, i) => [i % 2 === 0 ? 10 : 20, value]),
      97,
      0,
    ];
    const hatch = [0, "HATCH", 8, "H", 10, 0, 20, 0, 30, 0, 2, "SOLID", 70, 1, 71, 0, 91, 2];
    const end = [75, 0, 76, 1, 98, 1, 10, 1, 20, 1];
    const [face] = await shapesOf(
      ...hatch,
      ...boundary(0, 0, 9, 0, 9, 9, 0, 9),
      ...boundary(2, 2, 5, 2, 5, 5, 2, 5),
      ...end,
    );
    expect(areaOf(face)).toBe(81 - 9);
    // An edge boundary: a line and half a circle, turned clockwise.
    const edges = [
      92, 1, 93, 2, 72, 1, 10, 1, 20, 0, 11, -1, 21, 0, 72, 2, 10, 0, 20, 0, 40, 1, 50, 180, 51, 360, 73, 0, 97, 0,
    ];
    const [half] = await shapesOf(
      0,
      "HATCH",
      8,
      "H",
      10,
      0,
      20,
      0,
      30,
      0,
      2,
      "SOLID",
      70,
      1,
      71,
      0,
      91,
      1,
      ...edges,
      ...end,
    );
    expect(areaOf(half)).toBeCloseTo(Math.PI / 2, 2);
  });

  it("reads texts as they were meant", async () => {
    const texts = await read(
      ...[0, "TEXT", 8, "T", 10, 1, 20, 2, 1, "45%%d %%uB\\U+0254g\\U+0254"],
      ...[0, "MTEXT", 8, "T", 10, 1, 20, 2, 3, "{\\fArial|b0;N\\U+00B0 ", 1, "12\\P\\H2.5x;\\S1/2; ha}"],
      ...[0, "MTEXT", 8, "T", 10, 0, 20, 0, 1, "\\M+1839F \\\\ \\{a\\}"],
    );
    expect(objectsOf(texts).map(({ values }) => values["Text"])).toEqual([
      "45° Bɔgɔ",
      "N° 12\n1/2 ha",
      "\u0391 \\ {a}",
    ]);
  });

  it("takes letters by the page the drawing names", async () => {
    const head = (page: string) =>
      `0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n9\n$DWGCODEPAGE\n3\n${page}\n0\nENDSEC\n`;
    const bytes = (page: string, e: number) =>
      Buffer.from(
        (head(page) + drawing([0, "TEXT", 8, "L", 1, "S#gou"])).replace("#", String.fromCharCode(e)),
        "latin1",
      );
    for (const [page, e, name] of [
      ["ANSI_1252", 0xe9, "Windows-1252"],
      ["dos850", 0x82, "CP850"],
    ] as const) {
      const content = await readMade(readDxf, bytes(page, e));
      expect(content).toMatchObject({ format: "DXF R2000", encoding: name });
      expect(objectsOf(content)[0]?.values["Text"]).toBe("Ségou");
    }
  });

  it("draws blocks where they are inserted: nested, scaled, turned, in rows; layer 0 is that of the insert", async () => {
    const blocks = [
      ...[0, "BLOCK", 2, "PETIT", 10, 1, 20, 0, 0, "LINE", 8, "0", 10, 1, 20, 0, 11, 2, 21, 0, 0, "ENDBLK"],
      ...[0, "BLOCK", 2, "Grand", 10, 0, 20, 0, 0, "INSERT", 8, "FIN", 2, "petit", 10, 0, 20, 1, 0, "ENDBLK"],
    ];
    const insert = [0, "INSERT", 8, "BORNES", 66, 1, 2, "GRAND", 10, 100, 20, 100, 41, 2, 42, 2, 50, 90, 70, 2, 44, 10];
    const attributes = [0, "ATTRIB", 8, "0", 10, 1, 20, 1, 2, "MATRICULE", 1, "B 7", 0, "SEQEND"];
    const content = await readMade(readDxf, drawing([...insert, ...attributes], blocks));
    const lines = objectsOf(content).filter(({ values }) => values["Entity"] === "LINE");
    expect(lines.map(({ layer, shapes }) => [layer, shapes])).toEqual([
      ["FIN", [{ kind: "line", path: [98, 100, 98, 102] }]],
      ["FIN", [{ kind: "line", path: [98, 110, 98, 112] }]],
    ]);
    const places = objectsOf(content).filter(({ layer }) => layer === "BORNES");
    expect(places.map(({ values, shapes }) => [values["MATRICULE"], values["Block"], shapes[0]])).toEqual([
      ["B 7", "GRAND", { kind: "point", at: [100, 100] }],
      ["B 7", "GRAND", { kind: "point", at: [100, 110] }],
    ]);
    expect(content.counts).toEqual({ INSERT: 1 });
  });

  it("takes the words of dimensions and of notes on leaders, and names no area by them", async () => {
    const square = [0, "LWPOLYLINE", 8, "LOTS", 90, 4, 70, 1, ...SQUARE];
    const dimension = (...more: (number | string)[]) => [
      0,
      "DIMENSION",
      8,
      "COTES",
      11,
      2,
      21,
      2,
      42,
      4.00049,
      ...more,
    ];
    const note = [0, "MULTILEADER", 8, "COTES", 304, "LEADER_LINE{", 304, "Puits\\Pcommunal", 12, 1, 22, 1];
    const picture = [0, "BLOCK", 2, "*D1", 0, "LINE", 8, "0", 0, "MTEXT", 8, "0", 1, "4,00 m", 0, "ENDBLK"];
    const entities = [
      ...square,
      ...dimension(2, "*D1"),
      ...dimension(),
      ...dimension(1, "L=<> m"),
      ...dimension(1, "libre"),
    ];
    const content = await readMade(readDxf, drawing([...entities, ...note], picture));
    const objects = objectsOf(content);
    expect(objects.map(({ values }) => values["Text"])).toEqual([
      undefined,
      "4,00 m",
      "4",
      "L=4 m",
      "libre",
      "Puits\ncommunal",
    ]);
    expect(objects[1]?.shapes).toEqual([{ kind: "point", at: [2, 2] }]);
    expect(content.warnings).toEqual([]);
  });

  it("gives no point for a whole drawing inserted at 0, 0", async () => {
    const far = [0, "LINE", 8, "P", 10, 640000, 20, 1455000, 11, 640001, 21, 1455000];
    const content = await readMade(
      readDxf,
      drawing([0, "INSERT", 8, "0", 2, "PLAN", 10, 0, 20, 0], [0, "BLOCK", 2, "PLAN", ...far, 0, "ENDBLK"]),
    );
    expect(content.layers.map(({ name }) => name)).toEqual(["P"]);
  });

  it("mirrors what is drawn on the back of its plane", async () => {
    expect(await shapesOf(0, "LWPOLYLINE", 8, "0", 70, 0, 10, 3, 20, 1, 10, 5, 20, 1, 210, 0, 220, 0, 230, -1)).toEqual(
      [{ kind: "line", path: [-3, 1, -5, 1] }],
    );
  });

  it("leaves out what cannot be read or drawn, and says so with its line", async () => {
    const content = await read(
      0,
      "LINE",
      8,
      "0",
      10,
      "ici",
      20,
      0,
      0,
      "IMAGE",
      8,
      "0",
      0,
      "POINT",
      8,
      "0",
      10,
      1,
      20,
      2,
      30,
      3,
    );
    expect(content.warnings).toEqual([
      { code: "dxf.bad-entity", count: 1, line: 11, params: { which: "LINE" } },
      { code: "dxf.not-drawn", count: 1, line: 19, params: { which: "IMAGE" } },
    ]);
    expect(objectsOf(content).flatMap(({ shapes }) => shapes)).toEqual([{ kind: "point", at: [1, 2], z: 3 }]);
    const cut = await readMade(
      readDxf,
      drawing([0, "POINT", 8, "0", 10, 1, 20, 2]).replace(/0\nENDSEC\n0\nEOF\n$/, ""),
    );
    expect(cut.warnings).toMatchObject([{ code: "dxf.no-end" }]);
  });

  it.each([
    ["prose", "un texte\nsans codes\n", { code: "dxf.not-a-code", line: 1 }],
    ["codes gone astray", drawing([0, "POINT", 8, "0", "dix", 1]), { code: "dxf.not-a-code", line: 15 }],
    [
      "a binary drawing that is cut",
      `${BINARY_SIGN}\0SECTION\0\u0002HEA`,
      { code: "dxf.binary-broken", params: { byte: 31 } },
    ],
  ])("refuses %s with its place", async (_, text, refusal) => {
    expect(await refusalOf(readMade(readDxf, text, "plan.dxf"))).toMatchObject({ ...refusal, file: "plan.dxf" });
  });

  it("refuses blocks that multiply beyond measure, and stops at those in themselves", async () => {
    const block = (name: string, of: string) => [
      0,
      "BLOCK",
      2,
      name,
      ...Array.from({ length: 90 }, () => [0, "INSERT", 8, "0", 2, of, 70, 99, 71, 99]).flat(),
      0,
      "ENDBLK",
    ];
    const blocks = [
      ...block("A", "B"),
      ...block("B", "C"),
      0,
      "BLOCK",
      2,
      "C",
      0,
      "POINT",
      8,
      "0",
      10,
      0,
      20,
      0,
      0,
      "ENDBLK",
    ];
    const bomb = readMade(readDxf, drawing([0, "INSERT", 8, "0", 2, "A"], blocks));
    expect(await refusalOf(bomb)).toMatchObject({ code: "dxf.too-many", line: expect.any(Number) });
    const own = [0, "BLOCK", 2, "A", 0, "INSERT", 8, "0", 2, "A", 0, "ENDBLK"];
    const round = await readMade(readDxf, drawing([0, "INSERT", 8, "0", 2, "A", 10, 1, 20, 1], own));
    expect(round.warnings).toMatchObject([{ code: "dxf.block-in-itself" }]);
  });

  it("reads what Maillage writes, columns and all", async () => {
    const content = await readMade(readDxf, writeDxf(samplePlan(), { profile: "interne", lang: "fr" }));
    const parcels = content.layers.find(({ name }) => name === "PARCELLE");
    expect(parcels?.objects.length).toBeGreaterThan(0);
    expect(parcels?.objects.every(({ values }) => typeof values["numero"] === "string")).toBe(true);
    expect(content.warnings).toEqual([]);
  });
});

const cases = sharedPath("cases/ezdxf");

describe.skipIf(!cases)("outside drawings of ezdxf (skipped where ../shared is absent)", () => {
  const folder = cases ?? "";
  const answers = (name: string) =>
    cases ? (JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<string, Record<string, never>>) : {};
  const peers = Object.entries(answers("expected-ezdxf-0.18.1.json"));
  const gdal = answers("expected-gdal-3.6.2.json");

  it.each(peers)("%s", async (name, peer) => {
    const content = await readMade(readDxf, readFileSync(join(folder, name)), name);
    const shapes = objectsOf(content).length;
    if (peer["modelspace"]) expect(content.counts).toEqual(peer["modelspace"]);
    // Where ezdxf fails by an error of its own, GDAL's count stands.
    else expect(shapes).toBe((gdal[name]?.["layers"] as unknown as { n: number }[] | undefined)?.[0]?.n);
  });
});

const real = sharedPath("data/dxf/luxiol-25354-AK-derive.dxf");

it.skipIf(!real)("a real sheet: the counts of its INDEX (skipped where ../shared is absent)", async () => {
  const { layers } = await readMade(readDxf, readFileSync(real ?? ""), "AK.dxf");
  const counts = Object.fromEntries(layers.map(({ name, objects }) => [name, objects.length]));
  expect(counts).toMatchObject({ PARCELLES: 144, BATI: 134, BORNES: 60, NUMEROS: 142 });
});
