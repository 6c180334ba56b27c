import { colourOf } from "#core/features/palette";
import { featuresIn } from "#core/formats/plan/ground-marks";
import type { LabelRoom, Slab } from "#core/formats/plan/label-room";
import type { MapWindow } from "#core/formats/plan/map-window";
import { centroidInside } from "#core/formats/plan/polygon-middle";
import type { Mark } from "#core/formats/plan/sheet-marks";
import { CAP_HEIGHT, textWidth } from "#core/formats/plan/text-width";
import { boxOf } from "#core/geometry/box";
import type { PolygonGeometry, Position } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";

/**
 * Numbers of îlots in circles, in the heart of the îlot where its parcels meet back to back, so that the circle takes
 * no room from their numbers.
 */
export function ilotLabels(project: ProjectView, window: MapWindow, room: LabelRoom): Mark[] {
  const members = new Map<string, PolygonGeometry[]>();
  for (const id of ["parcel", "reserve"] as const) {
    for (const { fields, geometry } of featuresIn(project, id, window.ground)) {
      const number = fields["ilot"];
      if (number === undefined || geometry?.kind !== "polygon") continue;
      const held = members.get(String(number));
      if (held) held.push(geometry);
      else members.set(String(number), [geometry]);
    }
  }
  const size = window.scale <= 2500 ? 2.7 : window.scale <= 5000 ? 2.2 : 1.8;
  return [...members].flatMap(([number, faces]) => {
    const radius = Math.max(size * 0.95, textWidth(number, size, true) / 2 + size * 0.32);
    const places =
      faces.length === 1 ? aboveMiddle(faces[0] as PolygonGeometry, window, radius) : hearts(faces, window);
    for (const [x, y] of places) {
      const slab: Slab = { x, y, halfWidth: radius + 0.3, halfHeight: radius + 0.3, angleDeg: 0 };
      if (room.claim(slab)) return circledNumber(number, x, y, radius, size);
    }
    return [];
  });
}

/** A number in a circle, as the legend shows it too. */
export function circledNumber(number: string, x: number, y: number, radius: number, sizeMm: number): Mark[] {
  return [
    { kind: "circle", x, y, radius, ink: { fill: "#ffffff", stroke: colourOf("ink"), widthMm: 0.3 } },
    {
      kind: "text",
      text: number,
      x,
      y: y + (sizeMm * CAP_HEIGHT) / 2,
      sizeMm,
      bold: true,
      colour: colourOf("ink"),
      anchor: "middle",
    },
  ];
}

/** Vertices where three or more faces of the îlot meet, the nearest to its middle first; then middles of its faces. */
function hearts(faces: readonly PolygonGeometry[], window: MapWindow): Position[] {
  const meetings = new Map<string, { at: Position; count: number }>();
  let sumX = 0;
  let sumY = 0;
  for (const face of faces) {
    const [minX, minY, maxX, maxY] = boxOf(face);
    sumX += (minX + maxX) / 2;
    sumY += (minY + maxY) / 2;
    for (const ring of face.rings) {
      for (let i = 0; i < ring.length; i += 2) {
        const at: Position = [ring[i] as number, ring[i + 1] as number];
        const key = `${at[0]},${at[1]}`;
        meetings.set(key, { at, count: (meetings.get(key)?.count ?? 0) + 1 });
      }
    }
  }
  const x = sumX / faces.length;
  const y = sumY / faces.length;
  const far = (at: Position) => Math.hypot(at[0] - x, at[1] - y);
  const inner = [...meetings.values()].filter(({ count }) => count >= 3).map(({ at }) => at);
  const middles = faces.map(centroidInside);
  return [
    ...inner.sort((a, b) => far(a) - far(b)).slice(0, 12),
    ...middles.sort((a, b) => far(a) - far(b)).slice(0, 6),
  ].map((at) => [window.paperX(at[0]), window.paperY(at[1])]);
}

/** An îlot of one face leaves the middle to the face's own words. */
function aboveMiddle(face: PolygonGeometry, window: MapWindow, radius: number): Position[] {
  const [x, y] = centroidInside(face);
  const [, minY, , maxY] = boxOf(face);
  const roomMm = (maxY - minY) / window.scale;
  const lift = roomMm > radius * 6 ? radius * 2.2 : 0;
  return [[window.paperX(x), window.paperY(y) - lift]];
}
