import { describe, expect, it } from "vitest";
import { readWkt } from "#core/formats/wkt/read-wkt";
import { objectsOf, readMade, refusalOf } from "#tests/helpers/outside-text";

const shapesOf = async (text: string) => objectsOf(await readMade(readWkt, text)).flatMap(({ shapes }) => shapes);

describe("reading WKT", () => {
  it.each([
    ["POINT (1 2)", [{ kind: "point", at: [1, 2] }]],
    ["POINT Z(1 2 3)", [{ kind: "point", at: [1, 2], z: 3 }]],
    ["POINTZM(1 2 3 4)", [{ kind: "point", at: [1, 2], z: 3 }]],
    ["point m (1 2 3)", [{ kind: "point", at: [1, 2] }]],
    ["LINESTRING(0 0,1e1 -.5)", [{ kind: "line", path: [0, 0, 10, -0.5] }]],
    [
      "MULTIPOINT(1 2,(3 4),EMPTY)",
      [
        { kind: "point", at: [1, 2] },
        { kind: "point", at: [3, 4] },
      ],
    ],
    [
      "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))",
      [
        { kind: "point", at: [1, 2] },
        { kind: "line", path: [0, 0, 1, 1] },
      ],
    ],
    ["POLYGON EMPTY", []],
    [
      "MULTISURFACE(((0 0,4 0,4 4,0 0)),CURVEPOLYGON((0 0,1 0,1 1,0 0)))",
      [
        { kind: "polygon", rings: [[0, 0, 4, 0, 4, 4]] },
        { kind: "polygon", rings: [[0, 0, 1, 0, 1, 1]] },
      ],
    ],
  ])("%s", async (text, shapes) => {
    expect(await shapesOf(text)).toEqual(shapes);
  });

  it("cuts arcs into chords on their circle, both ends exact", async () => {
    const [line] = await shapesOf("CIRCULARSTRING(640000 1455000, 640001 1455001, 640002 1455000)");
    if (line?.kind !== "line") throw new Error("no line");
    const path = Array.from(line.path);
    expect(path.slice(-2)).toEqual([640002, 1455000]);
    expect(path.length).toBeGreaterThan(20);
    for (let i = 0; i < path.length; i += 2) {
      expect(Math.hypot((path[i] as number) - 640001, (path[i + 1] as number) - 1455000)).toBeCloseTo(1, 6);
    }
  });

  it("reads one after the other, with ids and SRID; multiple shapes keep their type", async () => {
    const content = await readMade(
      readWkt,
      "A1 SRID=32629;MULTIPOINT((1 2))\n\nB2 POINT(3 4);\nPOINT(5\n6)",
      "points.wkt",
    );
    expect(content.layers[0]).toMatchObject({ name: "points", crs: "EPSG:32629" });
    expect(objectsOf(content).map(({ feature, line, geometry }) => [feature, line, geometry])).toEqual([
      ["A1", 1, "MULTIPOINT"],
      ["B2", 3, "POINT"],
      ["3", 4, "POINT"],
    ]);
  });

  it.each([
    ["POINT(1 2)\nPOINT(1)", 2],
    ["POLYGON((0 0,1 1,0 0))", 1],
    ["LINESTRING(0 0,\n1 1", 2],
    ["POINT(nan 2)", 1],
  ])("refuses %j with its line", async (text, line) => {
    expect(await refusalOf(readMade(readWkt, text, "a.wkt"))).toMatchObject({
      code: "wkt.broken",
      line,
      file: "a.wkt",
    });
  });
});
