import type { OutsideObject, OutsideShape } from "#core/formats/outside-content";
import type { CoordinateText } from "#core/formats/write/coordinate-text";
import { isMultiple, kindOf } from "#core/formats/write/shape-kinds";

const NAMES: Readonly<Record<OutsideShape["kind"], string>> = {
  point: "POINT",
  line: "LINESTRING",
  polygon: "POLYGON",
};

/** The shapes of an object as well-known text; "" for none. @see OGC 06-103r4, 7 */
export function wktText(object: OutsideObject, write: CoordinateText): string {
  const { shapes } = object;
  const [first] = shapes;
  if (!first) return "";
  const z = shapes.some((shape) => shape.z !== undefined);
  const dimension = z ? " Z " : " ";
  if (kindOf(object) === "mixed") {
    const each = shapes.map((shape) => `${NAMES[shape.kind]}${dimension}${body(shape, z, write)}`);
    return `GEOMETRYCOLLECTION${dimension}(${each.join(",")})`;
  }
  if (!isMultiple(object)) return `${NAMES[first.kind]}${dimension}${body(first, z, write)}`;
  return `MULTI${NAMES[first.kind]}${dimension}(${shapes.map((shape) => body(shape, z, write)).join(",")})`;
}

function body(shape: OutsideShape, z: boolean, write: CoordinateText): string {
  if (shape.kind === "point")
    return `(${run(shape.at, shape.z === undefined ? undefined : [shape.z], z, false, write)})`;
  if (shape.kind === "line") return `(${run(shape.path, shape.z, z, false, write)})`;
  return `(${shape.rings.map((ring, k) => `(${run(ring, shape.z?.[k], z, true, write)})`).join(",")})`;
}

function run(
  positions: ArrayLike<number>,
  heights: ArrayLike<number> | undefined,
  z: boolean,
  close: boolean,
  write: CoordinateText,
): string {
  const n = positions.length / 2;
  let text = "";
  for (let k = 0; k < (close ? n + 1 : n); k++) {
    const i = k % n;
    text += `${k > 0 ? "," : ""}${write(positions[2 * i] as number)} ${write(positions[2 * i + 1] as number)}`;
    if (z) text += ` ${heights?.[i] ?? 0}`;
  }
  return text;
}
