import {
  Clipper,
  Clipper64,
  ClipperOffset,
  ClipType,
  EndType,
  FillRule,
  JoinType,
  type Path64,
  type PolyPath64,
  PolyTree64,
} from "clipper2-ts";
import type { Box } from "#core/geometry/box";
import type { Path, Ring } from "#core/geometry/geometry";

/**
 * A bag of flat rings in any place of the plane, filled where they wind round (shells counter-clockwise, holes
 * clockwise). For approximate construction: results are rounded to the grid and share no vertices on purpose.
 * Keep coordinates near an origin (below about 10⁹).
 */
export type Region = readonly Ring[];

/** All that lies in one of the regions. */
export function unionOf(...regions: Region[]): Region {
  const rings = regions.flat();
  if (rings.length === 0) return [];
  return fromPaths(Clipper.union(toPaths(rings), FillRule.NonZero));
}

/** What lies in `a` and not in `b`. */
export function differenceOf(a: Region, b: Region): Region {
  if (a.length === 0) return [];
  return fromPaths(Clipper.difference(toPaths(a), toPaths(b), FillRule.NonZero));
}

/** What lies in both. */
export function intersectionOf(a: Region, b: Region): Region {
  if (a.length === 0 || b.length === 0) return [];
  return fromPaths(Clipper.intersect(toPaths(a), toPaths(b), FillRule.NonZero));
}

/** What lies in an axis-parallel box; cheap even for a region of many thousand vertices. */
export function clippedToBox(region: Region, [minX, minY, maxX, maxY]: Box): Region {
  const box = { left: Math.floor(minX), top: Math.floor(minY), right: Math.ceil(maxX), bottom: Math.ceil(maxY) };
  return fromPaths(Clipper.rectClip(box, toPaths(region)));
}

/** A region grown (or shrunk, below 0) by a distance, corners mitred, very sharp ones cut off. */
export function grownBy(region: Region, distanceMm: number): Region {
  // United first: the offset of a ring that folds on itself is undefined.
  const sound = unionOf(region);
  if (sound.length === 0) return [];
  return fromPaths(Clipper.inflatePaths(toPaths(sound), distanceMm, JoinType.Miter, EndType.Polygon, 2));
}

/** The band within half a width of a path, ends cut square at the path's ends, corners mitred. */
export function bandAlong(path: Path, widthMm: number): Region {
  const line = toPath(path);
  if (line.length < 2) return [];
  const offset = new ClipperOffset(2.5);
  offset.addPath(line, JoinType.Miter, EndType.Butt);
  const out: Path64[] = [];
  offset.execute(widthMm / 2, out);
  return fromPaths(out);
}

/** The connected surfaces of a region, each shell first with its holes; islands in holes are surfaces of their own. */
export function surfacesOfRegion(region: Region): Ring[][] {
  if (region.length === 0) return [];
  const clipper = new Clipper64();
  clipper.addSubject(toPaths(region));
  const tree = new PolyTree64();
  clipper.execute(ClipType.Union, FillRule.NonZero, tree);
  const out: Ring[][] = [];
  const walk = (shell: PolyPath64): void => {
    if (!shell.poly) return;
    const rings = [fromPath(shell.poly)];
    for (let i = 0; i < shell.count; i++) {
      const hole = shell.child(i);
      if (hole.poly) rings.push(fromPath(hole.poly));
      for (let k = 0; k < hole.count; k++) walk(hole.child(k));
    }
    out.push(rings);
  };
  for (let i = 0; i < tree.count; i++) walk(tree.child(i));
  return out;
}

/** Signed sum of the rings' areas, square millimetres. */
export function regionAreaMm2(region: Region): number {
  let twice = 0;
  for (const ring of region) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      twice += (ring[j] as number) * (ring[i + 1] as number) - (ring[i] as number) * (ring[j + 1] as number);
    }
  }
  return twice / 2;
}

/** Rings as the clipper wants them: on the grid, no vertex twice in a row; what is no ring then is left out. */
function toPaths(region: Region): Path64[] {
  return region.map((ring) => toPath(ring, true)).filter((path) => path.length >= 3);
}

function toPath(run: Ring | Path, closed = false): Path64 {
  const out: Path64 = [];
  for (let i = 0; i < run.length; i += 2) {
    const x = Math.round(run[i] as number);
    const y = Math.round(run[i + 1] as number);
    const last = out.at(-1);
    if (!last || last.x !== x || last.y !== y) out.push({ x, y });
  }
  while (closed && out.length > 1 && out[0]?.x === out.at(-1)?.x && out[0]?.y === out.at(-1)?.y) out.pop();
  return out;
}

function fromPath(path: Path64): number[] {
  const out: number[] = [];
  for (const { x, y } of path) out.push(x, y);
  return out;
}

function fromPaths(paths: readonly Path64[]): Ring[] {
  return paths.filter((path) => path.length >= 3).map(fromPath);
}
