import type { OutsideLayer, OutsideShape } from "#core/formats/outside-content";
import type { OutsideFeature } from "#core/formats/outside-feature";
import type { Projection } from "#core/geometry/crs";
import type { CrsTransform } from "#core/geometry/crs-transform";
import type { Geometry } from "#core/geometry/geometry";
import { reachOfCrs } from "#core/geometry/projection-reach";
import { oriented } from "#core/geometry/ring";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";

/** Largest coordinate that is still taken for one, metres. */
const MOST_METRES = 1e8;

/**
 * The objects of an outside layer on the project's grid: reprojected, rounded to the millimetre, each part of a
 * multiple shape apart, no vertex twice in a row, turned as stored. A part of which nothing is left is counted.
 *
 * @param from door of the layer's CRS; `undefined` when it is the project's own
 * @param file for refusals
 * @param leave told of parts that the project's CRS does not reach: they are left out and counted. Without it, they are
 *   refused
 * @throws RefusalError `geojson.outside`, `geojson.not-degrees` (with layer, feature and line) for a position the
 * project's CRS does not reach
 */
export function toGrid(
  layer: OutsideLayer,
  from: CrsTransform | undefined,
  projection: Projection,
  file: string,
  leave?: (why: Refusal) => void,
): OutsideFeature[] {
  const reaches = reachOfCrs(projection.crs);
  const put = (x: number, y: number): readonly [number, number] | undefined => {
    // `+ 0` makes of −0 the 0 that JSON keeps.
    if (!from) {
      return Math.abs(x) <= MOST_METRES && Math.abs(y) <= MOST_METRES
        ? [Math.round(x * 1000) + 0, Math.round(y * 1000) + 0]
        : undefined;
    }
    const [lon, lat] = from.toLonLat(x, y);
    if (!Number.isFinite(lon) || !Number.isFinite(lat) || !reaches(lon, lat)) return undefined;
    const at = projection.toGrid(lon, lat);
    return Number.isFinite(at[0]) && Number.isFinite(at[1]) ? at : undefined;
  };
  return layer.objects.map(({ feature, line, values, shapes }) => {
    const runOnGrid = (run: ArrayLike<number>): number[] => {
      const grid: number[] = [];
      for (let i = 0; i + 1 < run.length; i += 2) {
        const x = run[i] as number;
        const y = run[i + 1] as number;
        const at = put(x, y);
        if (!at) {
          const place = { file, layer: layer.name, feature, ...(line === undefined ? {} : { line }) };
          throw new RefusalError(refuse(faultOf(x, y, from), { ...place, params: { x, y } }));
        }
        const n = grid.length;
        if (n < 2 || at[0] !== grid[n - 2] || at[1] !== grid[n - 1]) grid.push(at[0], at[1]);
      }
      return grid;
    };
    const parts: Geometry[] = [];
    let collapsed = 0;
    let outside = 0;
    for (const shape of shapes) {
      try {
        const part = partOf(shape, runOnGrid);
        if (part) parts.push(part);
        else collapsed++;
      } catch (thrown) {
        if (!leave || !(thrown instanceof RefusalError)) throw thrown;
        leave(thrown.refusal);
        outside++;
      }
    }
    const place = line === undefined ? {} : { line };
    return { feature, ...place, values, parts, collapsed, ...(outside > 0 ? { outside } : {}) };
  });
}

/** Metres without a word about it are the commonest fault of files in degrees. */
function faultOf(x: number, y: number, from: CrsTransform | undefined): string {
  const metres = from?.toLonLat(x, y)[0] === x && (Math.abs(x) > 180 || Math.abs(y) > 90);
  return metres ? "geojson.not-degrees" : "geojson.outside";
}

/** One shape as it is stored; `undefined` when nothing of it is left. */
function partOf(shape: OutsideShape, runOnGrid: (run: ArrayLike<number>) => number[]): Geometry | undefined {
  if (shape.kind === "point") {
    const [x = 0, y = 0] = runOnGrid(shape.at);
    return { kind: "point", at: [x, y] };
  }
  if (shape.kind === "line") {
    const path = runOnGrid(shape.path);
    return path.length >= 4 ? { kind: "line", path } : undefined;
  }
  const rings = shape.rings.map((ring) => {
    const grid = runOnGrid(ring);
    const n = grid.length;
    if (n > 2 && grid[0] === grid[n - 2] && grid[1] === grid[n - 1]) grid.length = n - 2;
    return grid.length >= 6 && !isFlat(grid) ? grid : undefined;
  });
  const [shell, ...holes] = rings;
  return shell && { kind: "polygon", rings: oriented([shell, ...holes.filter((hole) => hole !== undefined)]) };
}

/** Whether a ring lies on one line. One that crosses itself may have no area and is none of these. */
function isFlat(ring: readonly number[]): boolean {
  const [x = 0, y = 0, nextX = 0, nextY = 0] = ring;
  for (let i = 4; i < ring.length; i += 2) {
    if ((nextX - x) * ((ring[i + 1] as number) - y) !== (nextY - y) * ((ring[i] as number) - x)) return false;
  }
  return true;
}
