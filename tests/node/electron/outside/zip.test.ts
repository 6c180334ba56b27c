import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { readOutside, surveyed } from "#tests/node/electron/outside/read-outside";

const folder = mkdtempSync(join(tmpdir(), "maillage-zip-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const POINT =
  '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[-8,12]}}]}';
const point = Buffer.from(POINT);
const put = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

/** A ZIP with one name in its directory changed for another as long. */
function renamed(zip: Uint8Array, from: string, to: string): Uint8Array {
  return Buffer.from(Buffer.from(zip).toString("latin1").replaceAll(from, to), "latin1");
}

describe("a pack", () => {
  it("is read as the layers of the files in it", async () => {
    const zip = zipSync({ "a/un.geojson": point, "deux.geojson": point, "note.txt": Buffer.from("rien du tout") });
    const { layers } = await surveyed(put("deux.zip", zip), folder);
    expect(layers.map(({ name, count }) => [name, count])).toEqual([
      ["un", 1],
      ["deux", 1],
    ]);
  });

  it("of one file may be a gzip", async () => {
    const { layers } = await surveyed(put("un.geojson.gz", gzipSync(point)), folder);
    expect(layers).toEqual([expect.objectContaining({ name: "un", count: 1 })]);
  });

  it("names the file of a fault in it", async () => {
    const zip = zipSync({
      "faux.geojson": Buffer.from('{"type":"FeatureCollection",\n"features":[{"type":"Feature"}]}'),
    });
    expect(await readOutside(put("faux.zip", zip), folder)).toMatchObject({ file: "faux.zip/faux.geojson", line: 2 });
  });

  it.each([
    ["a name that leads out", renamed(zipSync({ "aa/un.geojson": point }), "aa/", "../"), "zip.leads-out"],
    ["a name from the root", renamed(zipSync({ "aun.geojson": point }), "aun", "/un"), "zip.leads-out"],
    ["a drive's name", renamed(zipSync({ "aa/un.geojson": point }), "aa/", "C:/"), "zip.leads-out"],
    [
      "one name twice",
      renamed(zipSync({ "a.geojson": point, "b.geojson": point }), "b.geo", "a.geo"),
      "zip.double-name",
    ],
    ["a pack in it", zipSync({ "dedans.zip": zipSync({ "un.geojson": point }) }), "zip.nested"],
    ["a file that swells", zipSync({ "vide.geojson": new Uint8Array(40_000_000) }), "zip.too-tight"],
    ["its end cut off", zipSync({ "un.geojson": point }).subarray(0, 150), "zip.damaged"],
    ["nothing readable", zipSync({ "note.txt": Buffer.from("rien") }), "format.not-yet"],
  ])("with %s is refused", async (_what, bytes, code) => {
    const refusal = await readOutside(put("mauvais.zip", bytes), folder);
    expect(refusal).toMatchObject({ code, file: "mauvais.zip" });
  });

  it("whose bytes are not what its directory says is refused by the entry", async () => {
    const zip = zipSync({ "un.geojson": [point, { level: 0 }] });
    zip[60] = (zip[60] as number) ^ 0xff;
    expect(await readOutside(put("flip.zip", zip), folder)).toMatchObject({
      code: "zip.damaged",
      feature: "un.geojson",
    });
  });

  it("that is encrypted is refused by the entry", async () => {
    const zip = zipSync({ "un.geojson": point });
    const directory = Buffer.from(zip).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip[directory + 8] = 1;
    expect(await readOutside(put("secret.zip", zip), folder)).toMatchObject({
      code: "zip.encrypted",
      feature: "un.geojson",
    });
  });

  it("that swells as a gzip is refused", async () => {
    const gz = gzipSync(new Uint8Array(30_000_000));
    expect(await readOutside(put("gonfle.geojson.gz", gz), folder)).toMatchObject({ code: "zip.too-tight" });
    // Tight enough to pass, but not into memory.
    const large = gzipSync(Buffer.alloc(400_000_000), { level: 1 });
    expect(
      await readOutside(put("grand.geojson.gz", Buffer.concat([large, Buffer.alloc(1_000_000)])), folder),
    ).toMatchObject({ code: "zip.too-large", params: { most: 0.35 } });
  });
});
