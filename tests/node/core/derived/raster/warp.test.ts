import { describe, expect, it } from "vitest";
import { boxInProject, groundDoor, levelFor, type Pyramid, type RasterLevel } from "#core/derived/raster/pyramid";
import { type TilePixels, tilesUnder, warp, warpMesh } from "#core/derived/raster/warp";
import { projectionOf } from "#core/geometry/crs";
import { mapCrs, WEB_MERCATOR_HALF_M } from "#core/geometry/map-crs";

/** A level at zoom 17 of web maps. */
const side = 2 ** 17 * 256;
const step = (2 * WEB_MERCATOR_HALF_M) / side;
const level: RasterLevel = {
  columns: side,
  rows: side,
  tileWidth: 256,
  tileHeight: 256,
  affine: [-WEB_MERCATOR_HALF_M, step, 0, WEB_MERCATOR_HALF_M, 0, -step],
};

/** Each pixel tells where it is: its column and row, low byte each. */
const tileAt = (column: number, row: number): TilePixels => {
  const rgba = new Uint8ClampedArray(4 * 256 * 256);
  for (let i = 0; i < 256 * 256; i++)
    rgba.set([i % 256, Math.floor(i / 256), (column + row) % 2 ? 200 : 100, 255], 4 * i);
  return { width: 256, height: 256, rgba };
};

describe("drawing a picture into a project's grid", () => {
  const projection = projectionOf("EPSG:32629");
  const [left, top] = projection.toGrid(-8, 12.6);
  const mmPerPx = 1000;
  const door = groundDoor(projection, "EPSG:3857");
  const target = {
    width: 300,
    height: 200,
    toSource: (x: number, y: number) => door(left + x * mmPerPx, top - y * mmPerPx),
  };

  it("puts each pixel within a hundredth where it belongs, though only a mesh is projected", () => {
    const mesh = warpMesh(target, level);
    const drawn = warp(target, level, mesh, tileAt);
    for (const [x, y] of [
      [0, 0],
      [150, 77],
      [299, 199],
      [16, 140],
    ] as const) {
      const [mx, my] = target.toSource(x + 0.5, y + 0.5);
      const column = (mx + WEB_MERCATOR_HALF_M) / step;
      const row = (WEB_MERCATOR_HALF_M - my) / step;
      const at = 4 * (y * 300 + x);
      const inTile = (pixel: number): number => pixel - 0.5 - 256 * Math.floor((pixel - 0.5) / 256);
      // Where two tiles meet, the blend of 255 and 0 says nothing.
      if (inTile(column) < 254) expect(Math.abs((drawn[at] as number) - inTile(column))).toBeLessThanOrEqual(0.6);
      if (inTile(row) < 254) expect(Math.abs((drawn[at + 1] as number) - inTile(row))).toBeLessThanOrEqual(0.6);
      expect(drawn[at + 3]).toBe(255);
    }
  });

  it("asks for the tiles under the target and no others, and leaves missing ones transparent", () => {
    const mesh = warpMesh(target, level);
    const wanted = tilesUnder(mesh, level);
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.length).toBeLessThan(9);
    const asked = new Set<string>();
    warp(target, level, mesh, (column, row) => {
      asked.add(`${column}/${row}`);
      return undefined;
    });
    const named = new Set(wanted.map(([column, row]) => `${column}/${row}`));
    expect([...asked].filter((one) => !named.has(one))).toEqual([]);
    const none = warp(target, level, mesh, () => undefined);
    expect(none.every((byte) => byte === 0)).toBe(true);
  });

  it("blends colours by their opacity: a transparent neighbour lends none of its own", () => {
    const small: RasterLevel = { columns: 2, rows: 1, tileWidth: 2, tileHeight: 1, affine: [0, 1, 0, 1, 0, -1] };
    const rgba = Uint8ClampedArray.of(200, 100, 50, 255, 0, 0, 0, 0);
    const flat = { width: 8, height: 4, toSource: (x: number, y: number) => [x / 4, 1 - y / 4] as const };
    const drawn = warp(flat, small, warpMesh(flat, small), () => ({ width: 2, height: 1, rgba }));
    expect([...drawn.subarray(0, 4)]).toEqual([200, 100, 50, 255]);
    expect([...drawn.subarray(4 * 7, 4 * 8)]).toEqual([0, 0, 0, 0]);
  });
});

describe("levels and doors", () => {
  const pyramid: Pyramid = {
    crs: "EPSG:32629",
    levels: [1, 2, 4, 8].map((step) => ({
      columns: 4096 / step,
      rows: 4096 / step,
      tileWidth: 256,
      tileHeight: 256,
      affine: [600_000, step, 0, 1_400_000, 0, -step] as const,
    })),
  };

  it.each([
    [0.2, 0],
    [1, 0],
    [2.5, 1],
    [3.5, 2],
    [100, 3],
  ])("at %d m a pixel the level is number %d", (perPx, index) => {
    expect(levelFor(pyramid, perPx)).toBe(index);
  });

  it("knows where a picture lies in a project, whatever its CRS", () => {
    expect(boxInProject(pyramid, projectionOf("EPSG:32629"))).toEqual([
      600_000_000, 1_395_904_000, 604_096_000, 1_400_000_000,
    ]);
    const beside = boxInProject(pyramid, projectionOf("EPSG:32628"));
    expect(beside?.[0]).toBeGreaterThan(1_200_000_000);
  });

  it.each(["EPSG:3857", "EPSG:4326", "EPSG:32629"])("goes through %s and back", (code) => {
    const crs = mapCrs(code);
    const [lon, lat] = crs?.toLonLat(...crs.fromLonLat(-7.25, 12.75)) ?? [];
    expect(lon).toBeCloseTo(-7.25, 7);
    expect(lat).toBeCloseTo(12.75, 7);
  });

  it("web maps' own numbers are PROJ's", () => {
    // echo 12.75 -7.25 | cs2cs EPSG:4326 EPSG:3857
    const [x, y] = mapCrs("EPSG:3857")?.fromLonLat(-7.25, 12.75) ?? [0, 0];
    expect(x).toBeCloseTo(-807066.31, 1);
    expect(y).toBeCloseTo(1431184.64, 1);
  });
});
