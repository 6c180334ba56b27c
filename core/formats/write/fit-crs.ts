import { runsOfShape } from "#core/formats/content-survey";
import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer, OutsideShape } from "#core/formats/outside-content";
import type { WritableFormat } from "#core/formats/write/writable-formats";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { utmCrsAt } from "#core/geometry/crs";
import { type CrsTransform, transformOf } from "#core/geometry/crs-transform";
import { RefusalError, refuse } from "#core/model/refusal";

/** CRS of what is written. */
export interface CrsWish {
  /** CRS asked for; that of each layer when absent. */
  readonly to?: string | undefined;
  /** CRS of layers that say none. */
  readonly from?: string | undefined;
  /** Name of the file, for refusals. */
  readonly file: string;
}

const DEGREES = "EPSG:4326";

/**
 * Content in the CRS its file will have: the one asked for, the layer's own, degrees where the format holds nothing
 * else, metres of the UTM zone where it must not hold degrees. Heights stay as they are.
 *
 * @throws RefusalError `write.unknown-crs`, `write.no-crs`, `write.outside-crs` with layer and feature
 */
export function fitCrs(
  content: OutsideContent,
  { crs }: Pick<WritableFormat, "crs">,
  wish: CrsWish,
): { readonly content: OutsideContent; readonly warnings: readonly SurveyWarning[] } {
  const warnings: SurveyWarning[] = [];
  const layers = content.layers.map((layer) => {
    const extent = extentOf(layer);
    // A table has no positions to be turned.
    if (!extent) return layer;
    // Small numbers are taken for degrees only where something has to be known.
    const needed = crs === "degrees" || wish.to !== undefined;
    const from = layer.crs ?? wish.from ?? (needed && isDegrees(extent) ? DEGREES : null);
    const to = targetOf(from, crs, wish.to, extent);
    if (from === null) {
      // Nothing says where it is: the numbers are handed on, or taken for what was asked for.
      if (crs === "degrees") throw new RefusalError(refuse("write.no-crs", { file: wish.file, layer: layer.name }));
      if (to !== null) warnings.push({ code: "write.crs-assumed", count: 1, params: { layer: layer.name, crs: to } });
      return { ...layer, crs: to };
    }
    if (layer.crs === null && wish.from === undefined) {
      warnings.push({ code: "write.crs-assumed", count: 1, params: { layer: layer.name, crs: from } });
    }
    if (to === null || sameCrs(from, to)) return { ...layer, crs: from };
    if (crs === "metres" && wish.to === undefined) {
      warnings.push({ code: "write.to-metres", count: 1, params: { layer: layer.name, crs: to } });
    }
    return turned({ ...layer, crs: to }, doorOf(from, layer, wish), doorOf(to, layer, wish), wish);
  });
  return { content: { ...content, layers }, warnings };
}

function targetOf(
  from: string | null,
  holds: WritableFormat["crs"],
  asked: string | undefined,
  extent: Box,
): string | null {
  if (holds === "degrees") return DEGREES;
  const wanted = asked?.toUpperCase() ?? from;
  if (holds !== "metres" || wanted === null || !sameCrs(wanted, DEGREES)) return wanted;
  // A drawing in degrees is of no use: its units are metres.
  const [minX, minY, maxX, maxY] = from !== null && sameCrs(from, DEGREES) ? extent : [0, 0, 0, 0];
  return utmCrsAt((minX + maxX) / 2, (minY + maxY) / 2).code;
}

function sameCrs(a: string, b: string): boolean {
  const plain = (crs: string): string => (/^OGC:CRS84$/i.test(crs) ? DEGREES : crs.toUpperCase());
  return plain(a) === plain(b);
}

function doorOf(crs: string, { name }: OutsideLayer, { file }: CrsWish): CrsTransform {
  const door = transformOf(crs);
  if (door) return door;
  throw new RefusalError(refuse("write.unknown-crs", { file, layer: name, params: { crs: crs.slice(0, 80) } }));
}

function turned(layer: OutsideLayer, from: CrsTransform, to: CrsTransform, { file }: CrsWish): OutsideLayer {
  const objects = layer.objects.map((object) => {
    const run = (positions: ArrayLike<number>): number[] => {
      const out: number[] = [];
      for (let i = 0; i + 1 < positions.length; i += 2) {
        const [lon, lat] = from.toLonLat(positions[i] as number, positions[i + 1] as number);
        const [x, y] = to.fromLonLat(lon, lat);
        if (!Number.isFinite(x) || !Number.isFinite(y)) {
          const params = { crs: String(layer.crs), x: positions[i] as number, y: positions[i + 1] as number };
          throw new RefusalError(
            refuse("write.outside-crs", { file, layer: layer.name, feature: object.feature, params }),
          );
        }
        out.push(x, y);
      }
      return out;
    };
    const shapes = object.shapes.map((shape): OutsideShape => {
      if (shape.kind === "point") return { ...shape, at: run(shape.at) as [number, number] };
      return shape.kind === "line" ? { ...shape, path: run(shape.path) } : { ...shape, rings: shape.rings.map(run) };
    });
    return { ...object, shapes };
  });
  return { ...layer, objects };
}

function isDegrees([minX, minY, maxX, maxY]: Box): boolean {
  return minX >= -180 && minY >= -90 && maxX <= 180 && maxY <= 90;
}

function extentOf({ objects }: OutsideLayer): Box | undefined {
  const box = emptyBox();
  for (const { shapes } of objects) for (const shape of shapes) for (const run of runsOfShape(shape)) growBox(box, run);
  return box[0] <= box[2] ? box : undefined;
}
