import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Ink, inkOf, PixelSheet } from "#editor/pixel-sheet";

const BLACK: Ink = [0, 0, 0, 1];

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** A canvas of one colour that only knows how to give and take pixels. */
function paper(width: number, height: number, ground: Colour = [255, 255, 255, 255]) {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < pixels.length; i += 4) pixels.set(ground, i);
  const context = {
    getImageData: (x: number, y: number, w: number, h: number) => {
      const data = new Uint8ClampedArray(w * h * 4);
      for (let row = 0; row < h; row++) {
        const from = ((y + row) * width + x) * 4;
        data.set(pixels.subarray(from, from + w * 4), row * w * 4);
      }
      return { data, width: w, height: h };
    },
    putImageData: (image: { data: Uint8ClampedArray; width: number; height: number }, x: number, y: number) => {
      for (let row = 0; row < image.height; row++) {
        const at = row * image.width * 4;
        pixels.set(image.data.subarray(at, at + image.width * 4), ((y + row) * width + x) * 4);
      }
    },
  } as unknown as CanvasRenderingContext2D;
  return { pixels, context };
}

function ring(sheet: PixelSheet, flat: readonly number[]): void {
  for (let i = 0, n = flat.length; i < n; i += 2) {
    sheet.edge(...([flat[i], flat[i + 1], flat[(i + 2) % n], flat[(i + 3) % n]] as [number, number, number, number]));
  }
}

function drawn(sheet: PixelSheet, fill: Ink | undefined, stroke?: Ink, ground?: Colour): Uint8ClampedArray {
  const { pixels, context } = paper(sheet.width, sheet.height, ground);
  for (const _ of sheet.flush(context, 0, 0, fill, stroke));
  return pixels;
}

/** Pixels' worth of black on white paper. */
function inkOn(pixels: Uint8ClampedArray): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i += 4) sum += 1 - (pixels[i] as number) / 255;
  return sum;
}

describe("surfaces drawn straight into pixels", () => {
  it("covers as much as their area", () => {
    const at = fc.double({ min: 1, max: 39, noNaN: true });
    fc.assert(
      fc.property(fc.array(at, { minLength: 6, maxLength: 6 }), (triangle) => {
        const [ax, ay, bx, by, cx, cy] = triangle as [number, number, number, number, number, number];
        const area = Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
        const sheet = new PixelSheet(40, 40);
        ring(sheet, triangle);
        // Grey values are whole numbers, and what is hardly covered is left out.
        expect(Math.abs(inkOn(drawn(sheet, BLACK)) - area)).toBeLessThan(0.4 + area * 0.01);
      }),
    );
  });

  it("shows no seam between neighbours, whatever their shared edge", () => {
    const at = fc.double({ min: 4, max: 16, noNaN: true });
    fc.assert(
      fc.property(at, at, (top, bottom) => {
        const sheet = new PixelSheet(20, 20);
        ring(sheet, [2, 2, top, 2, bottom, 18, 2, 18]);
        ring(sheet, [top, 2, 18, 2, 18, 18, bottom, 18]);
        const pixels = drawn(sheet, BLACK);
        for (let row = 2; row < 18; row++)
          for (let column = 2; column < 18; column++) expect(pixels[(row * 20 + column) * 4]).toBeLessThan(3);
      }),
    );
  });

  it("leaves holes open, and keeps to the sheet where surfaces reach beyond it", () => {
    const sheet = new PixelSheet(10, 10);
    ring(sheet, [-50, -50, 60, -50, 60, 60, -50, 60]);
    ring(sheet, [3, 3, 3, 7, 7, 7, 7, 3]);
    expect(inkOn(drawn(sheet, BLACK))).toBeCloseTo(100 - 16, 1);
  });

  it("is empty again once it was drawn", () => {
    const sheet = new PixelSheet(10, 200);
    ring(sheet, [1, 1, 9, 2, 8, 190, 2, 180]);
    sheet.line(0, 0, 10, 200, 1);
    drawn(sheet, BLACK, BLACK);
    expect(inkOn(drawn(sheet, BLACK, BLACK))).toBe(0);
  });

  it("lays colours over what is there, also over nothing", () => {
    const sheet = new PixelSheet(2, 1);
    ring(sheet, [0, 0, 1, 0, 1, 1, 0, 1]);
    expect([...drawn(sheet, inkOf("rgba(200, 100, 0, 0.5)"), undefined, [0, 0, 0, 0])]).toEqual([
      200, 100, 0, 128, 0, 0, 0, 0,
    ]);
    ring(sheet, [0, 0, 1, 0, 1, 1, 0, 1]);
    expect([...drawn(sheet, inkOf("#c86400", 0.5)).slice(0, 4)]).toEqual([228, 178, 128, 255]);
  });
});

describe("lines drawn straight into pixels", () => {
  it("leaves as much ink as the line is wide and long", () => {
    const at = fc.integer({ min: 3, max: 57 });
    fc.assert(
      fc.property(at, at, at, at, fc.double({ min: 0.3, max: 0.7, noNaN: true }), (x0, y0, x1, y1, width) => {
        const sheet = new PixelSheet(60, 60);
        sheet.line(x0 + 0.5, y0 + 0.5, x1 + 0.5, y1 + 0.5, width);
        const long = Math.hypot(x1 - x0, y1 - y0) * width;
        expect(Math.abs(inkOn(drawn(sheet, undefined, BLACK)) - long)).toBeLessThan(1 + long * 0.03);
      }),
    );
  });

  it("draws a shared edge once, though both neighbours bring it", () => {
    const once = new PixelSheet(30, 30);
    once.line(2, 3, 27, 14, 0.5);
    const twice = new PixelSheet(30, 30);
    twice.line(2, 3, 27, 14, 0.5);
    twice.line(27, 14, 2, 3, 0.5);
    expect(drawn(twice, undefined, BLACK)).toEqual(drawn(once, undefined, BLACK));
  });

  it("makes a band of any width", () => {
    const sheet = new PixelSheet(40, 40);
    sheet.band(10, 12, 30, 28, 3);
    expect(inkOn(drawn(sheet, BLACK))).toBeCloseTo((Math.hypot(20, 16) + 3) * 3, 0);
  });
});
