import { describe, expect, test } from "vitest";
import { positionsOf } from "#core/formats/points/point-list";
import { readPoints } from "#core/formats/points/read-points";
import { projectionOf } from "#core/geometry/crs";
import { RefusalError } from "#core/model/refusal";

const A = { number: "B1", x: 612_345.25, y: 1_398_765.1 };
const B = { number: "B2", x: 612_360, y: 1_398_750.75 };

describe("a list of points", () => {
  test.each([
    ["B1;612345,25;1398765,1\nB2;612360;1398750,75", ";", ","],
    ["B1;612 345,25;1 398 765,10;312,4\r\nB2;612 360,00;1 398 750,75;311", ";", ","],
    ["B1,612345.25,1398765.1\nB2,612360,1398750.75", ",", "."],
    ["B1\t612345.25\t1398765.1\nB2\t612360.0\t1398750.75", "tab", "."],
    ["B1 612345,25 1398765,1\n\n# relevé du 12\nB2  612360  1398750,75\n", "blank", ","],
    ["\uFEFFNuméro;X;Y\nB1;612345,25;1398765,1\nB2;612360;1398750,75", ";", ","],
    ["Y,X,Point\n1398765.1,612345.25,B1\n1398750.75,612360,B2", ",", "."],
    ["Point;E;N\nB1;612345,25;1398765,1\nB2;612360;1398750,75", ";", ","],
  ] as const)("%j", (text, separator, decimal) => {
    const list = readPoints(text, "p.txt");
    expect(list).toMatchObject({ format: "list", unit: "m", separator, decimal, unread: [] });
    expect(list.points).toMatchObject([A, B]);
  });

  test("X and Y alone, and heights", () => {
    expect(readPoints("612345.25 1398765.1\n612360 1398750.75", "p").points).toEqual([
      { x: A.x, y: A.y, line: 1 },
      { x: B.x, y: B.y, line: 2 },
    ]);
    expect(readPoints("1;10,5;20,5;300", "p").points[0]?.z).toBe(300);
  });

  test("lines that say something else are named, not dropped", () => {
    const { points, unread } = readPoints("1;10,5;20,5\n2;dix;vingt\n3;11;21\n", "p");
    expect(points).toHaveLength(2);
    expect(unread).toEqual([{ line: 2, text: "2;dix;vingt" }]);
    expect(readPoints("", "p").points).toEqual([]);
  });

  test("degrees by the names of the columns", () => {
    const list = readPoints("nom,lat,lon\nP,12.65,-8.0", "p");
    expect(list).toMatchObject({ unit: "deg", points: [{ number: "P", x: -8, y: 12.65 }] });
    const [point] = positionsOf(list, projectionOf("EPSG:32629"));
    expect(point?.at[0]).toBeGreaterThan(608_000_000);
    expect(point?.at[0]).toBeLessThan(609_000_000);
  });
});

describe("GPX", () => {
  const gpx = `<?xml version="1.0"?><gpx version="1.1"><metadata><name>Levé</name></metadata>
<wpt lat="12.65" lon="-8.0"><ele>331.5</ele><name>B1</name></wpt>
<wpt lat="95" lon="-8.0"><name>faux</name></wpt>
<trk><name>piste</name><trkseg><trkpt lat="12.6" lon="-8"/></trkseg></trk></gpx>`;

  test("takes waypoints with name and height, names what lies nowhere", () => {
    expect(readPoints(gpx, "p.gpx")).toMatchObject({
      format: "gpx",
      unit: "deg",
      points: [{ number: "B1", x: -8, y: 12.65, z: 331.5, line: 2 }],
      unread: [{ line: 3 }],
    });
  });

  test.each([
    ["a document type", `<!DOCTYPE gpx [<!ENTITY a "b">]><gpx></gpx>`],
    ["broken XML", "<gpx><wpt lat='1' lon='2'></gpx>"],
  ])("refuses %s with its line", (_, text) => {
    expect(() => readPoints(text, "p.gpx")).toThrow(RefusalError);
  });
});
