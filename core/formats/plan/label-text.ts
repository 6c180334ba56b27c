import type { Slab } from "#core/formats/plan/label-room";
import type { Mark } from "#core/formats/plan/sheet-marks";
import { CAP_HEIGHT, textWidth } from "#core/formats/plan/text-width";

/** One line of a label. */
export interface LabelLine {
  readonly text: string;
  readonly sizeMm: number;
  readonly bold?: boolean;
  readonly colour: string;
}

/** Space between the lines of a label, over the size of the lower one. */
const LEADING = 0.45;

/** Two lines written steeper than this are harder to read than one that says less, degrees. */
export const STEEP_DEG = 50;

/** White kept around a label, millimetres. */
const PADDING_MM = 0.35;

/** The slab a stack of lines takes, centred on `x, y`. */
export function labelSlab(lines: readonly LabelLine[], x: number, y: number, angleDeg = 0): Slab {
  const width = Math.max(...lines.map((line) => textWidth(line.text, line.sizeMm, line.bold)));
  return { x, y, halfWidth: width / 2 + PADDING_MM, halfHeight: stackHeight(lines) / 2 + PADDING_MM, angleDeg };
}

function stackHeight(lines: readonly LabelLine[]): number {
  return lines.reduce((sum, { sizeMm }, i) => sum + sizeMm * CAP_HEIGHT + (i > 0 ? sizeMm * LEADING : 0), 0);
}

/** The lines, stacked and centred on their slab. */
export function labelMarks(lines: readonly LabelLine[], slab: Slab, halo: string): Mark[] {
  const angle = (slab.angleDeg * Math.PI) / 180;
  let down = -stackHeight(lines) / 2;
  return lines.map((line, i) => {
    down += line.sizeMm * CAP_HEIGHT + (i > 0 ? line.sizeMm * LEADING : 0);
    return {
      kind: "text",
      text: line.text,
      x: slab.x - Math.sin(angle) * down,
      y: slab.y + Math.cos(angle) * down,
      sizeMm: line.sizeMm,
      colour: line.colour,
      anchor: "middle",
      halo,
      ...(line.bold ? { bold: true } : {}),
      ...(slab.angleDeg ? { angleDeg: slab.angleDeg } : {}),
    };
  });
}

/** The same direction as text reads it, from the left or from below: -95 to 85 (excluded), degrees clockwise. */
export function readable(angleDeg: number): number {
  return ((((angleDeg + 95) % 180) + 180) % 180) - 95;
}

/**
 * Directions for a label inside a ring: level, then along its longest side or across it, the flatter first. Degrees
 * clockwise.
 */
export function levelOrAlong(ring: readonly number[]): number[] {
  let longest = 0;
  let along = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const dx = (ring[i] as number) - (ring[j] as number);
    const dy = (ring[i + 1] as number) - (ring[j + 1] as number);
    const length = Math.hypot(dx, dy);
    if (length <= longest * 1.0001) continue;
    longest = length;
    along = readable((Math.atan2(dy, dx) * 180) / Math.PI);
  }
  const turned = [along, readable(along + 90)].sort((a, b) => Math.abs(a) - Math.abs(b));
  return [0, ...turned.filter((angle) => Math.abs(angle) >= 1)];
}
