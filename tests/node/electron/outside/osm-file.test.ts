import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { RefusalError } from "#core/model/refusal";
import { isOsmFile, osmBytes } from "#services/outside/osm-file";

const folder = mkdtempSync(join(tmpdir(), "maillage-osm-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OSM = Buffer.from('<?xml version="1.0"?><osm version="0.6"><node id="1" lat="12" lon="-8"/></osm>');
const put = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const refusalOf = (path: string, name: string): unknown => {
  try {
    return osmBytes(path, name);
  } catch (thrown) {
    if (thrown instanceof RefusalError) return thrown.refusal;
    throw thrown;
  }
};

describe("OpenStreetMap data", () => {
  it.each([
    ["as they are", "mali.osm", OSM],
    ["in a gzip", "mali.osm.gz", gzipSync(OSM)],
    ["in a ZIP", "mali.zip", zipSync({ "mali.osm": OSM })],
    ["in a ZIP, with a note", "mali2.zip", zipSync({ "mali.osm": OSM, "licence.txt": Buffer.from("ODbL") })],
  ])("are found %s", (_how, name, bytes) => {
    const path = put(name, bytes);
    expect(isOsmFile(path, name)).toBe(true);
    expect(Buffer.from(osmBytes(path, name)).equals(OSM)).toBe(true);
  });

  it("are not looked for in packs of other data", () => {
    expect(isOsmFile(put("autre.geojson.gz", gzipSync(Buffer.from("{}"))), "autre.geojson.gz")).toBe(false);
    expect(isOsmFile(put("autre.zip", zipSync({ "a.kml": Buffer.from("<kml/>") })), "autre.zip")).toBe(false);
  });

  it("are refused by name where a pack has several", () => {
    const several = put("deux.zip", zipSync({ "a.osm": OSM, "b.osm": OSM }));
    expect(refusalOf(several, "deux.zip")).toMatchObject({
      code: "import.several-osm",
      params: { files: "a.osm, b.osm" },
    });
  });
});
