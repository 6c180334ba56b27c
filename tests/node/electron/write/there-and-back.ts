import { basename, join } from "node:path";
import type { OutsideContent, OutsideLayer, OutsideShape } from "#core/formats/outside-content";
import { type FormatId, formatOfId } from "#core/formats/write/writable-formats";
import { transformOf } from "#core/geometry/crs-transform";
import { gdalDoor } from "#services/gdal/gdal-door";
import { readOutsideContent } from "#services/outside/read-content";
import { Once } from "#services/write/once";
import { type WrittenFile, writeFile } from "#services/write/write-file";

const TIME = "2026-11-22T08:00:00.000Z";

/** Writes content as a file of a format in a folder. */
export function written(content: OutsideContent, id: FormatId, folder: string, name = "essai"): Promise<WrittenFile> {
  const format = formatOfId(id);
  const ending = format.endings[0] as string;
  return writeFile({
    content: new Once(content),
    path: join(folder, `${name}${ending}`),
    format,
    ending,
    crs: { file: name },
    options: { lang: "fr", title: name, time: TIME },
    tools: { temp: folder, gdal: gdalDoor().ask },
  });
}

/** Reads a file as its readers do. */
export function read(path: string, folder: string): Promise<OutsideContent> {
  return readOutsideContent({ path, name: basename(path) }, {}, { temp: folder, gdal: gdalDoor().ask });
}

/** Area of each object, square metres in a CRS, its shapes turned there from where they are. */
export function areasIn(layer: OutsideLayer, crs: string): number[] {
  const from = transformOf(layer.crs ?? crs);
  const to = transformOf(crs);
  const turn = (x: number, y: number): readonly [number, number] => {
    if (!from || !to || (layer.crs ?? crs) === crs) return [x, y];
    return to.fromLonLat(...from.toLonLat(x, y));
  };
  return layer.objects.map(({ shapes }) => shapes.reduce((sum, shape) => sum + areaOf(shape, turn), 0));
}

function areaOf(shape: OutsideShape, turn: (x: number, y: number) => readonly [number, number]): number {
  // A track along a boundary is closed: its area is that of what it goes around.
  const rings = shape.kind === "polygon" ? shape.rings : shape.kind === "line" ? [shape.path] : [];
  let area = 0;
  rings.forEach((ring, k) => {
    const positions = Array.from({ length: ring.length / 2 }, (_, i) =>
      turn(ring[2 * i] as number, ring[2 * i + 1] as number),
    );
    const [ox, oy] = positions[0] ?? [0, 0];
    let twice = 0;
    positions.forEach(([x, y], i) => {
      const [nx, ny] = positions[(i + 1) % positions.length] as readonly [number, number];
      twice += (x - ox) * (ny - oy) - (nx - ox) * (y - oy);
    });
    area += (Math.abs(twice) / 2) * (k === 0 ? 1 : -1);
  });
  return area;
}
