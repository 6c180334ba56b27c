import type { PlanOptions } from "#core/formats/plan/plan-options";
import { composePlan } from "#core/formats/plan/sheet";
import type { Ink, Mark, Run, Sheet } from "#core/formats/plan/sheet-marks";
import type { ProjectDocument } from "#core/model/document";
import { Project } from "#core/model/project";
import { isRefusal, type Refusal } from "#core/model/refusal";

/** Family the window must give the plan's font (`resources/fonts/NotoSans-*.ttf`) for the preview to be true. */
export const PLAN_FONT_FAMILY = "Noto Sans";

/** The plan as SVG, for the window's preview: the very marks of the PDF. */
export function planSvg(document: ProjectDocument, options: PlanOptions): string | Refusal {
  const sheet = composePlan(new Project(document.meta, document.features), options);
  return isRefusal(sheet) ? sheet : sheetSvg(sheet);
}

/** Writes a sheet as SVG, one user unit a millimetre. */
export function sheetSvg(sheet: Sheet): string {
  const out: string[] = [];
  let clips = 0;
  const draw = (mark: Mark): void => {
    if (mark.kind === "path") {
      out.push(`<path d="${pathOf(mark.runs)}" fill-rule="evenodd"${inkAttributes(mark.ink)}/>`);
    } else if (mark.kind === "circle") {
      out.push(`<circle cx="${mm(mark.x)}" cy="${mm(mark.y)}" r="${mm(mark.radius)}"${inkAttributes(mark.ink)}/>`);
    } else if (mark.kind === "text") {
      const turn = mark.angleDeg ? ` transform="rotate(${mm(mark.angleDeg)} ${mm(mark.x)} ${mm(mark.y)})"` : "";
      const anchor = mark.anchor && mark.anchor !== "start" ? ` text-anchor="${mark.anchor}"` : "";
      const weight = mark.bold ? ' font-weight="700"' : "";
      const halo = mark.halo
        ? ` stroke="${mark.halo}" stroke-width="${mm(haloWidth(mark.sizeMm))}" stroke-linejoin="round" paint-order="stroke"`
        : "";
      out.push(
        `<text x="${mm(mark.x)}" y="${mm(mark.y)}" font-size="${mm(mark.sizeMm)}" fill="${mark.colour}"${anchor}${weight}${halo}${turn}>${escaped(mark.text)}</text>`,
      );
    } else {
      const id = `clip${++clips}`;
      out.push(`<clipPath id="${id}"><path d="${pathOf(mark.clip)}" clip-rule="evenodd"/></clipPath>`);
      out.push(`<g clip-path="url(#${id})">`);
      for (const inner of mark.marks) draw(inner);
      out.push("</g>");
    }
  };
  for (const mark of sheet.marks) draw(mark);
  const { widthMm, heightMm } = sheet;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm}mm" height="${heightMm}mm" viewBox="0 0 ${widthMm} ${heightMm}" role="img" lang="${sheet.lang}" font-family="'${PLAN_FONT_FAMILY}'" font-kerning="none">`,
    `<title>${escaped(sheet.description)}</title>`,
    `<rect width="${widthMm}" height="${heightMm}" fill="#ffffff"/>`,
    ...out,
    "</svg>\n",
  ].join("\n");
}

/** Width of a text's rim, millimetres: half of it shows on each side. */
export function haloWidth(sizeMm: number): number {
  return Math.min(0.7, sizeMm * 0.24);
}

function inkAttributes(ink: Ink): string {
  const fill = ` fill="${ink.fill ?? "none"}"`;
  if (!ink.stroke) return fill;
  const ends = ink.round ? ' stroke-linecap="round" stroke-linejoin="round"' : "";
  const dash = ink.dashMm ? ` stroke-dasharray="${ink.dashMm.join(" ")}"` : "";
  return `${fill} stroke="${ink.stroke}" stroke-width="${mm(ink.widthMm ?? 0.18)}"${dash}${ends}`;
}

function pathOf(runs: readonly Run[]): string {
  let d = "";
  for (const { at, closed } of runs) {
    for (let i = 0; i < at.length; i += 2) {
      d += `${i === 0 ? "M" : i === 2 ? "L" : " "}${mm(at[i] as number)} ${mm(at[i + 1] as number)}`;
    }
    if (closed) d += "Z";
  }
  return d;
}

/** A length with a thousandth of a millimetre. */
function mm(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function escaped(text: string): string {
  // Control characters are not allowed in XML at all.
  return [...text]
    .filter((letter) => letter >= " " || letter === "\t" || letter === "\n")
    .join("")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
