/**
 * A sheet of paper as drawn: everything in millimetres from its upper left corner, x to the right, y down.
 * Both writers (PDF, SVG) draw these marks in order and nothing else.
 */

/** How an area or a line is inked. Colours are `#rrggbb`. */
export interface Ink {
  readonly fill?: string;
  readonly stroke?: string;
  readonly widthMm?: number;
  readonly dashMm?: readonly number[];
  /** Round ends and corners; mitred otherwise. */
  readonly round?: boolean;
}

/** Flat positions `[x0, y0, x1, y1, …]`, millimetres on paper. */
export interface Run {
  readonly at: readonly number[];
  readonly closed: boolean;
}

/** Areas (even-odd) and lines. */
export interface PathMark {
  readonly kind: "path";
  readonly runs: readonly Run[];
  readonly ink: Ink;
}

export interface CircleMark {
  readonly kind: "circle";
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly ink: Ink;
}

/** One line of text; `x, y` lie on its baseline at the anchor. */
export interface TextMark {
  readonly kind: "text";
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Size of the letters (em), millimetres. */
  readonly sizeMm: number;
  readonly bold?: boolean;
  readonly colour: string;
  readonly anchor?: "start" | "middle" | "end";
  /** Clockwise on paper, degrees. */
  readonly angleDeg?: number;
  /** Colour of a rim that keeps the text readable over lines. */
  readonly halo?: string;
}

/** Marks seen only inside the areas of `clip` (even-odd). */
export interface ClipMark {
  readonly kind: "clip";
  readonly clip: readonly Run[];
  readonly marks: readonly Mark[];
}

export type Mark = PathMark | CircleMark | TextMark | ClipMark;

/** A finished sheet. */
export interface Sheet {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Denominator of the map's scale. */
  readonly scale: number;
  readonly title: string;
  readonly author: string;
  readonly lang: string;
  /** ISO date of the options. */
  readonly date: string;
  /** What the sheet shows, in words a screen reader can say. */
  readonly description: string;
  readonly marks: readonly Mark[];
}

/** A rectangle as a run. */
export function rectRun(x: number, y: number, width: number, height: number): Run {
  return { at: [x, y, x + width, y, x + width, y + height, x, y + height], closed: true };
}

/** A rectangle, inked. */
export function rect(x: number, y: number, width: number, height: number, ink: Ink): PathMark {
  return { kind: "path", runs: [rectRun(x, y, width, height)], ink };
}

/** An open line, inked. */
export function line(at: readonly number[], ink: Ink): PathMark {
  return { kind: "path", runs: [{ at, closed: false }], ink };
}

/** A closed area, inked. */
export function area(at: readonly number[], ink: Ink): PathMark {
  return { kind: "path", runs: [{ at, closed: true }], ink };
}
