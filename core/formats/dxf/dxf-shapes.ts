import { addBulge, arcRun, ellipseRun, minorAxis, splineRun } from "#core/formats/dxf/dxf-curves";
import {
  BadEntity,
  type DxfEntity,
  hasCode,
  numberAt,
  type Point3,
  pointAt,
  toNumber,
} from "#core/formats/dxf/dxf-entity";
import { hatchRings } from "#core/formats/dxf/dxf-hatch";
import { IDENTITY, type Matrix, planeOf } from "#core/formats/dxf/dxf-matrix";

/** What an entity draws, before blocks are placed: flat runs of x, y, z. Rings are not closed. */
export type DrawnShape =
  | { readonly kind: "point"; readonly run: number[] }
  | { readonly kind: "line"; readonly run: number[] }
  | { readonly kind: "polygon"; readonly runs: readonly number[][] };

export interface Drawn {
  readonly shapes: readonly DrawnShape[];
  /** From the plane it is drawn in to the drawing. */
  readonly plane: Matrix;
}

/** Entities that draw something here. Others are counted and told. */
export function canDraw(type: string): boolean {
  return Object.hasOwn(DRAWERS, type);
}

/**
 * What an entity draws. `scale` is by how much a block enlarges it, for the fineness of its curves.
 *
 * @throws BadEntity for numbers that are none, and shapes that make no sense
 */
export function drawEntity(entity: DxfEntity, scale: number): Drawn {
  const draw = DRAWERS[entity.type];
  if (!draw) return { shapes: [], plane: IDENTITY };
  const { flat, shapes } = draw(entity, scale);
  return {
    shapes,
    plane:
      flat && hasCode(entity, 210)
        ? planeOf([numberAt(entity, 210), numberAt(entity, 220), numberAt(entity, 230, 1)])
        : IDENTITY,
  };
}

/** `flat`: it is drawn in the plane of its normal. */
type Drawer = (entity: DxfEntity, scale: number) => { readonly flat: boolean; readonly shapes: readonly DrawnShape[] };

const inPlane = (...shapes: readonly DrawnShape[]): ReturnType<Drawer> => ({ flat: true, shapes });
const inSpace = (...shapes: readonly DrawnShape[]): ReturnType<Drawer> => ({ flat: false, shapes });

const DRAWERS: Readonly<Record<string, Drawer>> = {
  LINE: (entity) => inSpace({ kind: "line", run: [...pointAt(entity, 10), ...pointAt(entity, 11)] }),
  POINT: (entity) => inSpace({ kind: "point", run: [...pointAt(entity, 10)] }),
  CIRCLE: (entity, scale) => {
    const radius = Math.abs(numberAt(entity, 40));
    return radius > 0 ? inPlane(closedOf(arcRun(pointAt(entity, 10), radius, 0, 360, scale))) : inPlane();
  },
  ARC: (entity, scale) => {
    const radius = Math.abs(numberAt(entity, 40));
    if (radius === 0) return inPlane();
    return inPlane({
      kind: "line",
      run: arcRun(pointAt(entity, 10), radius, numberAt(entity, 50), numberAt(entity, 51), scale),
    });
  },
  ELLIPSE: (entity, scale) => {
    const major = pointAt(entity, 11);
    if (Math.hypot(...major) === 0) return inSpace();
    const normal: Point3 = hasCode(entity, 210)
      ? [numberAt(entity, 210), numberAt(entity, 220), numberAt(entity, 230)]
      : [0, 0, 1];
    const minor = minorAxis(major, normal, numberAt(entity, 40, 1));
    const from = numberAt(entity, 41);
    const turn = 2 * Math.PI;
    const rest = (((numberAt(entity, 42, turn) - from) % turn) + turn) % turn;
    const whole = rest < 1e-9 || turn - rest < 1e-9;
    const run = ellipseRun(pointAt(entity, 10), major, minor, from, whole ? turn : rest, scale);
    return inSpace(whole ? closedOf(run) : { kind: "line", run });
  },
  SPLINE: (entity) => {
    const run = splineOf(entity);
    const closed = (numberAt(entity, 70) & 1) !== 0;
    return inSpace(closed || endsMeet(run) ? closedOf(run) : { kind: "line", run });
  },
  LWPOLYLINE: (entity, scale) => {
    const z = numberAt(entity, 38);
    const vertices: Vertex[] = [];
    let open: { x: number; y: number; bulge: number } | undefined;
    entity.codes.forEach((code, i) => {
      if (code === 10) {
        open = { x: toNumber(entity.values[i] as string), y: 0, bulge: 0 };
        vertices.push(open);
      } else if (code === 20 && open) open.y = toNumber(entity.values[i] as string);
      else if (code === 42 && open) open.bulge = toNumber(entity.values[i] as string);
    });
    return inPlane(...bulgedShape(vertices, z, (numberAt(entity, 70) & 1) !== 0, scale));
  },
  POLYLINE: (entity, scale) => {
    const flags = numberAt(entity, 70);
    if ((flags & 64) !== 0) return inSpace(...facesOf(entity.parts));
    // Vertices of the frame of a fitted curve are not on it.
    const parts = entity.parts.filter((part) => (numberAt(part, 70) & 16) === 0);
    if ((flags & 16) !== 0) return inSpace(...meshOf(entity, parts));
    const closed = (flags & 1) !== 0;
    if ((flags & 8) !== 0)
      return inSpace(
        ...runShape(
          parts.flatMap((part) => pointAt(part, 10)),
          closed,
        ),
      );
    const vertices = parts.map((part) => ({ x: numberAt(part, 10), y: numberAt(part, 20), bulge: numberAt(part, 42) }));
    const z = hasCode(entity, 30) ? numberAt(entity, 30) : parts[0] ? numberAt(parts[0], 30) : 0;
    return inPlane(...bulgedShape(vertices, z, closed, scale));
  },
  TEXT: (entity) => inPlane({ kind: "point", run: textPlace(entity) }),
  ATTRIB: (entity) => inPlane({ kind: "point", run: textPlace(entity) }),
  ATTDEF: (entity) => inPlane({ kind: "point", run: textPlace(entity) }),
  MTEXT: (entity) => inSpace({ kind: "point", run: [...pointAt(entity, 10)] }),
  DIMENSION: (entity) => inPlane({ kind: "point", run: [...pointAt(entity, 11)] }),
  MULTILEADER: (entity) => inSpace(...runShape(hasCode(entity, 12) ? [...pointAt(entity, 12)] : [], false)),
  SOLID: (entity) => inPlane(...cornersShape(entity, [10, 11, 13, 12])),
  TRACE: (entity) => inPlane(...cornersShape(entity, [10, 11, 13, 12])),
  "3DFACE": (entity) => inSpace(...cornersShape(entity, [10, 11, 12, 13])),
  HATCH: (entity, scale) =>
    inPlane(...hatchRings(entity, scale).map((runs): DrawnShape => ({ kind: "polygon", runs }))),
  LEADER: (entity) => inSpace(...runShape(pointsOf(entity, 10), false)),
  MLINE: (entity) => inSpace(...runShape(pointsOf(entity, 11), (numberAt(entity, 71) & 2) !== 0)),
};

interface Vertex {
  readonly x: number;
  readonly y: number;
  readonly bulge: number;
}

function bulgedShape(vertices: readonly Vertex[], z: number, closed: boolean, scale: number): DrawnShape[] {
  const run: number[] = [];
  vertices.forEach(({ x, y, bulge }, i) => {
    run.push(x, y, z);
    const next = vertices[i + 1] ?? (closed ? vertices[0] : undefined);
    if (next) addBulge(run, [x, y, z], [next.x, next.y, z], bulge, scale);
  });
  return runShape(run, closed);
}

/** A run as a line, or a ring where it is closed or comes back to its beginning. Two vertices enclose nothing. */
function runShape(run: number[], closed: boolean): DrawnShape[] {
  if (run.length === 0) return [];
  if (run.length === 3) return [{ kind: "point", run }];
  if (!closed && !endsMeet(run)) return [{ kind: "line", run }];
  return [run.length > 6 ? closedOf(run) : { kind: "line", run }];
}

/** A ring of a run: its last vertex is left out where it is the first again. */
function closedOf(run: number[]): DrawnShape {
  const ring = endsMeet(run) || isRound(run) ? run.slice(0, -3) : run;
  return ring.length >= 9 ? { kind: "polygon", runs: [ring] } : { kind: "line", run };
}

function endsMeet(run: readonly number[]): boolean {
  return run.length > 9 && run[0] === run.at(-3) && run[1] === run.at(-2) && run[2] === run.at(-1);
}

/** Ends that would meet but for rounding: those of a whole turn. */
function isRound(run: readonly number[]): boolean {
  const [x, y] = [run[0] as number, run[1] as number];
  const gap = Math.hypot(x - (run.at(-3) as number), y - (run.at(-2) as number));
  return run.length > 9 && gap <= 1e-12 * Math.max(1, Math.abs(x), Math.abs(y)) * 16;
}

/** Where a text stands: its alignment point where it is aligned by one. */
function textPlace(entity: DxfEntity): number[] {
  const aligned = numberAt(entity, 72) !== 0 || numberAt(entity, 73) !== 0 || numberAt(entity, 74) !== 0;
  return [...pointAt(entity, aligned && hasCode(entity, 11) ? 11 : 10)];
}

/** The polygon of three or four corners given by their codes; corners written twice count once. */
function cornersShape(entity: DxfEntity, codes: readonly number[]): DrawnShape[] {
  const run: number[] = [];
  for (const code of codes) {
    if (!hasCode(entity, code)) continue;
    const [x, y, z] = pointAt(entity, code);
    if (x !== run.at(-3) || y !== run.at(-2) || z !== run.at(-1)) run.push(x, y, z);
  }
  return runShape(run, true);
}

function splineOf(entity: DxfEntity): number[] {
  const control = pointsOf(entity, 10);
  if (control.length === 0) {
    // Only the points it goes through are written: a line through them.
    const through = pointsOf(entity, 11);
    if (through.length < 6) throw new BadEntity("spline");
    return through;
  }
  const points: Point3[] = [];
  for (let i = 0; i < control.length; i += 3) {
    points.push([control[i] as number, control[i + 1] as number, control[i + 2] as number]);
  }
  const numbers = (code: number): number[] =>
    entity.values.filter((_, i) => entity.codes[i] === code).map((value) => toNumber(value));
  const weights = numbers(41);
  return splineRun({
    degree: numberAt(entity, 71, 3),
    knots: numbers(40),
    control: points,
    weights: weights.some((weight) => weight <= 0) ? [] : weights,
  });
}

/** All points of a code, with y and z in the codes ten and twenty further; flat. */
function pointsOf(entity: DxfEntity, code: number): number[] {
  const run: number[] = [];
  entity.codes.forEach((held, i) => {
    if (held === code) run.push(toNumber(entity.values[i] as string), 0, 0);
    else if (held === code + 10 && run.length > 0) run[run.length - 2] = toNumber(entity.values[i] as string);
    else if (held === code + 20 && run.length > 0) run[run.length - 1] = toNumber(entity.values[i] as string);
  });
  return run;
}

/** Faces of a polyface mesh: vertices first, then faces that name up to four of them. */
function facesOf(parts: readonly DxfEntity[]): DrawnShape[] {
  const places: Point3[] = [];
  const faces: DrawnShape[] = [];
  for (const part of parts) {
    const flags = numberAt(part, 70);
    if ((flags & 64) !== 0) {
      places.push(pointAt(part, 10));
      continue;
    }
    if ((flags & 128) === 0) continue;
    const run = [71, 72, 73, 74].flatMap((code) => places[Math.abs(numberAt(part, code)) - 1] ?? []);
    if (run.length >= 9) faces.push({ kind: "polygon", runs: [run] });
  }
  return faces;
}

/** Cells of a polygon mesh of M by N vertices. */
function meshOf(entity: DxfEntity, parts: readonly DxfEntity[]): DrawnShape[] {
  const flags = numberAt(entity, 70);
  const smooth = parts.filter((part) => (numberAt(part, 70) & 8) !== 0);
  const held = smooth.length > 0 ? smooth : parts;
  const [m, n] =
    smooth.length > 0 ? [numberAt(entity, 73), numberAt(entity, 74)] : [numberAt(entity, 71), numberAt(entity, 72)];
  if (m < 2 || n < 2 || m * n > held.length) throw new BadEntity("mesh");
  const places = held.map((part) => pointAt(part, 10));
  const cells: DrawnShape[] = [];
  for (let i = 0; i < ((flags & 1) !== 0 ? m : m - 1); i++) {
    for (let j = 0; j < ((flags & 32) !== 0 ? n : n - 1); j++) {
      const at = (row: number, column: number): Point3 => places[(row % m) * n + (column % n)] as Point3;
      cells.push({ kind: "polygon", runs: [[...at(i, j), ...at(i + 1, j), ...at(i + 1, j + 1), ...at(i, j + 1)]] });
    }
  }
  return cells;
}
