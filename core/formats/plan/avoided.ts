import { gridCrossing } from "#core/formats/plan/grid-marks";
import { featuresIn } from "#core/formats/plan/ground-marks";
import type { LabelRoom, Slab } from "#core/formats/plan/label-room";
import type { MapWindow } from "#core/formats/plan/map-window";
import type { ProjectView } from "#core/model/project";

/** Half the width of a boundary or a line, and of a cross, as labels see them: millimetres. */
const LINE_MM = 0.4;
const CROSS_MM = 1.7;

/** Tells the room what labels had better not cover: houses, the perimeter, networks, crosses of the carroyage. */
export function avoidDrawn(project: ProjectView, window: MapWindow, room: LabelRoom): void {
  for (const { geometry } of featuresIn(project, "building", window.ground)) {
    const ring = geometry?.kind === "polygon" ? geometry.rings[0] : undefined;
    if (ring) room.avoid(boxAlong(window.run(ring, true).at));
  }
  for (const id of ["perimeter", "powerLine", "pipe", "waterCourse"] as const) {
    for (const { geometry } of featuresIn(project, id, window.ground)) {
      const runs = geometry?.kind === "polygon" ? geometry.rings : geometry?.kind === "line" ? [geometry.path] : [];
      for (const run of runs) avoidLine(window.run(run, false).at, geometry?.kind === "polygon", window, room);
    }
  }
  for (const [x, y] of gridCrossing(window))
    room.avoid({ x, y, halfWidth: CROSS_MM, halfHeight: CROSS_MM, angleDeg: 0 });
}

function avoidLine(at: readonly number[], closed: boolean, window: MapWindow, room: LabelRoom): void {
  for (let i = closed ? 0 : 2; i < at.length; i += 2) {
    const j = i === 0 ? at.length - 2 : i - 2;
    const [ax, ay, bx, by] = [at[j], at[j + 1], at[i], at[i + 1]] as [number, number, number, number];
    const right = window.x + window.width;
    const low = window.y + window.height;
    // A river may run on for kilometres beyond the sheet.
    if (Math.max(ax, bx) < window.x || Math.min(ax, bx) > right) continue;
    if (Math.max(ay, by) < window.y || Math.min(ay, by) > low) continue;
    const length = Math.hypot(bx - ax, by - ay);
    if (length > 4 * (window.width + window.height)) continue;
    room.avoid({
      x: (ax + bx) / 2,
      y: (ay + by) / 2,
      halfWidth: length / 2,
      halfHeight: LINE_MM,
      angleDeg: (Math.atan2(by - ay, bx - ax) * 180) / Math.PI,
    });
  }
}

/** The rectangle around a ring that lies along its longest side. */
function boxAlong(ring: readonly number[]): Slab {
  let longest = 0;
  let ux = 1;
  let uy = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const dx = (ring[i] as number) - (ring[j] as number);
    const dy = (ring[i + 1] as number) - (ring[j + 1] as number);
    const length = Math.hypot(dx, dy);
    if (length <= longest) continue;
    longest = length;
    ux = dx / length;
    uy = dy / length;
  }
  let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    const x = ring[i] as number;
    const y = ring[i + 1] as number;
    minU = Math.min(minU, x * ux + y * uy);
    maxU = Math.max(maxU, x * ux + y * uy);
    minV = Math.min(minV, y * ux - x * uy);
    maxV = Math.max(maxV, y * ux - x * uy);
  }
  const u = (minU + maxU) / 2;
  const v = (minV + maxV) / 2;
  return {
    x: u * ux - v * uy,
    y: u * uy + v * ux,
    halfWidth: (maxU - minU) / 2,
    halfHeight: (maxV - minV) / 2,
    angleDeg: (Math.atan2(uy, ux) * 180) / Math.PI,
  };
}
