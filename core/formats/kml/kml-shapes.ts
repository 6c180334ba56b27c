import type { OutsideShape } from "#core/formats/outside-content";
import { childOf, type XmlNode } from "#core/formats/xml/read-xml";

/** The shapes of a placemark, degrees east and north. */
export interface KmlShapes {
  readonly shapes: readonly OutsideShape[];
  /** Type of a collection in capitals, which its parts alone do not tell. */
  readonly geometry?: string;
  /** Shapes that could not be read. */
  readonly faults: number;
}

/** Reads what a placemark draws, one geometry or a collection of them, or the outline of a picture on the ground. */
export function kmlShapes(placemark: XmlNode): KmlShapes {
  const found: Found = { shapes: [], faults: 0 };
  let geometry: string | undefined;
  for (const child of placemark.children) {
    if (!Object.hasOwn(READERS, child.name)) continue;
    take(child, found);
    if (child.name === "MultiGeometry" || child.name === "MultiTrack") geometry = typeOf(found.shapes);
  }
  return { ...found, ...(geometry && found.shapes.length > 0 ? { geometry } : {}) };
}

interface Found {
  readonly shapes: OutsideShape[];
  faults: number;
}

const READERS: Readonly<Record<string, (node: XmlNode, found: Found) => void>> = {
  Point: (node, found) => {
    const run = positions(childOf(node, "coordinates")?.text ?? "");
    const [x, y, z] = run ?? [];
    if (run === undefined) found.faults++;
    else if (x !== undefined && y !== undefined) found.shapes.push({ kind: "point", at: [x, y], ...(z ? { z } : {}) });
  },
  LineString: takeLine,
  LinearRing: takeLine,
  Polygon: (node, found) => {
    const rings: number[][] = [];
    for (const side of ["outerBoundaryIs", "innerBoundaryIs"]) {
      for (const boundary of node.children.filter(({ name }) => name === side)) {
        for (const ring of boundary.children.filter(({ name }) => name === "LinearRing")) {
          const run = positions(childOf(ring, "coordinates")?.text ?? "");
          const open = run && ringOf(run);
          if (open && open.length >= 9) rings.push(open);
          else if (run === undefined || run.length > 0) found.faults++;
        }
        // A hole without its shell would be one.
        if (rings.length === 0) return;
      }
    }
    if (rings.length === 0) return;
    const heights = rings.map((ring) => ring.filter((_, i) => i % 3 === 2));
    const high = heights.some((ring) => ring.some((z) => z !== 0));
    const places = rings.map((ring) => ring.filter((_, i) => i % 3 !== 2));
    found.shapes.push({ kind: "polygon", rings: places, ...(high ? { z: heights } : {}) });
  },
  LatLonBox: (node, found) => {
    const [north, south, east, west] = ["north", "south", "east", "west"].map((side) =>
      Number(childOf(node, side)?.text || Number.NaN),
    ) as [number, number, number, number];
    if (![north, south, east, west].every(Number.isFinite)) found.faults++;
    else found.shapes.push({ kind: "polygon", rings: [turnedBox(node, [west, south, east, north])] });
  },
  LatLonQuad: (node, found) => {
    const run = positions(childOf(node, "coordinates")?.text ?? "");
    if (run?.length === 12) found.shapes.push({ kind: "polygon", rings: [run.filter((_, i) => i % 3 !== 2)] });
    else found.faults++;
  },
  MultiGeometry: takeAll,
  MultiTrack: takeAll,
  Track: (node, found) => {
    const run = node.children
      .filter(({ name }) => name === "coord")
      .flatMap(({ text }) => positions(text.split(/\s+/).join(",")) ?? [Number.NaN, 0, 0]);
    pushLine(run.some(Number.isNaN) ? undefined : run, found);
  },
  Model: (node, found) => {
    const place = childOf(node, "Location");
    const [x, y] = ["longitude", "latitude"].map((name) => Number(childOf(place, name)?.text || Number.NaN));
    if (Number.isFinite(x) && Number.isFinite(y)) found.shapes.push({ kind: "point", at: [x as number, y as number] });
    else found.faults++;
  },
};

/** The corners of a box in degrees, turned counter-clockwise about its middle by its `rotation`. */
function turnedBox(node: XmlNode, [west, south, east, north]: readonly [number, number, number, number]): number[] {
  const corners = [west, south, east, south, east, north, west, north];
  const degrees = Number(childOf(node, "rotation")?.text || 0);
  if (!Number.isFinite(degrees) || degrees === 0) return corners;
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  // Degrees east are shorter than degrees north.
  const narrow = Math.max(Math.cos((y * Math.PI) / 180), 1e-6);
  const turned: number[] = [];
  for (let i = 0; i < corners.length; i += 2) {
    const [dx, dy] = [((corners[i] as number) - x) * narrow, (corners[i + 1] as number) - y];
    turned.push(x + (dx * cos - dy * sin) / narrow, y + dx * sin + dy * cos);
  }
  return turned;
}

function take(node: XmlNode, found: Found): void {
  READERS[node.name]?.(node, found);
}

function takeAll(node: XmlNode, found: Found): void {
  for (const child of node.children) if (Object.hasOwn(READERS, child.name)) take(child, found);
}

function takeLine(node: XmlNode, found: Found): void {
  pushLine(positions(childOf(node, "coordinates")?.text ?? ""), found);
}

/** A line of two positions or more; one alone is a fault, none is an empty shape. */
function pushLine(run: number[] | undefined, found: Found): void {
  if (run === undefined || run.length === 3) found.faults++;
  else if (run.length > 0) {
    const heights = run.filter((_, i) => i % 3 === 2);
    const path = run.filter((_, i) => i % 3 !== 2);
    found.shapes.push({ kind: "line", path, ...(heights.some((z) => z !== 0) ? { z: heights } : {}) });
  }
}

/** Flat x, y, z of `lon,lat[,alt] lon,lat …`; blanks after commas are taken as slips. `undefined` where one is no position. */
function positions(text: string): number[] | undefined {
  const run: number[] = [];
  const words = (/,\s|\s,/.test(text) ? text.replace(/\s*,\s*/g, ",") : text).split(/\s+/);
  for (const word of words) {
    if (word === "") continue;
    const [lon, lat, alt] = word.split(",");
    const [x, y, z] = [Number(lon || Number.NaN), Number(lat || Number.NaN), Number(alt ?? 0)];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
    run.push(x, y, Number.isFinite(z) ? z : 0);
  }
  return run;
}

/** A ring less its last position where that is the first again. */
function ringOf(run: readonly number[]): number[] {
  const closed = run[0] === run.at(-3) && run[1] === run.at(-2);
  return run.slice(0, closed ? -3 : undefined);
}

function typeOf(shapes: readonly OutsideShape[]): string {
  const [first] = shapes;
  if (!first || shapes.some(({ kind }) => kind !== first.kind)) return "GEOMETRYCOLLECTION";
  return { point: "MULTIPOINT", line: "MULTILINESTRING", polygon: "MULTIPOLYGON" }[first.kind];
}
