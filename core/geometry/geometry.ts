/**
 * Shapes of Maillage. Every stored coordinate is an **integer number of millimetres** in the one projected
 * CRS of the project (x east, y north). Positions are flat: `[x0, y0, x1, y1, …]`.
 */

/** One position, `[x, y]`, integer millimetres in the project CRS. */
export type Position = readonly [x: number, y: number];

/** An open run of positions, flat, two positions or more. */
export type Path = readonly number[];

/** A closed run of positions, flat, **without** repeating the first; three positions or more. Shells turn counter-clockwise, holes clockwise. */
export type Ring = readonly number[];

export type PointGeometry = { readonly kind: "point"; readonly at: Position };
export type LineGeometry = { readonly kind: "line"; readonly path: Path };
/** `rings[0]` is the shell, the others are its holes. One face: a feature has one connected surface. */
export type PolygonGeometry = { readonly kind: "polygon"; readonly rings: readonly Ring[] };

export type Geometry = PointGeometry | LineGeometry | PolygonGeometry;
export type GeometryKind = Geometry["kind"];

/** Makes a point. */
export function pointAt(x: number, y: number): PointGeometry {
  return { kind: "point", at: [x, y] };
}

/** Makes a line from a flat path. */
export function lineOf(path: Path): LineGeometry {
  return { kind: "line", path };
}

/** Makes a polygon from flat rings, shell first. */
export function polygonOf(...rings: Ring[]): PolygonGeometry {
  return { kind: "polygon", rings };
}

/** The flat runs of positions of a geometry: one for a point or a line, one a ring for a polygon. */
export function runsOf(geometry: Geometry): readonly (readonly number[])[] {
  if (geometry.kind === "point") return [geometry.at];
  if (geometry.kind === "line") return [geometry.path];
  return geometry.rings;
}
