import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Refusal } from "#core/model/refusal";
import { JobThread } from "#tests/node/robustness/job-thread";
import { fileBlock, message } from "#tests/node/robustness/seed-files";

let folder: string;
const thread = new JobThread();

afterAll(() => thread.close());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-bombs-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Surveys bytes in 5 s and 512 MiB; the refusal, or what was found. */
async function survey(name: string, bytes: Uint8Array | string): Promise<Refusal | object> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const answer = await thread.run("survey", { path, name, temp: folder });
  if ("refused" in answer) expect(answer.file).toBe(name);
  return answer;
}

const header = fileBlock(
  "OSMHeader",
  message((to) => {
    to.writeStringField(4, "OsmSchema-V0.6");
    to.writeStringField(4, "DenseNodes");
  }),
  true,
);

/** A PBF whose one block holds this. */
const pbf = (block: Uint8Array, says?: number): Uint8Array =>
  Buffer.concat([header, fileBlock("OSMData", block, true, says)]);

/** Field 1 or 2 of length-delimited bytes, repeated without their content. */
const MOST = 30 * 1024 * 1024;

describe("PBF that holds far more than it weighs", () => {
  it("30 MB of empty strings", async () => {
    const table = Buffer.alloc(MOST);
    for (let i = 0; i < MOST; i += 2) table[i] = 0x0a;
    expect(await survey("chaines.osm.pbf", pbf(message((to) => to.writeBytesField(1, table))))).toMatchObject({
      refused: true,
    });
  });

  it("30 million nodes on one place", async () => {
    const run = Buffer.alloc(MOST / 3);
    const dense = message((to) => {
      for (const field of [1, 8, 9]) to.writeBytesField(field, run);
    });
    const group = message((to) => to.writeBytesField(2, dense));
    const block = message((to) => {
      to.writeBytesField(1, Buffer.alloc(0));
      to.writeBytesField(2, group);
    });
    expect(await survey("points.osm.pbf", pbf(block))).toMatchObject({ refused: true });
  });

  it("a thousand blocks of 30 MB", async () => {
    const block = fileBlock(
      "OSMData",
      message((to) => to.writeBytesField(3, Buffer.alloc(MOST))),
      true,
    );
    const whole = Buffer.concat([header, ...Array.from({ length: 1000 }, () => block)]);
    expect(await survey("blocs.osm.pbf", whole)).toMatchObject({ refused: true });
  });

  it("a way of ten million references", async () => {
    const way = message((to) => {
      to.writeVarintField(1, 1);
      to.writeBytesField(8, Buffer.alloc(10_000_000));
    });
    const block = message((to) => {
      to.writeBytesField(1, Buffer.alloc(0));
      to.writeBytesField(
        2,
        message((out) => out.writeBytesField(3, way)),
      );
    });
    expect(await survey("chemin.osm.pbf", pbf(block))).toMatchObject({ refused: true });
  });
});

const osm = (inside: string): string => `<?xml version="1.0"?>\n<osm version="0.6">\n${inside}\n</osm>`;

describe("XML and JSON that are made to be long", () => {
  it.each([
    ["a value of 20 MB", osm(`<node id="1" lat="13" lon="-7"><tag k="name" v="${"a".repeat(20_000_000)}"/></node>`)],
    ["a tag opened a million times", `<osm version="0.6">${"<node>".repeat(1_000_000)}`],
    ["a comment without end", `<osm version="0.6"><!-- ${"- ".repeat(1_000_000)}`],
    [
      "a hundred thousand attributes",
      osm(`<node id="1" lat="13" lon="-7" ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(" ")}/>`),
    ],
    [
      "two hundred thousand tags on one point",
      osm(`<node id="1" lat="13" lon="-7">${'<tag k="a" v="b"/>'.repeat(200_000)}</node>`),
    ],
    [
      "a way through one point 200,000 times",
      osm(
        `<node id="1" lat="13" lon="-7"/><way id="1">${'<nd ref="1"/>'.repeat(200_000)}<tag k="highway" v="track"/></way>`,
      ),
    ],
    [
      "entities in entities",
      `<!DOCTYPE osm [<!ENTITY a "${"x".repeat(1000)}"><!ENTITY b "${"&a;".repeat(1000)}">]>${osm("&b;")}`,
    ],
  ])("%s, in OSM XML", async (_what, text) => {
    expect(await survey("long.osm", text)).toBeDefined();
  });

  it.each([
    ["a string of 20 MB", `{"type":"Feature","geometry":null,"properties":{"a":"${"b".repeat(20_000_000)}"}}`],
    [
      "a string of 5 million escapes",
      `{"type":"Feature","geometry":null,"properties":{"a":"${"\\n".repeat(5_000_000)}"}}`,
    ],
    ["a million lists in lists", `{"type":"Feature","geometry":${"[".repeat(1_000_000)}`],
    ["a number of a million digits", `{"type":"Point","coordinates":[${"1".repeat(1_000_000)},2]}`],
    ["a ring of 100,000 positions", `{"type":"Polygon","coordinates":[[${"[1,2],".repeat(100_000)}[1,2]]]}`],
    [
      "sixty thousand fields",
      `{"type":"Feature","geometry":null,"properties":{${Array.from({ length: 60_000 }, (_, i) => `"k${i}":1`).join(",")}}}`,
    ],
    ["a string without end", `{"type":"${"a".repeat(10_000_000)}`],
  ])("%s, in GeoJSON", async (_what, text) => {
    expect(await survey("long.geojson", text)).toBeDefined();
  });
});
