import type { BackdropDraw, BackdropOrder, BackdropWord, TileAt } from "#core/bridge/backdrop-work";
import type { RasterAbout } from "#core/bridge/raster";
import { groundDoor, levelFor, type RasterLevel } from "#core/derived/raster/pyramid";
import { type TilePixels, tilesUnder, type WarpMesh, type WarpTarget, warp, warpMesh } from "#core/derived/raster/warp";
import { pictureSize } from "#core/formats/picture-head";
import { type Projection, projectionOf } from "#core/geometry/crs";

// Draws backdrops into the project's grid, so that the window need not: asks for tiles it lacks, unpacks and keeps
// them, and hands a picture back.

interface Plan {
  readonly draw: BackdropDraw;
  readonly number: number;
  readonly level: RasterLevel;
  readonly target: WarpTarget;
  readonly mesh: WarpMesh;
  readonly wanted: readonly TileAt[];
}

/** Memory that unpacked tiles may take, bytes. */
const KEPT_BYTES = 80 * 1024 * 1024;
/** More tiles than this are no view of the ground but a view from space. */
const MOST_TILES = 300;
/** Tiles asked for at once. */
const BATCH = 16;
/** Widest side of a packed tile. */
const MOST_TILE_PX = 1024;

const abouts = new Map<string, RasterAbout>();
const plans = new Map<string, Plan>();
const kept = new Map<string, TilePixels | null>();
let keptBytes = 0;
/** Pictures that come in one piece, unpacked. */
const wholes = new Map<string, ImageBitmap>();
const onTheWay = new Set<string>();
const projections = new Map<string, Projection>();

self.onmessage = ({ data }: MessageEvent<BackdropOrder>) => {
  void hear(data).catch((error: unknown) => {
    // A picture that cannot be drawn stays away; the plan goes on.
    console.error("backdrop:", error);
  });
};

async function hear(order: BackdropOrder): Promise<void> {
  switch (order.kind) {
    case "draw":
      abouts.set(order.handle, order.about);
      return begin(order);
    case "tiles": {
      let at = 0;
      for (const [index, tile] of order.tiles.entries()) {
        const length = order.lengths[index] ?? 0;
        const bytes = order.bytes.subarray(at, at + length);
        at += length;
        const key = keyOf(order.handle, order.level, tile);
        onTheWay.delete(key);
        await take(order.handle, order.level, tile, bytes);
      }
      return finish(order.handle);
    }
    case "no-tiles":
      for (const tile of order.tiles) {
        const key = keyOf(order.handle, order.level, tile);
        onTheWay.delete(key);
        keep(key, null);
      }
      await finish(order.handle);
      for (const tile of order.tiles) drop(keyOf(order.handle, order.level, tile));
      return;
    case "forget":
      plans.delete(order.handle);
      abouts.delete(order.handle);
      wholes.get(order.handle)?.close();
      wholes.delete(order.handle);
      for (const key of [...kept.keys()]) if (key.startsWith(`${order.handle}/`)) drop(key);
  }
}

async function begin(draw: BackdropDraw): Promise<void> {
  const { about, frame, handle, job } = draw;
  const projection = projections.get(draw.crs) ?? projectionOf(draw.crs);
  projections.set(draw.crs, projection);
  const door = groundDoor(projection, about.crs);
  const target: WarpTarget = {
    width: frame.width,
    height: frame.height,
    toSource: (x, y) => door(frame.left + x * frame.mmPerPx, frame.top - y * frame.mmPerPx),
  };
  const [ax, ay] = target.toSource(frame.width / 2, frame.height / 2);
  const [bx, by] = target.toSource(frame.width / 2 + 1, frame.height / 2);
  const number = levelFor({ crs: about.crs, levels: about.levels }, Math.hypot(bx - ax, by - ay));
  const level = about.levels[number];
  if (!level) return say({ kind: "drawn", job, handle });
  const mesh = warpMesh(target, level);
  const wanted = inside(tilesUnder(mesh, level), level, about);
  if (wanted.length === 0) return say({ kind: "drawn", job, handle });
  if (wanted.length > MOST_TILES) return say({ kind: "drawn", job, handle, far: true });
  plans.set(handle, { draw, number, level, target, mesh, wanted });
  if (about.kind === "picture") {
    if (!wholes.has(handle)) return want(handle, 0, [[0, 0]]);
    for (const tile of wanted) if (!kept.has(keyOf(handle, number, tile))) cut(handle, number, tile);
    return finish(handle);
  }
  want(
    handle,
    number,
    wanted.filter((tile) => !kept.has(keyOf(handle, number, tile))),
  );
  return finish(handle);
}

/** Tiles that touch what the file says it covers: an MBTiles has the whole Earth's columns and rows. */
function inside(tiles: readonly TileAt[], level: RasterLevel, { kind, extent }: RasterAbout): readonly TileAt[] {
  if (kind !== "mbtiles") return tiles;
  const [x0, xc, , y0, , yr] = level.affine;
  const [west, south, east, north] = extent;
  return tiles.filter(([column, row]) => {
    const left = x0 + column * level.tileWidth * xc;
    const top = y0 + row * level.tileHeight * yr;
    return left < east && left + level.tileWidth * xc > west && top > south && top + level.tileHeight * yr < north;
  });
}

function want(handle: string, level: number, tiles: readonly TileAt[]): void {
  const missing = tiles.filter((tile) => !onTheWay.has(keyOf(handle, level, tile)));
  for (const tile of missing) onTheWay.add(keyOf(handle, level, tile));
  for (let i = 0; i < missing.length; i += BATCH)
    say({ kind: "want", handle, level, tiles: missing.slice(i, i + BATCH) });
}

async function take(handle: string, level: number, tile: TileAt, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const about = abouts.get(handle);
  const shape = about?.levels[level];
  if (!about || !shape) return;
  const key = keyOf(handle, level, tile);
  if (about.kind === "picture") {
    wholes.get(handle)?.close();
    wholes.set(handle, await createImageBitmap(new Blob([bytes])));
    const plan = plans.get(handle);
    for (const each of plan?.wanted ?? []) cut(handle, plan?.number ?? 0, each);
    return;
  }
  if (bytes.length === 0) return keep(key, null);
  if (about.kind === "tiff") {
    const width = Math.min(shape.tileWidth, shape.columns - tile[0] * shape.tileWidth);
    const height = Math.min(shape.tileHeight, shape.rows - tile[1] * shape.tileHeight);
    if (bytes.length !== 4 * width * height) return keep(key, null);
    return keep(key, { width, height, rgba: new Uint8ClampedArray(bytes.slice().buffer) });
  }
  const size = pictureSize(bytes);
  if (size && (size.width > MOST_TILE_PX || size.height > MOST_TILE_PX)) return keep(key, null);
  try {
    const picture = await createImageBitmap(new Blob([bytes]));
    const fits = picture.width <= MOST_TILE_PX && picture.height <= MOST_TILE_PX;
    keep(key, fits ? pixelsOf(picture, 0, 0, picture.width, picture.height, shape.tileWidth, shape.tileHeight) : null);
    picture.close();
  } catch {
    // A tile that is no picture leaves a hole, not an end.
    keep(key, null);
  }
}

function cut(handle: string, number: number, tile: TileAt): void {
  const whole = wholes.get(handle);
  const level = abouts.get(handle)?.levels[number];
  if (!whole || !level) return;
  const left = tile[0] * level.tileWidth;
  const top = tile[1] * level.tileHeight;
  const width = Math.min(level.tileWidth, level.columns - left);
  const height = Math.min(level.tileHeight, level.rows - top);
  const across = whole.width / level.columns;
  const down = whole.height / level.rows;
  keep(
    keyOf(handle, number, tile),
    pixelsOf(whole, left * across, top * down, width * across, height * down, width, height),
  );
}

function pixelsOf(
  picture: ImageBitmap,
  x: number,
  y: number,
  w: number,
  h: number,
  width: number,
  height: number,
): TilePixels {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this window gives no 2D canvas");
  context.imageSmoothingQuality = "medium";
  context.drawImage(picture, x, y, w, h, 0, 0, width, height);
  return { width, height, rgba: context.getImageData(0, 0, width, height).data };
}

/** Draws the latest plan of a backdrop once all its tiles are there. */
async function finish(handle: string): Promise<void> {
  const plan = plans.get(handle);
  if (!plan?.wanted.every((tile) => kept.has(keyOf(handle, plan.number, tile)))) return;
  plans.delete(handle);
  const { draw, level, target, mesh, number } = plan;
  const drawn = warp(target, level, mesh, (column, row) => {
    const key = keyOf(handle, number, [column, row]);
    const tile = kept.get(key);
    if (tile) {
      // The latest used goes to the end.
      kept.delete(key);
      kept.set(key, tile);
    }
    return tile ?? undefined;
  });
  tidy();
  const picture = await createImageBitmap(new ImageData(drawn, target.width, target.height));
  say({ kind: "drawn", job: draw.job, handle, picture }, [picture]);
}

function keep(key: string, tile: TilePixels | null): void {
  drop(key);
  kept.set(key, tile);
  keptBytes += tile?.rgba.byteLength ?? 64;
}

function drop(key: string): void {
  const tile = kept.get(key);
  if (tile === undefined) return;
  kept.delete(key);
  keptBytes -= tile?.rgba.byteLength ?? 64;
}

/** Lets go of the tiles used longest ago, but of none that a plan waits with. */
function tidy(): void {
  const needed = new Set(
    [...plans.values()].flatMap(({ draw, number, wanted }) => wanted.map((tile) => keyOf(draw.handle, number, tile))),
  );
  for (const key of kept.keys()) {
    if (keptBytes <= KEPT_BYTES) break;
    if (!needed.has(key)) drop(key);
  }
}

function keyOf(handle: string, level: number, [column, row]: TileAt): string {
  return `${handle}/${level}/${column}/${row}`;
}

function say(word: BackdropWord<ImageBitmap>, moved: Transferable[] = []): void {
  self.postMessage(word, { transfer: moved });
}
