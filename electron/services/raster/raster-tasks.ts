import { renameSync, writeFileSync } from "node:fs";
import type { Altitude, RasterAbout } from "#core/bridge/raster";
import { mapCrs } from "#core/geometry/map-crs";
import { type OpenRaster, openRaster, type RasterFile } from "#services/raster/open-raster";
import { rasterRefusal, readingRaster } from "#services/raster/raster-refusal";
import { isZip, unpackHgt } from "#services/raster/unpack-hgt";

/** What the raster thread can be asked, by name. Each gets a value and gives a value and bytes. */
export const rasterTasks = {
  /** What a file is. The SRTM tile of a ZIP takes the ZIP's place. */
  async inspect(file: RasterFile): Promise<{ value: RasterAbout }> {
    return readingRaster(file.name, async () => {
      let { name } = file;
      if (isZip(file.path)) {
        const member = unpackHgt(file.path, file.name);
        writeFileSync(`${file.path}.part`, member.bytes, { mode: 0o600 });
        renameSync(`${file.path}.part`, file.path);
        name = member.name;
      }
      return { value: (await held({ ...file, name })).about };
    });
  },

  /** Tiles of one level; bytes: one after the other. A length of 0: there is none. */
  async tiles(order: {
    readonly file: RasterFile;
    readonly level: number;
    readonly tiles: readonly (readonly [number, number])[];
  }): Promise<{ value: number[]; bytes: Uint8Array }> {
    const { file, level, tiles } = order;
    return readingRaster(file.name, async () => {
      const { tile } = await held(file);
      if (!tile) throw rasterRefusal("not-colours", file.name);
      const parts: Uint8Array[] = [];
      for (const [column, row] of tiles) parts.push((await tile(level, column, row)) ?? new Uint8Array(0));
      return { value: parts.map(({ length }) => length), bytes: Buffer.concat(parts) };
    });
  },

  /** Altitudes at places of a project, from the first file that has one; which file answered most. */
  async altitudes(order: {
    readonly files: readonly RasterFile[];
    /** CRS of the places. */
    readonly crs: string;
    /** Flat, millimetres. */
    readonly places: readonly number[];
  }): Promise<{ value: { altitudes: Altitude[]; used: number[] } }> {
    const door = mapCrs(order.crs);
    if (!door) throw new RangeError(`unknown CRS ${order.crs}`);
    const used = order.files.map(() => 0);
    const altitudes: Altitude[] = [];
    for (let i = 0; i + 1 < order.places.length; i += 2) {
      const [lon, lat] = door.toLonLat((order.places[i] as number) / 1000, (order.places[i + 1] as number) / 1000);
      let answer: Altitude = "outside";
      for (const [index, file] of order.files.entries()) {
        const found = await readingRaster(file.name, async () => (await held(file)).sampler?.at(lon, lat));
        if (found === undefined) continue;
        if (Number.isNaN(found)) answer = "void";
        else {
          answer = found;
          used[index] = (used[index] as number) + 1;
          break;
        }
      }
      altitudes.push(answer);
    }
    return { value: { altitudes, used } };
  },

  /** Lets go of a file, so that it can be removed. */
  async forget({ path }: { readonly path: string }): Promise<{ value: null }> {
    open.get(path)?.close();
    open.delete(path);
    return { value: null };
  },
} as const;

export type RasterTasks = typeof rasterTasks;
export type RasterTaskName = keyof RasterTasks;

const open = new Map<string, OpenRaster>();
const MOST_OPEN = 16;

/** The file, open; the one used longest ago is closed for it. */
async function held(file: RasterFile): Promise<OpenRaster> {
  const kept = open.get(file.path);
  if (kept) {
    open.delete(file.path);
    open.set(file.path, kept);
    return kept;
  }
  const made = await openRaster(file);
  open.set(file.path, made);
  const [oldest] = open;
  if (open.size > MOST_OPEN && oldest) {
    oldest[1].close();
    open.delete(oldest[0]);
  }
  return made;
}
