import type { Pictogram } from "#core/features/pictograms";
import type { Pen2D } from "#editor/pen-2d";

/** What a sign is drawn with: a canvas of the page or one beside it. */
export type SignContext = Pick<
  Pen2D,
  "beginPath" | "moveTo" | "lineTo" | "closePath" | "fill" | "arc" | "roundRect" | "stroke"
>;

/** Draws a pictogram around a position with the context's fill; `size` is the side of its box, CSS pixels. */
export function paintPictogram(context: SignContext, sign: Pictogram, x: number, y: number, size: number): void {
  const scale = size / 12;
  context.beginPath();
  for (const ring of sign) {
    for (let i = 0; i < ring.length; i += 2) {
      const px = x + ((ring[i] as number) - 6) * scale;
      const py = y + ((ring[i + 1] as number) - 6) * scale;
      if (i === 0) context.moveTo(px, py);
      else context.lineTo(px, py);
    }
    context.closePath();
  }
  context.fill("evenodd");
}
