import { runsOfShape } from "#core/formats/content-survey";
import type { OutsideLayer } from "#core/formats/outside-content";
import { twiceArea } from "#core/formats/write/shape-kinds";
import { type Box, emptyBox, growBox } from "#core/geometry/box";

/** What can be compared of content before it is written and when it is read again. Units of its own CRS. */
export interface ContentMeasure {
  /** Objects, those without a shape among them. */
  readonly objects: number;
  readonly shapes: number;
  /** Sum of the areas of polygons: shells less holes. */
  readonly area: number;
  /** Length of all lines and boundaries. */
  readonly length: number;
  readonly box: Box;
  /** Area on the ground, square metres, where the CRS has degrees or metres. */
  readonly areaM2: number;
}

/**
 * Measures all layers of content together.
 *
 * @param alone every shape is an object of its own, every ring a surface: what a drawing makes of it
 */
export function measureOf(layers: readonly OutsideLayer[], alone = false): ContentMeasure {
  const box = emptyBox();
  let [objects, shapes, area, length, areaM2] = [0, 0, 0, 0, 0];
  for (const layer of layers) {
    const isDegrees = layer.crs === "EPSG:4326";
    if (!alone) objects += layer.objects.length;
    for (const object of layer.objects) {
      for (const shape of object.shapes) {
        shapes += alone && shape.kind === "polygon" ? shape.rings.length : 1;
        for (const run of runsOfShape(shape)) growBox(box, run);
        if (shape.kind === "line") length += lengthOf(shape.path, false);
        if (shape.kind !== "polygon") continue;
        shape.rings.forEach((ring, k) => {
          const own = (Math.abs(twiceArea(ring)) / 2) * (k === 0 || alone ? 1 : -1);
          area += own;
          areaM2 += isDegrees ? own * squareDegreeM2(ring[1] ?? 0) : own;
          length += lengthOf(ring, true);
        });
      }
    }
  }
  return { objects: alone ? shapes : objects, shapes, area, length, box, areaM2 };
}

/** How the reading differs from what was written; `undefined` where it does not. */
export function difference(
  written: ContentMeasure,
  read: ContentMeasure,
  reach: number,
): { readonly what: "count" | "area" | "extent"; readonly written: number; readonly read: number } | undefined {
  if (written.objects !== read.objects) return { what: "count", written: written.objects, read: read.objects };
  if (written.shapes !== read.shapes) return { what: "count", written: written.shapes, read: read.shapes };
  const slack = 2 * reach * written.length + 1e-9 * written.area;
  if (!(Math.abs(written.area - read.area) <= slack)) return { what: "area", written: written.area, read: read.area };
  for (let i = 0; i < 4; i++) {
    const [a, b] = [written.box[i] as number, read.box[i] as number];
    // Nothing written and nothing read are both without an end.
    if (a !== b && !(Math.abs(a - b) <= 2 * reach + 1e-12 * Math.abs(a)))
      return { what: "extent", written: a, read: b };
  }
  return undefined;
}

function lengthOf(run: ArrayLike<number>, close: boolean): number {
  const n = run.length;
  let sum = 0;
  for (let i = close ? 0 : 2; i < n; i += 2) {
    const j = (i + n - 2) % n;
    sum += Math.hypot((run[i] as number) - (run[j] as number), (run[i + 1] as number) - (run[j + 1] as number));
  }
  return sum;
}

/** Square metres of a square degree at a latitude, on WGS 84. */
function squareDegreeM2(lat: number): number {
  const [a, e2] = [6_378_137, 0.006_694_379_990_14];
  const phi = (lat * Math.PI) / 180;
  const w2 = 1 - e2 * Math.sin(phi) ** 2;
  const meridian = (a * (1 - e2)) / w2 ** 1.5;
  const parallel = (a * Math.cos(phi)) / Math.sqrt(w2);
  return meridian * parallel * (Math.PI / 180) ** 2;
}
