import type { FeatureClass } from "#core/features/feature-class";
import { runsOfShape } from "#core/formats/content-survey";
import type { OutsideShape } from "#core/formats/outside-content";
import type { Geometry, PolygonGeometry } from "#core/geometry/geometry";
import { oriented, signedAreaMm2 } from "#core/geometry/ring";

/** Why a geometry is none of its class; the code of a refusal `gpkg.<why>`. */
export type Misfit = "mixed-geometry" | "wrong-kind" | "degenerate" | "off-grid";

/** Largest coordinate that is still taken for one, metres. */
const MAX_METRES = 1e8;

/**
 * Fits outside shapes (metres) to a class: millimetres, rings unclosed. Each part of a multiple becomes one
 * geometry. As they were written, so that what Maillage wrote comes back to the millimetre and vertex order.
 */
export function fitGeometry(shapes: readonly OutsideShape[], kind: FeatureClass["geometry"]): Geometry[] | Misfit {
  if (shapes.some((shape) => shape.kind !== shapes[0]?.kind)) return "mixed-geometry";
  const parts: Geometry[] = [];
  for (const shape of shapes) {
    if (shape.kind !== kind) return "wrong-kind";
    const runs = runsOfShape(shape).map(onGrid);
    if (!runs.every((run) => run !== undefined)) return "off-grid";
    const [first = []] = runs;
    if (shape.kind === "point") parts.push({ kind: "point", at: [first[0] as number, first[1] as number] });
    else if (shape.kind === "line") {
      if (distinct(first, false).length < 4) return "degenerate";
      parts.push({ kind: "line", path: first });
    } else {
      const rings = runs.map(unclosed);
      if (rings.some((ring) => distinct(ring, true).length < 6 || signedAreaMm2(ring) === 0)) return "degenerate";
      parts.push({ kind: "polygon", rings });
    }
  }
  return parts;
}

function unclosed(ring: readonly number[]): readonly number[] {
  const n = ring.length;
  return n >= 4 && ring[0] === ring[n - 2] && ring[1] === ring[n - 1] ? ring.slice(0, -2) : ring;
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

function onGrid(run: ArrayLike<number>): number[] | undefined {
  const grid: number[] = [];
  for (let i = 0; i < run.length; i++) {
    const value = run[i] as number;
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
