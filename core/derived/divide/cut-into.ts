import { EdgeInsertions } from "#core/derived/divide/edge-insertions";
import { type CutFault, type EdgeInsertion, splitPolygon } from "#core/derived/split-polygon";
import type { Path, PolygonGeometry, Position } from "#core/geometry/geometry";
import { innerPosition, planAreaM2 } from "#core/geometry/ring";

/** A polygon cut into parts by several cuts. */
export interface Cutting {
  /** In the order of the cuts; what the last cut leaves comes last. */
  readonly parts: readonly PolygonGeometry[];
  /** In whole edges of the polygon. */
  readonly inserted: readonly EdgeInsertion[];
}

/** One cut of several: its line, and which of the two pieces it makes is finished. */
export interface Cut {
  readonly path: Path;
  isDone(piece: PolygonGeometry): boolean;
}

/** A cut that leaves more than two pieces: where the odd one lies. */
export interface PieceFault {
  readonly fault: "in-pieces";
  readonly at: Position;
}

/**
 * Cuts a polygon by cuts that do not meet, each taking one part off what the cuts before it have left. All parts
 * together fill the polygon exactly.
 */
export function cutInto(polygon: PolygonGeometry, cuts: readonly Cut[]): Cutting | CutFault | PieceFault {
  const insertions = new EdgeInsertions();
  const parts: PolygonGeometry[] = [];
  let rest = polygon;
  for (const { path, isDone } of cuts) {
    const division = splitPolygon(rest, path);
    if ("fault" in division) return division;
    const done = division.pieces.filter(isDone);
    const left = division.pieces.filter((piece) => !done.includes(piece));
    if (done.length !== 1 || left.length !== 1) {
      const odd = (done.length > 1 ? done : left.length > 1 ? left : division.pieces).reduce((a, b) =>
        planAreaM2(b) < planAreaM2(a) ? b : a,
      );
      return { fault: "in-pieces", at: innerPosition(odd) };
    }
    insertions.add(division.inserted);
    parts.push(done[0] as PolygonGeometry);
    rest = left[0] as PolygonGeometry;
  }
  return { parts: [...parts, rest], inserted: insertions.list() };
}
