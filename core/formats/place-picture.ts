import { writeWorldFile } from "#core/formats/world-file";
import { type ControlFit, type ControlMethod, fitControl } from "#core/geometry/control-fit";
import type { Position } from "#core/geometry/geometry";

/** A point of a scanned plan that is known on the ground. */
export interface PicturePoint {
  /** Column and row from the upper left corner; a whole number is a pixel's edge. */
  readonly pixel: Position;
  /** Metres. */
  readonly ground: Position;
}

/** Lays a scanned plan on the ground (`fitControl`); its rows are counted down, the ground up. */
export function fitPicture(points: readonly PicturePoint[], method: ControlMethod): ReturnType<typeof fitControl> {
  return fitControl(
    points.map(({ pixel, ground }) => ({ from: [pixel[0], -pixel[1]], to: ground })),
    method,
  );
}

/** The world file of a picture laid by `fitPicture`. */
export function worldOfPicture({ x0, xx, xy, y0, yx, yy }: ControlFit): string {
  return writeWorldFile([x0, xx, -xy, y0, yx, -yy]);
}
