import { haloWidth, PLAN_FONT_FAMILY } from "#core/formats/plan/plan-svg";
import type { Ink, Mark, Run, Sheet } from "#core/formats/plan/sheet-marks";
import bold from "../../resources/fonts/NotoSans-Bold.ttf?url";
import regular from "../../resources/fonts/NotoSans-Regular.ttf?url";

type Pen = OffscreenCanvasRenderingContext2D;

let fonts: Promise<unknown> | undefined;

/**
 * Paints a sheet as a picture: the very marks of the PDF, in order.
 *
 * @param widthPx width of the picture
 * @returns the bytes of a PNG
 */
export async function paintSheet(sheet: Sheet, widthPx: number): Promise<Uint8Array> {
  fonts ??= Promise.all([loaded(regular, "400"), loaded(bold, "700")]);
  await fonts;
  const scale = widthPx / sheet.widthMm;
  const canvas = new OffscreenCanvas(Math.round(widthPx), Math.round(sheet.heightMm * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas to paint on");
  pen.scale(scale, scale);
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, sheet.widthMm, sheet.heightMm);
  pen.fontKerning = "none";
  for (const mark of sheet.marks) paint(pen, mark);
  const picture = await canvas.convertToBlob({ type: "image/png" });
  return new Uint8Array(await picture.arrayBuffer());
}

async function loaded(url: string, weight: string): Promise<void> {
  const face = new FontFace(PLAN_FONT_FAMILY, `url(${url})`, { weight });
  self.fonts.add(await face.load());
}

function paint(pen: Pen, mark: Mark): void {
  if (mark.kind === "path") {
    pen.beginPath();
    trace(pen, mark.runs);
    ink(pen, mark.ink);
  } else if (mark.kind === "circle") {
    pen.beginPath();
    pen.arc(mark.x, mark.y, mark.radius, 0, 2 * Math.PI);
    ink(pen, mark.ink);
  } else if (mark.kind === "text") {
    pen.save();
    pen.translate(mark.x, mark.y);
    pen.rotate(((mark.angleDeg ?? 0) * Math.PI) / 180);
    pen.font = `${mark.bold ? 700 : 400} ${mark.sizeMm}px "${PLAN_FONT_FAMILY}"`;
    pen.textAlign = mark.anchor === "middle" ? "center" : (mark.anchor ?? "start");
    if (mark.halo) {
      pen.strokeStyle = mark.halo;
      pen.lineWidth = haloWidth(mark.sizeMm);
      pen.lineJoin = "round";
      pen.setLineDash([]);
      pen.strokeText(mark.text, 0, 0);
    }
    pen.fillStyle = mark.colour;
    pen.fillText(mark.text, 0, 0);
    pen.restore();
  } else {
    pen.save();
    pen.beginPath();
    trace(pen, mark.clip);
    pen.clip("evenodd");
    for (const inner of mark.marks) paint(pen, inner);
    pen.restore();
  }
}

function trace(pen: Pen, runs: readonly Run[]): void {
  for (const { at, closed } of runs) {
    for (let i = 0; i < at.length; i += 2) {
      if (i === 0) pen.moveTo(at[i] as number, at[i + 1] as number);
      else pen.lineTo(at[i] as number, at[i + 1] as number);
    }
    if (closed) pen.closePath();
  }
}

function ink(pen: Pen, { fill, stroke, widthMm, dashMm, round }: Ink): void {
  if (fill) {
    pen.fillStyle = fill;
    pen.fill("evenodd");
  }
  if (!stroke) return;
  pen.strokeStyle = stroke;
  pen.lineWidth = widthMm ?? 0.18;
  pen.lineCap = round ? "round" : "butt";
  pen.lineJoin = round ? "round" : "miter";
  pen.setLineDash([...(dashMm ?? [])]);
  pen.stroke();
}
