import { gpxPosition, walkGpx, writtenPosition } from "#core/formats/gpx/walk-gpx";
import type { ListedPoint, PointList } from "#core/formats/points/point-list";
import { textOf } from "#core/formats/xml/read-xml";

/**
 * Reads the waypoints of a GPX file as a list of points; tracks and routes are left out.
 *
 * @throws RefusalError `xml.…`, `gpx.not-gpx` with the line
 */
export function readGpxPoints(text: string, file: string): PointList {
  const points: ListedPoint[] = [];
  const unread: { line: number; text: string }[] = [];
  walkGpx(new TextEncoder().encode(text), file, {
    wpt(node) {
      const at = gpxPosition(node);
      if (!at) {
        unread.push({ line: node.line, text: writtenPosition(node) });
        return;
      }
      const number = textOf(node, "name")?.slice(0, 80);
      const height = textOf(node, "ele");
      points.push({
        x: at[0],
        y: at[1],
        line: node.line,
        ...(number === undefined ? {} : { number }),
        ...(height === undefined ? {} : { z: at[2] }),
      });
    },
  });
  return { format: "gpx", points, unit: "deg", unread };
}
