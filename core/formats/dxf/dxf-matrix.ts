import type { Point3 } from "#core/formats/dxf/dxf-entity";

/** An affine map of space: three rows of x, y, z and the shift. */
export type Matrix = readonly number[];

export const IDENTITY: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** First `b`, then `a`. */
export function times(a: Matrix, b: Matrix): Matrix {
  const made: number[] = [];
  for (let row = 0; row < 12; row += 4) {
    const [ax, ay, az, shift] = [a[row], a[row + 1], a[row + 2], a[row + 3]] as [number, number, number, number];
    for (let column = 0; column < 4; column++) {
      const sum = ax * (b[column] as number) + ay * (b[4 + column] as number) + az * (b[8 + column] as number);
      made.push(column === 3 ? sum + shift : sum);
    }
  }
  return made;
}

export function shift([x, y, z]: Point3): Matrix {
  return [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z];
}

export function scaling([x, y, z]: Point3): Matrix {
  return [x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0];
}

/** Counter-clockwise around z. */
export function turning(degrees: number): Matrix {
  const [cos, sin] = turnOf(degrees);
  return [cos, -sin, 0, 0, sin, cos, 0, 0, 0, 0, 1, 0];
}

/** Quarter turns exactly, so that what was drawn square stays square. */
function turnOf(degrees: number): readonly [cos: number, sin: number] {
  const quarter = degrees / 90;
  if (Number.isInteger(quarter)) return QUARTERS[((quarter % 4) + 4) % 4] as readonly [number, number];
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

const QUARTERS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * From the plane an entity is drawn in to the world, by the direction of its normal ("arbitrary axis").
 *
 * @see AutoCAD DXF reference, "Object coordinate systems (OCS)"
 */
export function planeOf([nx, ny, nz]: Point3): Matrix {
  const length = Math.hypot(nx, ny, nz);
  if ((nx === 0 && ny === 0 && nz > 0) || !(length > 0)) return IDENTITY;
  const z: Point3 = [nx / length, ny / length, nz / length];
  const near = Math.abs(z[0]) < 1 / 64 && Math.abs(z[1]) < 1 / 64;
  const x = unit(cross(near ? [0, 1, 0] : [0, 0, 1], z));
  const y = cross(z, x);
  return [x[0], y[0], z[0], 0, x[1], y[1], z[1], 0, x[2], y[2], z[2], 0];
}

export function cross([ax, ay, az]: Point3, [bx, by, bz]: Point3): Point3 {
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}

export function unit([x, y, z]: Point3): Point3 {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}

/** Moves a flat run of x, y, z in place. */
export function moveRun(matrix: Matrix, run: number[]): void {
  if (matrix === IDENTITY) return;
  const [a, b, c, d, e, f, g, h, i, j, k, l] = matrix as [
    ...[number, number, number, number],
    ...[number, number, number, number],
    ...[number, number, number, number],
  ];
  for (let at = 0; at + 2 < run.length; at += 3) {
    const [x, y, z] = [run[at] as number, run[at + 1] as number, run[at + 2] as number];
    run[at] = a * x + b * y + c * z + d;
    run[at + 1] = e * x + f * y + g * z + h;
    run[at + 2] = i * x + j * y + k * z + l;
  }
}

/** By how much a map lengthens at most, about. */
export function scaleOf(matrix: Matrix): number {
  const column = (at: number): number =>
    Math.hypot(matrix[at] as number, matrix[at + 4] as number, matrix[at + 8] as number);
  return Math.max(column(0), column(1), column(2));
}
