import type { Style } from "#core/features/feature-class";
import { pictogramOf } from "#core/features/pictograms";
import { area, type Ink, type Mark } from "#core/formats/plan/sheet-marks";
import type { ClassId } from "#core/model/feature";

type PointSymbol = NonNullable<Style["symbol"]>;
type Shape = PointSymbol["shape"];

/** How much larger a square is that bears a pictogram. */
const SIGN_GROWTH = 1.45;
/** Where a class declares none. */
const PLAIN: PointSymbol = { shape: "circle", sizeMm: 1.5 };

/** A point symbol of the class declarations, centred on `x, y`, `sizeMm` across. */
function symbolMark(shape: Shape, sizeMm: number, x: number, y: number, ink: Ink): Mark {
  const r = sizeMm / 2;
  if (shape === "circle") return { kind: "circle", x, y, radius: r, ink };
  return area(
    outlines[shape].map((share, i) => (i % 2 === 0 ? x : y) + share * r),
    ink,
  );
}

/** How large the sign of a point is, millimetres. */
export function signSizeMm(id: ClassId, declared: PointSymbol | undefined, kind: unknown): number {
  const { sizeMm } = declared ?? PLAIN;
  return id === "facility" && pictogramOf(kind) ? sizeMm * SIGN_GROWTH : sizeMm;
}

/** The sign of a point of a class: a facility bears the pictogram of its kind on a square of its colour. */
export function pointMarks(
  id: ClassId,
  declared: PointSymbol | undefined,
  kind: unknown,
  [x, y]: readonly [number, number],
  ink: Ink,
): Mark[] {
  const symbol = declared ?? PLAIN;
  const sign = id === "facility" ? pictogramOf(kind) : undefined;
  if (!sign) return [symbolMark(symbol.shape, symbol.sizeMm, x, y, ink)];
  const side = signSizeMm(id, declared, kind);
  const share = (side * 0.74) / 12;
  const runs = sign.map((ring) => ({
    at: ring.map((value, i) => (i % 2 === 0 ? x : y) + (value - 6) * share),
    closed: true,
  }));
  return [symbolMark("square", side, x, y, ink), { kind: "path", runs, ink: { fill: "#ffffff" } }];
}

/** Outlines in a box from -1 to 1, y down. */
const outlines: Readonly<Record<Exclude<Shape, "circle">, readonly number[]>> = {
  square: [-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9],
  triangle: [0, -1, 1, 0.8, -1, 0.8],
  cross: [
    -0.3, -1, 0.3, -1, 0.3, -0.3, 1, -0.3, 1, 0.3, 0.3, 0.3, 0.3, 1, -0.3, 1, -0.3, 0.3, -1, 0.3, -1, -0.3, -0.3, -0.3,
  ],
  drop: dropOutline(),
  bubble: [-1, -0.9, 1, -0.9, 1, 0.4, -0.1, 0.4, -0.55, 1, -0.55, 0.4, -1, 0.4],
  camera: [-1, -0.5, -0.45, -0.5, -0.25, -0.8, 0.25, -0.8, 0.45, -0.5, 1, -0.5, 1, 0.75, -1, 0.75],
};

/** A drop: a point above, a round belly below. */
function dropOutline(): number[] {
  const at = [0, -1];
  for (let i = 0; i <= 16; i++) {
    const angle = ((-35 + (250 * i) / 16) * Math.PI) / 180;
    at.push(0.68 * Math.cos(angle), 0.32 + 0.68 * Math.sin(angle));
  }
  return at;
}
