import { describe, expect, it } from "vitest";
import { readGeoJsonSequence } from "#core/formats/read-geojson-sequence";
import { readTopoJson } from "#core/formats/read-topojson";
import { objectsOf, readMade, refusalOf } from "#tests/helpers/outside-text";

const point = (x: number) =>
  `{"type":"Feature","id":${x},"properties":{"n":${x},"v":null},"geometry":{"type":"Point","coordinates":[${x},2]}}`;

describe("sequences of GeoJSON", () => {
  it("are read one a line, and after record separators", async () => {
    const expected = [1, 3].map((x) => ({
      feature: String(x),
      values: { n: x },
      shapes: [{ kind: "point", at: [x, 2] }],
    }));
    expect(objectsOf(await readMade(readGeoJsonSequence, `${point(1)}\n\n${point(3)}\n`))).toMatchObject(expected);
    const pretty = point(3).replaceAll(",", ",\n");
    expect(objectsOf(await readMade(readGeoJsonSequence, `\u001e${point(1)}\n\u001e${pretty}\n`))).toMatchObject(
      expected,
    );
  });

  it.each([
    ["text that is no JSON", `${point(1)}\n{"type":`, { code: "json.syntax", line: 2 }],
    [
      "a ring left open",
      `${point(1)}\n{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}`,
      { code: "geojson.open-ring", line: 2, feature: "2" },
    ],
    [
      "an unknown type",
      `\u001e\n{"type":"Curve",\n"coordinates":[]}`,
      { code: "geojson.unknown-type", line: 2, params: { type: "Curve" } },
    ],
  ])("refuse %s with its line", async (_, text, refusal) => {
    expect(await refusalOf(readMade(readGeoJsonSequence, text, "a.geojsonl"))).toMatchObject(refusal);
  });
});

describe("reading TopoJSON", () => {
  const topology = (objects: object) =>
    JSON.stringify({
      type: "Topology",
      transform: { scale: [0.5, 0.5], translate: [10, 20] },
      arcs: [
        [
          [0, 0],
          [4, 0],
          [0, 4],
        ],
        [
          [4, 4],
          [-4, -4],
        ],
      ],
      objects,
    });

  it("lays geometries out along their arcs, a layer an object", async () => {
    const text = topology({
      lots: {
        type: "GeometryCollection",
        geometries: [{ type: "Polygon", arcs: [[0, 1]], id: "A", properties: { n: 1 } }],
      },
      axe: { type: "LineString", arcs: [-2] },
      puits: { type: "Point", coordinates: [2, 2] },
    });
    expect(objectsOf(await readMade(readTopoJson, text))).toMatchObject([
      {
        layer: "lots",
        feature: "A",
        values: { n: 1 },
        shapes: [{ kind: "polygon", rings: [[10, 20, 12, 20, 12, 22]] }],
      },
      { layer: "axe", shapes: [{ kind: "line", path: [10, 20, 12, 22] }] },
      { layer: "puits", shapes: [{ kind: "point", at: [11, 21] }] },
    ]);
  });

  it("refuses arcs that are not there, with layer and feature", async () => {
    const text = topology({ lots: { type: "LineString", arcs: [7] } });
    expect(await refusalOf(readMade(readTopoJson, text))).toMatchObject({
      code: "topojson.bad-arcs",
      layer: "lots",
      feature: "1",
      line: 1,
    });
  });
});
