import type { Pen2D } from "#editor/pen-2d";

/** A colour with its opacity: red, green, blue 0 to 255, opacity 0 to 1. */
export type Ink = readonly [red: number, green: number, blue: number, opacity: number];

/** Reads `#rrggbb` or `rgba(r, g, b, a)`, the two ways colours of the map are written. */
export function inkOf(colour: string, share = 1): Ink {
  if (colour.startsWith("#")) {
    const part = (at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);
    return [part(1), part(3), part(5), share];
  }
  const [red = 0, green = 0, blue = 0, opacity = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue, opacity * share];
}

/** Rows drawn between two chances for the window to breathe. */
const BAND = 96;

/**
 * Many small surfaces and thin lines of one pen, drawn straight into pixels: about ten times faster than a canvas
 * draws paths of a few pixels, and as smooth. Each edge leaves in `#area` how much of each pixel lies to its right
 * (so edges that two surfaces share cancel out, and no seam shows between them); a line leaves in `#lines` how much
 * of each pixel it covers, the most of all lines there (so the two drawings of a shared edge are one).
 */
export class PixelSheet {
  readonly width: number;
  readonly height: number;
  readonly #stride: number;
  readonly #area: Float32Array;
  readonly #lines: Uint8Array;
  // What is not empty: rows and columns from, and to before.
  #top = 0;
  #bottom = 0;
  #left = 0;
  #right = 0;

  /** @param width size in device pixels */
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#stride = width + 2;
    this.#area = new Float32Array(this.#stride * height);
    this.#lines = new Uint8Array(width * height);
    this.#clear();
  }

  /** Notes an edge of a surface; edges of a ring go all one way round. */
  edge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const sign = y0 < y1 ? 1 : -1;
    let x = sign > 0 ? x0 : x1;
    let y = sign > 0 ? y0 : y1;
    const end = Math.min(this.height, sign > 0 ? y1 : y0);
    if (end <= 0 || y >= this.height) return;
    const lean = (x1 - x0) / (y1 - y0);
    if (y < 0) {
      x -= y * lean;
      y = 0;
    }
    const { width } = this;
    const area = this.#area;
    if (y < this.#top) this.#top = Math.floor(y);
    if (end > this.#bottom) this.#bottom = Math.ceil(end);
    if (Math.min(x0, x1) < this.#left) this.#left = Math.max(0, Math.floor(Math.min(x0, x1)));
    if (Math.max(x0, x1) >= this.#right) this.#right = Math.min(width, Math.floor(Math.max(x0, x1)) + 1);
    for (let row = Math.floor(y); row < end; row++) {
      const next = Math.min(row + 1, end);
      const high = next - Math.max(row, y);
      const xNext = x + lean * high;
      const cover = high * sign;
      const left = Math.min(width, Math.max(0, Math.min(x, xNext)));
      const right = Math.min(width, Math.max(0, Math.max(x, xNext)));
      x = xNext;
      const column = Math.floor(left);
      const at = row * this.#stride + column;
      if (right <= column + 1) {
        const inside = (left + right) / 2 - column;
        area[at] = (area[at] as number) + cover * (1 - inside);
        area[at + 1] = (area[at + 1] as number) + cover * inside;
        continue;
      }
      // The edge leaves the pixel sideways: what each pixel gets is the difference of how much lies left of its ends.
      const perPx = 1 / (right - left);
      let before = 0;
      for (let k = 0; ; k++) {
        const from = Math.max(left, column + k);
        const to = Math.min(right, column + k + 1);
        const middle = (from + to) / 2 - (column + k);
        const here = ((to - from) * (1 - middle) + (from - left)) * perPx;
        area[at + k] = (area[at + k] as number) + cover * (here - before);
        before = here;
        if (to < right) continue;
        area[at + k + 1] = (area[at + k + 1] as number) + cover * (1 - before);
        break;
      }
    }
  }

  /** Notes a line of a width of some pixels, square at its ends, among the surfaces. */
  band(x0: number, y0: number, x1: number, y1: number, widthPx: number): void {
    const half = widthPx / 2 / Math.hypot(x1 - x0, y1 - y0);
    if (!Number.isFinite(half)) return;
    const dx = (x1 - x0) * half;
    const dy = (y1 - y0) * half;
    const ax = x0 - dx;
    const ay = y0 - dy;
    const bx = x1 + dx;
    const by = y1 + dy;
    this.edge(ax - dy, ay + dx, bx - dy, by + dx);
    this.edge(bx - dy, by + dx, bx + dy, by - dx);
    this.edge(bx + dy, by - dx, ax + dy, ay - dx);
    this.edge(ax + dy, ay - dx, ax - dy, ay + dx);
  }

  /** Notes a line of a width of about a pixel or less. */
  line(x0: number, y0: number, x1: number, y1: number, widthPx: number): void {
    const { width, height } = this;
    const lines = this.#lines;
    const dx = x1 - x0;
    const dy = y1 - y0;
    const flat = Math.abs(dx) >= Math.abs(dy);
    const along = flat ? dx : dy;
    if (along === 0) return;
    const lean = (flat ? dy : dx) / along;
    const strength = Math.min(1, widthPx * Math.sqrt(1 + lean * lean)) * 255;
    const [a0, a1] = flat ? [x0, x1] : [y0, y1];
    const from = Math.max(0, Math.round(Math.min(a0, a1)));
    const to = Math.min(flat ? width : height, Math.round(Math.max(a0, a1)));
    const most = flat ? height : width;
    const stepAlong = flat ? 1 : width;
    const stepAcross = flat ? width : 1;
    let across = (flat ? y0 : x0) + (from + 0.5 - a0) * lean - 0.5;
    let lowest = Infinity;
    let highest = -Infinity;
    for (let k = from; k < to; k++, across += lean) {
      const near = Math.floor(across);
      const far = (across - near) * strength;
      const at = k * stepAlong + near * stepAcross;
      if (near >= 0 && near < most) {
        const value = strength - far;
        if ((lines[at] as number) < value) lines[at] = value;
      }
      if (near + 1 >= 0 && near + 1 < most && (lines[at + stepAcross] as number) < far) lines[at + stepAcross] = far;
      if (near < lowest) lowest = near;
      if (near > highest) highest = near;
    }
    if (to <= from) return;
    const [firstX, endX, firstY, endY] = flat ? [from, to, lowest, highest + 2] : [lowest, highest + 2, from, to];
    this.#left = Math.max(0, Math.min(this.#left, firstX));
    this.#right = Math.min(width, Math.max(this.#right, endX));
    this.#top = Math.max(0, Math.min(this.#top, firstY));
    this.#bottom = Math.min(height, Math.max(this.#bottom, endY));
  }

  /**
   * Draws what was noted over a canvas, whose pixel `(left, top)` is the sheet's first, and forgets it. May be left at
   * any `yield`.
   */
  *flush(
    context: Pen2D,
    left: number,
    top: number,
    fill: Ink | undefined,
    stroke: Ink | undefined,
  ): Generator<void, void> {
    const columns = this.#right - this.#left;
    for (let row = this.#top; row < this.#bottom && columns > 0; row += BAND) {
      const rows = Math.min(BAND, this.#bottom - row);
      const image = context.getImageData(left + this.#left, top + row, columns, rows);
      this.#blend(image, row, fill, stroke);
      context.putImageData(image, left + this.#left, top + row);
      yield;
    }
    this.#clear();
  }

  #clear(): void {
    this.#top = this.height;
    this.#bottom = 0;
    this.#left = this.width;
    this.#right = 0;
  }

  #blend({ data, width, height }: ImageData, top: number, fill: Ink | undefined, stroke: Ink | undefined): void {
    const area = this.#area;
    const lines = this.#lines;
    // Four bytes at once where a colour covers all.
    const whole = new Uint32Array(data.buffer);
    const opaque = fill && fill[3] === 1 ? new Uint32Array(Uint8Array.of(fill[0], fill[1], fill[2], 255).buffer)[0] : 0;
    let px = 0;
    for (let row = top; row < top + height; row++) {
      let at = row * this.#stride + this.#left;
      let line = row * this.width + this.#left;
      let sum = 0;
      for (const end = px + width * 4; px < end; px += 4, at++, line++) {
        const step = area[at] as number;
        if (step !== 0) {
          sum += step;
          area[at] = 0;
        }
        const covered = Math.min(1, Math.abs(sum));
        if (opaque && covered > 0.996) whole[px >> 2] = opaque;
        else if (fill && covered > 0.004) over(data, px, fill, covered * fill[3]);
        const drawn = lines[line] as number;
        if (drawn === 0) continue;
        lines[line] = 0;
        if (stroke) over(data, px, stroke, (drawn / 255) * stroke[3]);
      }
      // An edge at the last column leaves something behind it.
      area[at] = 0;
      area[at + 1] = 0;
    }
  }
}

/** Lays a colour over a pixel (not premultiplied). */
function over(data: Uint8ClampedArray, px: number, ink: Ink, opacity: number): void {
  const bare = 1 - opacity;
  if (data[px + 3] === 255) {
    data[px] = ink[0] * opacity + (data[px] as number) * bare;
    data[px + 1] = ink[1] * opacity + (data[px + 1] as number) * bare;
    data[px + 2] = ink[2] * opacity + (data[px + 2] as number) * bare;
    return;
  }
  const under = (data[px + 3] as number) / 255;
  const kept = under * bare;
  const whole = opacity + kept;
  data[px] = (ink[0] * opacity + (data[px] as number) * kept) / whole;
  data[px + 1] = (ink[1] * opacity + (data[px + 1] as number) * kept) / whole;
  data[px + 2] = (ink[2] * opacity + (data[px + 2] as number) * kept) / whole;
  data[px + 3] = whole * 255;
}
