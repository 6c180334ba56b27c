import type { NewLine } from "#core/engines/layout/layout-types";
import { emptyBox, growBox } from "#core/geometry/box";
import {
  bandAlong,
  differenceOf,
  grownBy,
  intersectionOf,
  type Region,
  regionAreaMm2,
  surfacesOfRegion,
  unionOf,
} from "#core/geometry/clip";
import type { Position } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";

/** A right-of-way is a little wider than its centreline says: corners, bends; millimetres on each side. */
const SLACK = 600;
/** Narrower than twice this, street ground beside a right-of-way is a corner cut or a bend, not what a street left. */
const NARROW = 1_500;
/** What a street left has at least this area, square millimetres, and lies this near to it, millimetres. */
const LEAST = 30e6;
const NEAR = 40_000;

/**
 * Street ground that a centreline has left, moved by hand: no centreline runs along it any more, and it lies between
 * the street and the land that is laid out anew.
 *
 * @param streets street surfaces around, less `origin`
 * @param land land to be laid out anew, less `origin`
 */
export function groundLeftBy(
  { path, widthM }: NewLine,
  project: ProjectView,
  streets: Region,
  land: Region,
  origin: Position,
): Region {
  const here = (run: readonly number[]): number[] => run.map((value, i) => value - (origin[i % 2] as number));
  const [minX, minY, maxX, maxY] = growBox(emptyBox(), [...streets.flat()]);
  const covered: Region[] = [];
  for (const { geometry, fields } of project.ofClass("streetAxis")) {
    if (geometry?.kind !== "line") continue;
    const run = here(geometry.path);
    const [a, b, c, d] = growBox(emptyBox(), run);
    if (a > maxX || c < minX || b > maxY || d < minY) continue;
    const own = fields["widthM"];
    const widthMm = (typeof own === "number" && own > 0 ? own : 12) * 1000;
    covered.push(bandAlong(run, widthMm + 2 * SLACK));
    // At its ends a street may have a place to turn.
    for (const [x, y] of [run.slice(0, 2), run.slice(-2)] as [number, number][]) {
      const half = Math.max(widthMm, 12_000);
      covered.push([[x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half]]);
    }
  }
  const bare = differenceOf(streets, unionOf(...covered));
  const wide = intersectionOf(grownBy(grownBy(bare, -NARROW), NARROW + 50), streets);
  const near = bandAlong(here(path), widthM * 1000 + 2 * NEAR);
  return surfacesOfRegion(wide)
    .filter(
      (rings) =>
        regionAreaMm2(rings) > LEAST &&
        intersectionOf(grownBy(rings, 500), land).length > 0 &&
        intersectionOf(rings, near).length > 0,
    )
    .flat();
}
