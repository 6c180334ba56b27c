import { zlibSync } from "fflate";
import { PbfWriter } from "pbf";
import { describe, expect, test } from "vitest";
import { type OsmData, tagsOf } from "#core/formats/osm/osm-data";
import { readOsm } from "#core/formats/osm/read-osm";
import { refusalSentence, speaker } from "#core/messages/catalogue";
import { type Refusal, RefusalError } from "#core/model/refusal";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const osm = (inside: string) =>
  bytesOf(`<?xml version='1.0' encoding='UTF-8'?>\n<osm version="0.6">\n${inside}\n</osm>\n`);
const read = (bytes: Uint8Array) => readOsm(bytes, { file: "essai.osm" });

/** The refusal of a file; its sentences must be there in both languages, with every value filled in. */
function refused(bytes: Uint8Array): Refusal {
  try {
    read(bytes);
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    for (const lang of ["fr", "en"] as const) {
      const sentence = refusalSentence(speaker(lang), error.refusal);
      expect(sentence).toContain("essai.osm");
      expect(sentence).not.toMatch(/refusal\.|\{\{|undefined/);
    }
    return error.refusal;
  }
  throw new Error("not refused");
}

describe("OSM XML", () => {
  test("keeps nodes, ways, relations and tags; skips what JOSM deleted", () => {
    const data = read(
      osm(`<node id="-1" lat="12.3" lon="-8.2"/>
        <node id="2" lat="12.4" lon="-8.1"><tag k="name" v="Kɔlɔn &quot;kɔrɔ&quot;"/></node>
        <node id="3" lat="1" lon="1" action="delete"/><node id="4" visible="false"/>
        <way id="7"><nd ref="-1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="path"/></way>
        <relation id="9"><member type="way" ref="7" role="outer"/><member type="way" ref="8" role=""/></relation>`),
    );
    expect([...data.nodes.ids]).toEqual([-1, 2]);
    expect([...data.ways.refs]).toEqual([0, 1, -1]);
    expect([...data.relations.memberAt]).toEqual([0, -1]);
    expect(tagsOf(data, "node", 1)).toEqual({ name: 'Kɔlɔn "kɔrɔ"' });
  });

  test.each([
    ["a DTD", `<!DOCTYPE osm [<!ENTITY a "b">]><osm version="0.6"/>`, "osm.xml-dtd", 1],
    ["an unknown entity", `<osm version="0.6">\n<note>&a;</note></osm>`, "osm.xml-entity", 2],
    ["a truncated file", `<osm version="0.6">\n<node id="1" lat="1" lon`, "osm.xml-truncated", 2],
    ["a doubled attribute", `<osm version="0.6">\n<node id="1" id="2"/></osm>`, "osm.xml-double-attribute", 2],
    ["broken nesting", `<osm version="0.6">\n<way id="1"></node></osm>`, "osm.xml-broken", 2],
    ["a change file", `<osmChange version="0.6"/>`, "osm.change-file", 1],
    ["another XML", `<gpx version="1.1"/>`, "osm.xml-root", 1],
    ["another version", `<osm version="0.5"/>`, "osm.version", 1],
    ["latitude 95", `<osm version="0.6">\n\n<node id="1" lat="95" lon="0"/></osm>`, "osm.bad-coordinates", 3],
    ["latitude in words", `<osm version="0.6"><node id="1" lat="12,3" lon="0"/></osm>`, "osm.bad-coordinates", 1],
    ["no longitude", `<osm version="0.6"><node id="1" lat="12"/></osm>`, "osm.missing-attribute", 1],
    ["an id that is none", `<osm version="0.6"><node id="1.5" lat="1" lon="0"/></osm>`, "osm.bad-id", 1],
    ["a strange element", `<osm version="0.6"><way id="1"><nod ref="1"/></way></osm>`, "osm.unknown-element", 1],
    [
      "a strange member",
      `<osm version="0.6"><relation id="1"><member type="x" ref="1"/></relation></osm>`,
      "osm.bad-member",
      1,
    ],
    ["Latin-1", `<?xml version="1.0" encoding="ISO-8859-1"?><osm version="0.6"/>`, "import.encoding", 1],
  ])("refuses %s with its line", (_what, text, code, line) => {
    const refusal = refused(bytesOf(text));
    expect([refusal.code, refusal.line]).toEqual([code, line]);
  });

  test("refuses bytes that are not UTF-8", () => {
    const bytes = osm(`<node id="1" lat="1" lon="1"><tag k="name" v="?"/></node>`);
    bytes[bytes.indexOf(0x3f, 30)] = 0xe9;
    expect(refused(bytes).code).toBe("import.not-utf8");
  });

  test("can be stopped, and tells how far it is", () => {
    const stages: string[] = [];
    readOsm(osm(""), { file: "a", onProgress: ({ stage }) => stages.push(stage) });
    expect(stages).toEqual(["read", "assemble"]);
    const stop = () => readOsm(osm(""), { file: "a", aborted: () => true });
    expect(stop).toThrow(new RefusalError({ refused: true, code: "import.cancelled", file: "a" }));
  });
});

describe("other content", () => {
  test.each([
    ["nothing", [], "import.empty"],
    ["white space", [0x20, 0x0a], "import.empty"],
    ["gzip", [0x1f, 0x8b, 8, 0], "import.packed"],
    ["zip", [0x50, 0x4b, 3, 4], "import.packed"],
    ["UTF-16", [0xff, 0xfe, 0x3c, 0], "import.encoding"],
    ["binary junk", [0x7f, 0x45, 0x4c, 0x46, 1, 2, 3], "import.not-osm"],
    ["a table", [...bytesOf("x;y\n1;2\n")], "import.not-osm"],
  ])("refuses %s", (_what, bytes, code) => {
    expect(refused(Uint8Array.from(bytes)).code).toBe(code);
  });
});

describe("Overpass JSON", () => {
  const json = (elements: unknown[], more = {}) => bytesOf(JSON.stringify({ version: 0.6, ...more, elements }));
  const corner = (lon: number, lat: number) => ({ lat, lon });

  test("reads refs, drawn geometry and centres alike", () => {
    const square = [corner(-8, 12), corner(-7.9, 12), corner(-7.9, 12.1), corner(-8, 12)];
    const data = read(
      json([
        { type: "way", id: 1, geometry: square, tags: { building: "yes" } },
        { type: "way", id: 2, nodes: [5, 6], tags: {} },
        { type: "node", id: 5, lat: 12, lon: -8 },
        { type: "way", id: 3, center: corner(-8, 12.5), tags: { amenity: "school" } },
        { type: "relation", id: 4, members: [{ type: "way", ref: 9, role: "outer", geometry: [null, ...square] }] },
      ]),
    );
    const refs = data.ways.refs.slice(0, 4);
    expect(refs[0]).toBe(refs[3]);
    expect([...data.ways.refs.slice(4, 6)]).toEqual([data.nodes.ids.indexOf(5), -1]);
    expect(data.centers.get("way/3")).toEqual([-8, 12.5]);
    expect(data.ways.ids[data.relations.memberAt[0] ?? -1]).toBe(9);
  });

  test("hands on that Overpass gave up half-way", () => {
    expect(read(json([], { remark: "runtime error: Query timed out" })).warnings).toEqual([
      { code: "osm.remark", count: 1 },
    ]);
  });

  test.each([
    ["GeoJSON", { type: "FeatureCollection", features: [] }, "import.geojson", undefined],
    ["another object", { hello: 1 }, "osm.json-no-elements", undefined],
    ["a bad place", { elements: [{ type: "node", id: 7, lat: 1, lon: "2" }] }, "osm.bad-coordinates", "node/7"],
    ["a bad id", { elements: [{ type: "node", id: "7" }] }, "osm.json-bad-id", "elements[0]"],
    ["a stray value", { elements: [{ type: "count", id: 0 }, 3] }, "osm.json-bad-element", "elements[1]"],
  ])("refuses %s with its element", (_what, value, code, feature) => {
    const refusal = refused(bytesOf(JSON.stringify(value)));
    expect([refusal.code, refusal.feature]).toEqual([code, feature]);
  });

  test("refuses text that breaks off, with its line", () => {
    const refusal = refused(bytesOf('{\n"elements": [\n{"type": "node"'));
    expect([refusal.code, refusal.line]).toEqual(["osm.json-broken", 3]);
  });
});

describe("PBF", () => {
  interface Making {
    readonly compress?: boolean;
    readonly feature?: string;
    readonly blobField?: number;
    readonly rawSize?: number;
    readonly dense?: boolean;
    readonly lat?: number;
  }

  /** A small PBF: two nodes, one way between them. */
  function pbf({ compress = true, feature = "DenseNodes", blobField, rawSize, dense = true, lat = 12.3 }: Making = {}) {
    const header = message((to) => {
      to.writeStringField(4, "OsmSchema-V0.6");
      to.writeStringField(4, feature);
    });
    const strings = ["", "highway", "path", "name", "Sinsina"];
    const at = [Math.round(lat * 1e7), Math.round(-8.2 * 1e7)] as const;
    const block = message((to) => {
      to.writeBytesField(
        1,
        message((table) => {
          for (const text of strings) table.writeStringField(1, text);
        }),
      );
      to.writeBytesField(
        2,
        message((group) => {
          if (dense) {
            group.writeBytesField(
              2,
              message((nodes) => {
                nodes.writePackedSVarint(1, [10, 1]);
                nodes.writePackedSVarint(8, [at[0], 1000]);
                nodes.writePackedSVarint(9, [at[1], 1000]);
                nodes.writePackedVarint(10, [3, 4, 0, 0]);
              }),
            );
          } else {
            for (const k of [0, 1]) {
              group.writeBytesField(
                1,
                message((node) => {
                  node.writeSVarintField(1, 10 + k);
                  node.writeSVarintField(8, at[0] + 1000 * k);
                  node.writeSVarintField(9, at[1] + 1000 * k);
                  if (k === 0) {
                    node.writePackedVarint(2, [3]);
                    node.writePackedVarint(3, [4]);
                  }
                }),
              );
            }
          }
        }),
      );
      to.writeBytesField(
        2,
        message((group) => {
          group.writeBytesField(
            3,
            message((way) => {
              way.writeVarintField(1, 7);
              way.writePackedVarint(2, [1]);
              way.writePackedVarint(3, [2]);
              way.writePackedSVarint(8, [10, 1, 5]);
            }),
          );
        }),
      );
    });
    const blob = (content: Uint8Array) =>
      message((to) => {
        if (!compress) return to.writeBytesField(1, content);
        to.writeVarintField(2, rawSize ?? content.length);
        to.writeBytesField(blobField ?? 3, zlibSync(content));
      });
    return Buffer.concat([fileBlock("OSMHeader", blob(header)), fileBlock("OSMData", blob(block))]);
  }

  function fileBlock(type: string, blob: Uint8Array): Uint8Array {
    const header = message((to) => {
      to.writeStringField(1, type);
      to.writeVarintField(3, blob.length);
    });
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, header.length);
    return Buffer.concat([length, header, blob]);
  }

  function message(write: (to: PbfWriter) => void): Uint8Array {
    const to = new PbfWriter();
    write(to);
    return to.finish().slice();
  }

  const seen = (data: OsmData) => ({
    places: [...data.nodes.ids].map((id, i) => [id, data.nodes.lon[i], data.nodes.lat[i], tagsOf(data, "node", i)]),
    refs: [...data.ways.refs],
    tags: tagsOf(data, "way", 0),
  });

  test("reads dense and plain nodes, zlib and raw blobs alike", () => {
    const expected = {
      places: [
        [10, -8.2, 12.3, { name: "Sinsina" }],
        [11, -8.1999, 12.3001, undefined],
      ],
      refs: [0, 1, -1],
      tags: { highway: "path" },
    };
    for (const making of [{}, { compress: false }, { dense: false }]) expect(seen(read(pbf(making)))).toEqual(expected);
  });

  test.each([
    ["LZMA", { blobField: 4 }, "osm.pbf-compression", { compression: "LZMA" }],
    ["Zstandard", { blobField: 7 }, "osm.pbf-compression", { compression: "Zstandard" }],
    ["a history file", { feature: "HistoricalInformation" }, "osm.pbf-feature", { feature: "HistoricalInformation" }],
    ["more than it says", { rawSize: 3 }, "osm.pbf-broken", { byte: 0 }],
    ["less than it says", { rawSize: 9999 }, "osm.pbf-broken", { byte: 0 }],
    ["more than 32 MiB", { rawSize: 2 ** 26 }, "osm.pbf-broken", { byte: 0 }],
    ["latitude 95", { lat: 95 }, "osm.pbf-coordinates", { id: 10, lat: "95" }],
  ])("refuses %s with its byte", (_what, making, code, params) => {
    const refusal = refused(pbf(making));
    expect(refusal.code).toBe(code);
    expect(refusal.params).toMatchObject(params);
    expect(refusal.params?.["byte"]).toBeTypeOf("number");
  });

  test("refuses a file cut anywhere, or reads what is whole", () => {
    const whole = pbf();
    for (let length = 20; length < whole.length; length++) {
      const bytes = whole.subarray(0, length);
      try {
        expect(read(bytes).ways.count).toBe(0);
      } catch (error) {
        expect(error).toBeInstanceOf(RefusalError);
      }
    }
  });

  test("never breaks on a damaged byte", () => {
    for (const making of [{}, { compress: false }, { compress: false, dense: false }]) {
      const whole = pbf(making);
      for (let i = 14; i < whole.length; i++) {
        for (const value of [0, 0x7f, 0x80, 0xff]) {
          const bytes = Uint8Array.from(whole);
          bytes[i] = value;
          try {
            read(bytes);
          } catch (error) {
            if (!(error instanceof RefusalError)) throw error;
          }
        }
      }
    }
  });
});
