/**
 * Draws the maillage of every made-up site, and of the projects named, with its figures beneath, and prints the figures.
 *
 * Run: `node build/gallery/make-gallery.ts OUT [CASE|PROJECT.gpkg…] [--params P.json] [--part w,s,e,n] [--width px]`.
 * Writes `OUT/<case>.svg` and `OUT/index.html`; `--part` draws a part of a site, in shares of its width and height.
 */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { layoutParamsSchema } from "#core/engines/layout/layout-types";
import { proposeSite } from "#core/engines/layout/propose-site";
import { maliReferentiel } from "#core/features/mali";
import { decodeDocument, recordOf } from "#core/model/document";
import { replay } from "#core/model/journal";
import { isRefusal } from "#core/model/refusal";
import { runJob } from "#services/run-job";
import { type GalleryCase, galleryCases } from "./cases.ts";
import { drawPlan, type Part } from "./draw-plan.ts";

const { values, positionals } = parseArgs({
  options: {
    params: { type: "string" },
    part: { type: "string", default: "0,0,1,1" },
    width: { type: "string", default: "1400" },
  },
  allowPositionals: true,
});
const [folder = "", ...names] = positionals;
if (folder === "") throw new Error("name the folder to draw into");
const params = layoutParamsSchema.parse(values.params ? JSON.parse(readFileSync(values.params, "utf8")) : {});
const part = values.part.split(",").map(Number) as unknown as Part;

/** The plan of a project around its perimeter, or round its houses when it has none. */
async function projectCase(path: string): Promise<GalleryCase> {
  const temp = mkdtempSync(join(tmpdir(), "gallery-"));
  const { bytes } = await runJob("project.open", { path, name: path, temp });
  const { project } = replay(decodeDocument(bytes).records.map(recordOf));
  const site = proposeSite(project);
  if (isRefusal(site)) throw new Error(`${path}: ${site.code}`);
  return { name: basename(path, ".gpkg"), input: layoutInputOf(project, site, params, 1, maliReferentiel) };
}

const made = galleryCases().map(({ name, input }) => ({ name, input: { ...input, params } }));
const wanted: GalleryCase[] = names.length === 0 ? made : [];
for (const name of names) {
  const known = made.find((one) => one.name === name);
  wanted.push(known ?? (await projectCase(name)));
}

mkdirSync(folder, { recursive: true });
const pages: string[] = [];
for (const { name, input } of wanted) {
  const started = performance.now();
  const result = layOut(input);
  const ms = Math.round(performance.now() - started);
  if (isRefusal(result)) {
    console.log(`${name}: ${result.code} ${JSON.stringify(result.params ?? {})}`);
    continue;
  }
  writeFileSync(join(folder, `${name}.svg`), drawPlan(`${name} · ${ms} ms`, input, result, Number(values.width), part));
  pages.push(`<figure><img src="${name}.svg" alt="${name}" width="${values.width}"></figure>`);
  const { score: s } = result;
  const fixed = (value: number, digits = 3): string => value.toFixed(digits);
  console.log(
    `${name.padEnd(20)} lots ${s.lots} free ${s.freeLots} ±10% ${fixed(s.freeWithinTenPercent)} dev ${fixed(s.freeMeanAreaDeviation)} (all ${fixed(s.withinTenPercent)} ${fixed(s.meanAreaDeviation)}) rect ${fixed(s.rectangularity)} acc ${fixed(s.streetAccess)} street ${fixed(s.streetShare)} public ${fixed(s.publicShare)} m/lot ${fixed(s.streetPerParcelM, 1)} ratio ${fixed(s.streetPerParcelRatio, 2)} houses ${s.housesTotal}/${s.housesCut}/${s.housesTouched} err ${s.areaErrorM2.toFixed(4)} rem ${result.remarks.length} ms ${ms}`,
  );
}
writeFileSync(
  join(folder, "index.html"),
  `<!doctype html><meta charset="utf-8"><title>Maillages</title>${pages.join("\n")}\n`,
);
