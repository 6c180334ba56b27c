import type { PointList } from "#core/formats/points/point-list";
import { readGpxPoints } from "#core/formats/points/read-gpx-points";
import { readPointList } from "#core/formats/points/read-point-list";

/** Whether a text is a GPX file, by its root. */
export function isGpx(text: string): boolean {
  return /^\uFEFF?[\s\S]{0,2000}?<gpx[\s>/]/.test(text);
}

/** Reads points from a GPX file or a list, told by the content. @throws RefusalError `xml.…`, `gpx.not-gpx` */
export function readPoints(text: string, file: string): PointList {
  return isGpx(text) ? readGpxPoints(text, file) : readPointList(text);
}
