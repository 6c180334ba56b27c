import { addArc } from "#core/formats/wkt/wkt-arc";
import { childOf, type XmlNode } from "#core/formats/xml/read-xml";

/** A surveyed point: east, north, height (0 where it has none). */
export type LandPoint = readonly [x: number, y: number, z: number];

/** Points by their name. */
export type NamedPoints = ReadonlyMap<string, LandPoint>;

/**
 * The run a `CoordGeom` draws, flat x, y, z: lines, irregular lines, chains of points, circular curves as chords.
 * Spirals are drawn straight, by the vertices they name.
 *
 * @returns `undefined` where a vertex is missing or is no position
 * @see http://www.landxml.org/schema/LandXML-1.2
 */
export function coordGeomRun(geom: XmlNode, points: NamedPoints): number[] | undefined {
  const run: number[] = [];
  for (const part of geom.children) {
    const piece = pieceOf(part, points);
    if (!piece) return undefined;
    const joins = piece.length >= 3 && near(run.at(-3), piece[0]) && near(run.at(-2), piece[1]);
    for (let i = joins ? 3 : 0; i < piece.length; i++) run.push(piece[i] as number);
  }
  return run;
}

function pieceOf(part: XmlNode, points: NamedPoints): number[] | undefined {
  const named = (name: string): LandPoint | undefined => {
    const node = childOf(part, name);
    return node && pointOf(node, points);
  };
  if (part.name === "Chain") {
    const chain = part.text.split(/\s+/).map((name) => points.get(name));
    return chain.every((point) => point !== undefined) ? chain.flat() : undefined;
  }
  const [start, end] = [named("Start"), named("End")];
  switch (part.name) {
    case "Line":
      return start && end ? [...start, ...end] : undefined;
    case "Spiral": {
      const corner = named("PI");
      return start && end ? [...start, ...(corner ?? []), ...end] : undefined;
    }
    case "IrregularLine": {
      const inner = listOf(part);
      if (!start || !end || !inner) return undefined;
      // Start and end are often written again in the list.
      const first = near(inner[0], start[0]) && near(inner[1], start[1]) ? 3 : 0;
      const last = near(inner.at(-3), end[0]) && near(inner.at(-2), end[1]) ? inner.length - 3 : inner.length;
      return [...start, ...inner.slice(first, Math.max(first, last)), ...end];
    }
    case "Curve":
      return start && end ? curveOf(part, start, end, named("Center")) : undefined;
    default:
      // Names and remarks draw nothing.
      return [];
  }
}

/** An arc about its centre, clockwise or not. */
function curveOf(part: XmlNode, start: LandPoint, end: LandPoint, centre: LandPoint | undefined): number[] | undefined {
  if (!centre) return undefined;
  const clockwise = part.attributes["rot"] === "cw";
  const radius = Math.hypot(start[0] - centre[0], start[1] - centre[1]);
  const from = Math.atan2(start[1] - centre[1], start[0] - centre[0]);
  const to = Math.atan2(end[1] - centre[1], end[0] - centre[0]);
  const forward = (((to - from) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  const sweep = clockwise ? forward - 2 * Math.PI : forward;
  if (!(radius > 0) || sweep === 0) return undefined;
  const half = from + sweep / 2;
  const run = [...start];
  addArc(run, [
    ...start,
    centre[0] + radius * Math.cos(half),
    centre[1] + radius * Math.sin(half),
    (start[2] + end[2]) / 2,
    ...end,
  ]);
  return run;
}

/** A point written as north, east and perhaps height, or by the name of a surveyed one. */
export function pointOf(node: XmlNode, points: NamedPoints): LandPoint | undefined {
  const named = node.attributes["pntRef"];
  if (named !== undefined && node.text === "") return points.get(named);
  const [north, east, height = 0] = node.text.split(/\s+/).map(Number);
  if (north === undefined || east === undefined || ![north, east].every(Number.isFinite)) return undefined;
  return node.text === "" ? undefined : [east, north, Number.isFinite(height) ? height : 0];
}

/** Positions of a list of two or three numbers each; flat x, y, z. */
function listOf(part: XmlNode): number[] | undefined {
  const flat = childOf(part, "PntList2D");
  const list = flat ?? childOf(part, "PntList3D");
  if (!list) return [];
  const numbers = list.text === "" ? [] : list.text.split(/\s+/).map(Number);
  const size = flat ? 2 : 3;
  if (numbers.length % size !== 0 || !numbers.every(Number.isFinite)) return undefined;
  const run: number[] = [];
  for (let i = 0; i < numbers.length; i += size) {
    run.push(numbers[i + 1] as number, numbers[i] as number, size === 3 ? (numbers[i + 2] as number) : 0);
  }
  return run;
}

/** Whether two numbers are the same but for the last digits a program wrote. */
export function near(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-6;
}
