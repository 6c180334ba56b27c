import { type PixelBox, pixelAt, type RasterLevel } from "#core/derived/raster/pyramid";

/** Pixels of a tile, four bytes each (red, green, blue, opacity), rows from the top. */
export interface TilePixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** A picture to be made: what each of its pixels shows. */
export interface WarpTarget {
  readonly width: number;
  readonly height: number;
  /** From a pixel (its middle at a half) to the ground, in the picture's CRS. */
  toSource(x: number, y: number): readonly [x: number, y: number];
}

/** Pixels between two places that are projected exactly; between them the straight line is within a few hundredths of a pixel. */
const STEP = 32;

/** Where a target's mesh falls in a level: columns and rows of the level, one after the other, `NaN` where there is none. */
export interface WarpMesh {
  readonly across: number;
  readonly down: number;
  /** `2 · across · down` numbers. */
  readonly at: Float64Array;
}

/** Projects the mesh of a target into a level. */
export function warpMesh(target: WarpTarget, level: RasterLevel): WarpMesh {
  const across = Math.ceil(target.width / STEP) + 1;
  const down = Math.ceil(target.height / STEP) + 1;
  const at = new Float64Array(2 * across * down);
  const toPixel = pixelAt(level);
  for (let j = 0, k = 0; j < down; j++) {
    for (let i = 0; i < across; i++, k += 2) {
      const [column, row] = toPixel(...target.toSource(i * STEP, j * STEP));
      at[k] = column;
      at[k + 1] = row;
    }
  }
  return { across, down, at };
}

/** Tiles `[column, row]` of a level that a mesh touches. */
export function tilesUnder({ at }: WarpMesh, level: RasterLevel): [column: number, row: number][] {
  const box = pixelsUnder(at, level);
  const tiles: [number, number][] = [];
  if (!box) return tiles;
  const { tileWidth, tileHeight } = level;
  for (let row = Math.floor(box.top / tileHeight); row * tileHeight < box.bottom; row++) {
    for (let column = Math.floor(box.left / tileWidth); column * tileWidth < box.right; column++) {
      tiles.push([column, row]);
    }
  }
  return tiles;
}

function pixelsUnder(at: Float64Array, { columns, rows }: RasterLevel): PixelBox | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < at.length; k += 2) {
    const column = at[k] as number;
    const row = at[k + 1] as number;
    if (column < left) left = column;
    if (column > right) right = column;
    if (row < top) top = row;
    if (row > bottom) bottom = row;
  }
  // One pixel more on each side: neighbours are blended.
  const box = {
    left: Math.max(0, Math.floor(left) - 1),
    top: Math.max(0, Math.floor(top) - 1),
    right: Math.min(columns, Math.ceil(right) + 1),
    bottom: Math.min(rows, Math.ceil(bottom) + 1),
  };
  return box.left < box.right && box.top < box.bottom ? box : undefined;
}

/**
 * Draws a level's tiles into a target: each pixel is blended from the four of the level around it; where the picture
 * ends, a tile is missing or a pixel is transparent, the target stays transparent there.
 *
 * @returns `4 · width · height` bytes
 */
export function warp(
  target: WarpTarget,
  level: RasterLevel,
  mesh: WarpMesh,
  tileAt: (column: number, row: number) => TilePixels | undefined,
): Uint8ClampedArray<ArrayBuffer> {
  const { width, height } = target;
  const out = new Uint8ClampedArray(4 * width * height);
  const { columns, rows, tileWidth, tileHeight } = level;
  let held: TilePixels | undefined;
  let heldColumn = -1;
  let heldRow = -1;
  /** Index of a pixel in `held`, -1 where there is none. */
  const find = (column: number, row: number): number => {
    if (column < 0 || row < 0 || column >= columns || row >= rows) return -1;
    const tileColumn = Math.floor(column / tileWidth);
    const tileRow = Math.floor(row / tileHeight);
    if (tileColumn !== heldColumn || tileRow !== heldRow) {
      held = tileAt(tileColumn, tileRow);
      heldColumn = tileColumn;
      heldRow = tileRow;
    }
    const x = column - tileColumn * tileWidth;
    const y = row - tileRow * tileHeight;
    return held && x < held.width && y < held.height ? 4 * (y * held.width + x) : -1;
  };
  let red = 0;
  let green = 0;
  let blue = 0;
  let opacity = 0;
  let covered = 0;
  const add = (column: number, row: number, share: number): void => {
    const at = find(column, row);
    if (at < 0) return;
    covered += share;
    const { rgba } = held as TilePixels;
    // Colours of transparent pixels say nothing: each counts by its opacity.
    const weight = (rgba[at + 3] as number) * share;
    red += (rgba[at] as number) * weight;
    green += (rgba[at + 1] as number) * weight;
    blue += (rgba[at + 2] as number) * weight;
    opacity += weight;
  };
  for (let y = 0; y < height; y++) {
    const j = Math.floor((y + 0.5) / STEP);
    const v = (y + 0.5 - j * STEP) / STEP;
    for (let i = 0; i * STEP < width; i++) {
      const k = 2 * (j * mesh.across + i);
      const below = k + 2 * mesh.across;
      const mix = (offset: number): number =>
        (mesh.at[k + offset] as number) * (1 - v) + (mesh.at[below + offset] as number) * v;
      const columnStart = mix(0);
      const rowStart = mix(1);
      const columnStep = (mix(2) - columnStart) / STEP;
      const rowStep = (mix(3) - rowStart) / STEP;
      if (!Number.isFinite(columnStart + rowStart + columnStep + rowStep)) continue;
      const end = Math.min(width, (i + 1) * STEP);
      for (let x = i * STEP; x < end; x++) {
        const along = x + 0.5 - i * STEP;
        const column = columnStart + columnStep * along;
        const row = rowStart + rowStep * along;
        if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
        const left = Math.floor(column - 0.5);
        const top = Math.floor(row - 0.5);
        const toRight = column - 0.5 - left;
        const down = row - 0.5 - top;
        red = green = blue = opacity = covered = 0;
        add(left, top, (1 - toRight) * (1 - down));
        add(left + 1, top, toRight * (1 - down));
        add(left, top + 1, (1 - toRight) * down);
        add(left + 1, top + 1, toRight * down);
        if (opacity < 1 || covered < 0.25) continue;
        const to = 4 * (y * width + x);
        out[to] = red / opacity;
        out[to + 1] = green / opacity;
        out[to + 2] = blue / opacity;
        // At the picture's own edge some of the four are missing: what is there counts whole.
        out[to + 3] = opacity / covered;
      }
    }
  }
  return out;
}
