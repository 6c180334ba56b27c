import type { PlanFace } from "#core/engines/layout/plan-face";
import { emptyBox, growBox } from "#core/geometry/box";

import { frameAt, toFrame } from "#core/geometry/frame";
import type { Ring } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";

/** Numbers of a face: its îlot's and its own. */
export interface FaceNumber {
  readonly ilot: string;
  readonly number: string;
}

/**
 * Numbers the lots and reserves: îlots in rows along the bearing, to and fro, from the north-west; inside an îlot
 * clockwise from its north-west corner.
 *
 * @param angle direction of the streets, radians from east
 * @param rowMm distance between rows of îlots
 */
export function numbersOf(faces: readonly PlanFace[], angle: number, rowMm: number): (FaceNumber | undefined)[] {
  const quarter = Math.PI / 2;
  // The turn of the frame nearest to east, so that "up" is north.
  const frame = frameAt(angle - Math.round(angle / quarter) * quarter);
  const members = new Map<number, number[]>();
  const inFrame = faces.map(
    ({ rings }) => toFrame(frame, innerPosition({ kind: "polygon", rings })) as [number, number],
  );
  faces.forEach(({ label }, i) => {
    if (label.kind !== "lot" && label.kind !== "reserve") return;
    const held = members.get(label.block);
    if (held) held.push(i);
    else members.set(label.block, [i]);
  });
  const ilots = [...members.values()].map((list) => {
    const boxes = list.map((i) => growBox(emptyBox(), toFrame(frame, (faces[i] as PlanFace).rings[0] as Ring)));
    const minU = Math.min(...boxes.map((box) => box[0]));
    const minV = Math.min(...boxes.map((box) => box[1]));
    const maxU = Math.max(...boxes.map((box) => box[2]));
    const maxV = Math.max(...boxes.map((box) => box[3]));
    return { list, boxes, u: (minU + maxU) / 2, v: (minV + maxV) / 2, height: maxV - minV, middle: (minV + maxV) / 2 };
  });
  ilots.sort((a, b) => b.v - a.v || a.u - b.u);
  const rows: (typeof ilots)[] = [];
  for (const ilot of ilots) {
    const row = rows.at(-1);
    if (row?.[0] && row[0].v - ilot.v < rowMm / 2) row.push(ilot);
    else rows.push([ilot]);
  }
  const out: (FaceNumber | undefined)[] = faces.map(() => undefined);
  let next = 1;
  rows.forEach((row, r) => {
    row.sort((a, b) => (r % 2 === 0 ? a.u - b.u : b.u - a.u) || b.v - a.v);
    for (const ilot of row) {
      const number = String(next++);
      const single = ilot.list.every((_, k) => {
        const box = ilot.boxes[k] as [number, number, number, number];
        return box[3] - box[1] > 0.6 * ilot.height;
      });
      const upper = (i: number): boolean => single || (inFrame[i] as [number, number])[1] >= ilot.middle;
      const u = (i: number): number => (inFrame[i] as [number, number])[0];
      const top = ilot.list.filter(upper).sort((a, b) => u(a) - u(b));
      const low = ilot.list.filter((i) => !upper(i)).sort((a, b) => u(b) - u(a));
      [...top, ...low].forEach((i, k) => {
        out[i] = { ilot: number, number: String(k + 1) };
      });
    }
  });
  return out;
}
