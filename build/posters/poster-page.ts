import { readFileSync } from "node:fs";
import { join } from "node:path";
import { palette } from "#core/features/palette";
import type { Poster, PosterLine } from "./first-steps.ts";

/** A poster as a page of HTML that fills an A4; larger papers scale it. Fonts and icon are in the page. */
export function posterPage(poster: Poster, root: string): string {
  const data = (path: string, type: string): string =>
    `data:${type};base64,${readFileSync(join(root, path)).toString("base64")}`;
  const face = (file: string, weight: number): string =>
    `@font-face { font-family: Noto; font-weight: ${weight}; src: url(${data(`resources/fonts/${file}`, "font/ttf")}) }`;
  const columns = poster.columns.map(
    ({ title, lines }) => `<section><h2>${safe(title.fr)}</h2><ul>${lines.map(keyed).join("")}</ul></section>`,
  );
  const words = poster.words.map(({ fr, bm = "" }) => `<li><span>${safe(fr)}</span><b lang="bm">${safe(bm)}</b></li>`);
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><title>${safe(poster.title)}</title><style>
${face("NotoSans-Regular.ttf", 400)}
${face("NotoSans-Bold.ttf", 700)}
@page { margin: 0 }
* { box-sizing: border-box; margin: 0; padding: 0 }
body { width: 210mm; height: 296mm; padding: 13mm 15mm; font: 15px/1.35 Noto; color: ${palette.ink}; background: ${palette.paper}; -webkit-print-color-adjust: exact }
header { display: flex; align-items: center; gap: 5mm; padding-bottom: 4mm; border-bottom: 1mm solid ${palette.laterite} }
header img { width: 17mm }
h1 { font-size: 32px }
h2 { margin: 5mm 0 2.5mm; font-size: 20px; color: ${palette.laterite} }
ul { list-style: none }
main { display: grid; grid-template-columns: 2fr 3fr; gap: 9mm }
main li { display: flex; align-items: center; gap: 3mm; padding: 1.25mm 0; font-size: 17px }
kbd { flex: none; min-width: 19mm; padding: .6mm 2mm; border: .4mm solid ${palette.ink}; border-radius: 1.5mm; font: 700 15px Noto; text-align: center; background: #fff }
section:first-child kbd { display: grid; place-items: center; min-width: 0; width: 8mm; height: 8mm; padding: 0; border-radius: 50%; color: #fff; background: ${palette.indigo}; border-color: ${palette.indigo} }
b { color: ${palette.indigo} }
main b { margin-left: auto; font-size: 19px }
.words { columns: 2; column-gap: 9mm }
.words li { display: flex; justify-content: space-between; padding: 1.1mm 0; border-bottom: .2mm solid ${palette.clay}; break-inside: avoid }
.words b { font-size: 18px }
footer { margin-top: 5mm; font-size: 13px }
footer p { margin-bottom: 1mm; white-space: pre-wrap }
footer p:nth-child(2) { font-weight: 700; color: ${palette.laterite} }
</style><header><img src="${data("resources/icons/maillage.svg", "image/svg+xml")}" alt=""><h1>${safe(poster.title)}</h1></header>
<main>${columns.join("")}</main>
<h2>Les mots · <span lang="bm">bamanankan</span></h2><ul class="words">${words.join("")}</ul>
<footer>${poster.foot.map((line) => `<p>${safe(line)}</p>`).join("")}</footer></html>`;
}

function keyed({ mark, fr, bm }: PosterLine): string {
  return `<li><kbd>${safe(mark)}</kbd><span>${safe(fr)}</span>${bm ? `<b lang="bm">${safe(bm)}</b>` : ""}</li>`;
}

function safe(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
