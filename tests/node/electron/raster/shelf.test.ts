import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Bridge } from "#core/bridge/bridge";
import { serveCall } from "#core/bridge/serve";
import { mapCrs } from "#core/geometry/map-crs";
import { openHome } from "#services/home";
import { RasterShelf } from "#services/raster/raster-shelf";
import { RasterThread } from "#services/raster/raster-thread";
import { makeServices, type RunningServices } from "#services/services";
import { makeHgt, makeMbtiles, makePng, makeRgbTiff } from "#tests/helpers/rasters";

let folder: string;
let running: RunningServices;
let bridge: Bridge;
const project = "beleko";
const place = { epsg: 32629, west: 600_000, north: 1_400_000, step: 1 };

function start(): void {
  running = makeServices({ home: openHome(join(folder, "home")), shell: "browser", version: "1" });
  const { services } = running;
  bridge = {
    call: (name, input, options) =>
      serveCall(services, name, input, {
        bytes: options?.bytes ?? new Uint8Array(0),
        signal: new AbortController().signal,
        progress: () => undefined,
      }) as never,
  };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-shelf-"));
  start();
});
afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Hands a file over in pieces of a length. */
async function put(bytes: Uint8Array, piece = 100_000): Promise<string> {
  let handle: string | undefined;
  for (let offset = 0; offset < bytes.length; ) {
    const part = bytes.subarray(offset, offset + piece);
    const { value } = await bridge.call("raster.put", { offset, ...(handle ? { handle } : {}) }, { bytes: part });
    handle = value.handle;
    offset = value.size;
  }
  return handle ?? "";
}

describe("backdrops and reliefs over the bridge", () => {
  it("come in piece by piece, are kept, and are there again after a restart", async () => {
    const tiff = makeRgbTiff(300, 200, place, (c, r) => [c % 256, r, 9, 255]);
    const handle = await put(tiff);
    const { value: about } = await bridge.call("raster.add", { handle, name: "ortho.tif", crs: "EPSG:32629" });
    expect(about).toMatchObject({ kind: "tiff", name: "ortho.tif", crs: "EPSG:32629" });
    const entry = { handle, opacity: 0.5, visible: false };
    await bridge.call("raster.keep", { project, backdrops: [entry], reliefs: [] });
    const { value, bytes } = await bridge.call("raster.tiles", {
      handle,
      level: 0,
      tiles: [
        [1, 0],
        [0, 0],
      ],
    });
    expect(value.lengths).toEqual([4 * 44 * 200, 4 * 256 * 200]);
    expect([...bytes.subarray(0, 4)]).toEqual([0, 0, 9, 255]);
    expect([...bytes.subarray(4, 8)]).toEqual([1, 0, 9, 255]);
    await running.close();
    start();
    expect((await bridge.call("raster.list", { project })).value.backdrops).toEqual([
      { ...entry, about, missing: false },
    ]);
  });

  it("a file that is gone is named, not fatal, and asked for it is refused", async () => {
    const path = join(folder, "carte.mbtiles");
    makeMbtiles(path, {}, [{ zoom: 0, column: 0, row: 0, data: makePng(256, 256, () => [1, 2, 3, 255]) }]);
    const { readFileSync } = await import("node:fs");
    const handle = await put(readFileSync(path));
    await bridge.call("raster.add", { handle, name: "carte.mbtiles", crs: "EPSG:32629" });
    await bridge.call("raster.keep", { project, backdrops: [{ handle, opacity: 1, visible: true }], reliefs: [] });
    rmSync(join(folder, "home", "rasters", "files", handle, "data"));
    expect((await bridge.call("raster.list", { project })).value.backdrops[0]).toMatchObject({ missing: true });
    await expect(bridge.call("raster.tiles", { handle, level: 0, tiles: [[0, 0]] })).rejects.toMatchObject({
      kind: "refusal",
      refusal: { code: "raster.missing", params: { name: "carte.mbtiles" } },
    });
  });

  it("a damaged file is refused with its name, and nothing of it stays", async () => {
    const whole = makeRgbTiff(300, 200, place, () => [1, 2, 3, 255]);
    const handle = await put(whole.subarray(0, 90));
    const work = bridge.call("raster.add", { handle, name: "coupé.tif", crs: "EPSG:32629" });
    await expect(work).rejects.toMatchObject({
      kind: "refusal",
      refusal: { code: "raster.damaged", file: "coupé.tif" },
    });
    expect(readdirSync(join(folder, "home", "rasters", "files"))).toEqual([]);
  });

  it("pieces out of turn, and pieces for what is settled, are refused", async () => {
    const handle = await put(makeRgbTiff(8, 8, place, () => [1, 2, 3, 255]));
    const more = { bytes: new Uint8Array(5) };
    await expect(bridge.call("raster.put", { handle, offset: 3 }, more)).rejects.toMatchObject({
      refusal: { code: "raster.out-of-turn" },
    });
    await bridge.call("raster.add", { handle, name: "a.tif", crs: "EPSG:32629" });
    const { size } = (await import("node:fs")).statSync(join(folder, "home", "rasters", "files", handle, "data"));
    await expect(bridge.call("raster.put", { handle, offset: size }, more)).rejects.toMatchObject({
      refusal: { code: "raster.out-of-turn" },
    });
    await expect(bridge.call("raster.put", { handle: "0".repeat(32), offset: 0 }, more)).rejects.toMatchObject({
      refusal: { code: "raster.out-of-turn" },
    });
  });

  it("altitudes come from the first relief that has one", async () => {
    const first = await put(makeHgt((column) => (column < 600 ? 250 : -32768)));
    await bridge.call("raster.add", { handle: first, name: "N12W008.hgt", crs: "EPSG:32629" });
    const second = await put(makeHgt(() => 400));
    await bridge.call("raster.add", { handle: second, name: "N12W008.hgt", crs: "EPSG:32629" });
    await bridge.call("raster.keep", { project, backdrops: [], reliefs: [first, second] });
    const utm = mapCrs("EPSG:32629");
    const mm = ([lon, lat]: readonly [number, number]): number[] =>
      (utm?.fromLonLat(lon, lat) ?? []).map((metre) => metre * 1000);
    const places = [mm([-7.9, 12.5]), mm([-7.1, 12.5]), mm([-9.5, 12.5])].flat();
    const { value } = await bridge.call("raster.altitudes", { project, crs: "EPSG:32629", places });
    expect(value).toEqual({ altitudes: [250, 400, "outside"], sources: [first, second] });
  });
});

describe("the shelf", () => {
  it("sweeps what no project names once it has lain for a day, and nothing else", async () => {
    const shelf = new RasterShelf(join(folder, "shelf"));
    const files = join(folder, "shelf", "files");
    const used = (await shelf.put(undefined, 0, Uint8Array.of(1))).handle;
    const old = (await shelf.put(undefined, 0, Uint8Array.of(2))).handle;
    const fresh = (await shelf.put(undefined, 0, Uint8Array.of(3))).handle;
    await shelf.keep(project, [{ handle: used, opacity: 1, visible: true }], []);
    const now = Date.now();
    for (const handle of [used, old]) utimesSync(join(files, handle), now / 1000 - 90_000, now / 1000 - 90_000);
    shelf.sweep(now);
    expect(readdirSync(files).sort()).toEqual([used, fresh].sort());
  });

  it("takes a damaged list for none", () => {
    const shelf = new RasterShelf(join(folder, "shelf"));
    writeFileSync(join(folder, "shelf", "projects", `${project}.json`), "{nothing");
    expect(shelf.list(project)).toEqual({ backdrops: [], reliefs: [] });
    expect(existsSync(join(folder, "shelf", "files"))).toBe(true);
  });
});

describe("the raster thread", () => {
  it("that gives no sign is ended, and another answers the next question", async () => {
    const path = join(folder, "plain.tif");
    writeFileSync(
      path,
      makeRgbTiff(8, 8, place, () => [1, 2, 3, 255]),
    );
    const impatient = new RasterThread({ silenceMs: 1 });
    await expect(impatient.ask("inspect", { path, name: "plain.tif" })).rejects.toMatchObject({
      kind: "failure",
      refusal: { code: "too-slow" },
    });
    await impatient.close();
    const thread = new RasterThread();
    const { value } = await thread.ask("inspect", { path, name: "plain.tif" });
    expect(value.kind).toBe("tiff");
    await thread.close();
  });
});
