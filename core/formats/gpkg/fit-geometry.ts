import type { FeatureClass } from "#core/features/feature-class";
import type { OutsideGeometry } from "#core/formats/gpkg/read-blob";
import type { Geometry, PolygonGeometry } from "#core/geometry/geometry";
import { oriented, signedAreaMm2 } from "#core/geometry/ring";

/** Why a geometry is none of its class; the code of a refusal `gpkg.<why>`. */
export type Misfit = "wrong-kind" | "degenerate" | "off-grid";

/** Largest coordinate that is still taken for one, metres. */
const MAX_METRES = 1e8;

/**
 * Fits an outside geometry (metres) to a class: millimetres, rings unclosed. Each part of a multiple becomes one
 * geometry. As they were written, so that what Maillage wrote comes back to the millimetre and vertex order.
 */
export function fitGeometry(outside: OutsideGeometry, kind: FeatureClass["geometry"]): Geometry[] | Misfit {
  if (outside.kind !== kind) return "wrong-kind";
  const parts: Geometry[] = [];
  const runs = outside.kind === "point" ? outside.points : outside.kind === "line" ? outside.lines : [];
  for (const run of runs) {
    const grid = onGrid(run);
    if (!grid) return "off-grid";
    if (outside.kind === "point") parts.push({ kind: "point", at: [grid[0] as number, grid[1] as number] });
    else if (distinct(grid, false).length < 4) return "degenerate";
    else parts.push({ kind: "line", path: grid });
  }
  for (const rings of outside.kind === "polygon" ? outside.polygons : []) {
    const unclosed: number[][] = [];
    for (const ring of rings) {
      const grid = onGrid(ring);
      if (!grid) return "off-grid";
      const n = grid.length;
      if (n >= 4 && grid[0] === grid[n - 2] && grid[1] === grid[n - 1]) grid.length = n - 2;
      unclosed.push(grid);
    }
    if (unclosed.some((ring) => distinct(ring, true).length < 6 || signedAreaMm2(ring) === 0)) return "degenerate";
    parts.push({ kind: "polygon", rings: unclosed });
  }
  return parts;
}

/** A geometry drawn outside, made as Maillage stores it: no vertex twice in a row, shells counter-clockwise. */
export function tidied(geometry: Geometry): Geometry {
  if (geometry.kind === "point") return geometry;
  if (geometry.kind === "line") return { kind: "line", path: distinct(geometry.path, false) };
  const polygon: PolygonGeometry = {
    kind: "polygon",
    rings: oriented(geometry.rings.map((ring) => distinct(ring, true))),
  };
  return polygon;
}

function onGrid(run: readonly number[]): number[] | undefined {
  const grid: number[] = [];
  for (const value of run) {
    if (!(Math.abs(value) <= MAX_METRES)) return undefined;
    // `+ 0` makes of −0 the 0 that JSON keeps.
    grid.push(Math.round(value * 1000) + 0);
  }
  return grid;
}

function distinct(run: readonly number[], closed: boolean): number[] {
  const out: number[] = [];
  const n = run.length;
  for (let i = 0; i < n; i += 2) {
    const j = i >= 2 ? i - 2 : closed ? n - 2 : -1;
    if (j >= 0 && j !== i && run[i] === run[j] && run[i + 1] === run[j + 1]) continue;
    out.push(run[i] as number, run[i + 1] as number);
  }
  return out;
}
