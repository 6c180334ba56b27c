import type { RasterControl } from "#core/bridge/raster";
import { readEntry } from "#core/derived/written-entry";
import { fitPicture } from "#core/formats/place-picture";
import type { ControlFit, ControlMethod } from "#core/geometry/control-fit";
import type { Position } from "#core/geometry/geometry";

/** One control point of a scan, as far as it has come. */
export interface ScanPoint {
  /** Column and row of the picture, from its upper left corner. */
  readonly pixel?: Position;
  /** Where it stands on the ground, as typed: X;Y in metres. */
  readonly ground: string;
}

/** A fit of a scan, and the residual of each whole point by its place in the list. */
export interface ScanFit extends ControlFit {
  readonly residualOf: ReadonlyMap<number, number>;
}

/** Ground of a point, metres; `undefined` while it is not written whole. */
export function groundOf({ ground }: ScanPoint): Position | undefined {
  const entry = readEntry(ground);
  return entry?.kind === "place" ? [entry.xM, entry.yM] : undefined;
}

/** Fits what there is so far. */
export function fitScan(points: readonly ScanPoint[], method: ControlMethod): ScanFit | "too-few" | "flat" {
  const whole = points.flatMap((point, i) => {
    const ground = groundOf(point);
    return point.pixel && ground ? [{ i, pixel: point.pixel, ground }] : [];
  });
  const fit = fitPicture(whole, method);
  if (typeof fit === "string") return fit;
  return { ...fit, residualOf: new Map(whole.map(({ i }, k) => [i, fit.residualsM[k] as number])) };
}

/** What is kept of a fit beside the picture. */
export function controlOf(points: readonly ScanPoint[], { method, rmsM, residualOf }: ScanFit): RasterControl {
  const kept = points.flatMap((point, i) => {
    const ground = groundOf(point);
    const residualM = residualOf.get(i);
    if (!point.pixel || !ground || residualM === undefined) return [];
    return [{ column: point.pixel[0], row: point.pixel[1], x: ground[0], y: ground[1], residualM }];
  });
  return { method, points: kept, rmsM };
}
