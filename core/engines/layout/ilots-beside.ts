import { isFace } from "#core/derived/planar-graph";
import type { NewLine } from "#core/engines/layout/layout-types";
import { boxOf, emptyBox, growBox } from "#core/geometry/box";
import { bandAlong, intersectionOf, regionAreaMm2 } from "#core/geometry/clip";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** A centreline without a width of its own is taken to be so wide, metres. */
const USUAL_WIDTH_M = 12;
/** Îlots this near to a right-of-way lie beside it, metres: also those that a street moved away from. */
const BESIDE_M = 8;

/** The îlots that some objects of the plan belong to: faces by their number, îlots, and for a street those beside it. */
export function ilotsOf(project: ProjectView, coverage: CoverageIndex, features: readonly Feature[]): string[] {
  const out = new Set<string>();
  for (const feature of features) {
    const line = lineOfAxis(feature);
    const number = feature.fields[feature.class === "ilot" ? "number" : "ilot"];
    if (line) for (const ilot of ilotsBeside(project, coverage, line)) out.add(ilot);
    else if (typeof number === "string") out.add(number);
  }
  return [...out].sort((a, b) => a.localeCompare(b, "fr", { numeric: true }));
}

/** The right-of-way that a centreline asks for; `undefined` for anything else. */
export function lineOfAxis({ class: cls, geometry, fields }: Feature): NewLine | undefined {
  if (cls !== "streetAxis" || geometry?.kind !== "line") return undefined;
  const widthM = fields["widthM"];
  return { path: geometry.path, widthM: typeof widthM === "number" && widthM > 0 ? widthM : USUAL_WIDTH_M };
}

/** Îlots whose faces a right-of-way lies over, or that lie right beside it. */
function ilotsBeside(project: ProjectView, coverage: CoverageIndex, { path, widthM }: NewLine): Set<string> {
  const [ox, oy] = path as unknown as readonly [number, number];
  const here = (run: readonly number[]): number[] => run.map((value, i) => value - (i % 2 === 0 ? ox : oy));
  const reachMm = (widthM / 2 + BESIDE_M) * 1000;
  const band = bandAlong(here(path), 2 * reachMm);
  const [minX, minY, maxX, maxY] = growBox(emptyBox(), path);
  const out = new Set<string>();
  for (const id of coverage.facesIn([minX - reachMm, minY - reachMm, maxX + reachMm, maxY + reachMm])) {
    const face = project.get(id);
    const ilot = face?.fields["ilot"];
    if (!face || !isFace(face) || typeof ilot !== "string" || out.has(ilot)) continue;
    const [a, b, c, d] = boxOf(face.geometry);
    if (a > maxX + reachMm || c < minX - reachMm || b > maxY + reachMm || d < minY - reachMm) continue;
    if (regionAreaMm2(intersectionOf(band, face.geometry.rings.map(here))) > 1e6) out.add(ilot);
  }
  return out;
}
