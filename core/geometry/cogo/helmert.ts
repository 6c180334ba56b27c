import type { Position } from "#core/geometry/geometry";

/** A position in one system and in the other, millimetres. */
export interface HelmertPair {
  readonly from: Position;
  readonly to: Position;
}

/** A similarity in the plane: shift, turn, scale. */
export interface Helmert {
  readonly scale: number;
  /** Clockwise, degrees. */
  readonly turnDeg: number;
  apply(at: Position): Position;
  /** What is left at each pair, `to` less the image of `from`, millimetres. */
  readonly residuals: readonly Position[];
  /** Root of the mean square of what is left, millimetres, with 2n − 4 degrees of freedom; 0 for two pairs. */
  readonly sigmaMm: number;
}

/**
 * The similarity of four parameters that fits pairs best by least squares.
 *
 * @param pairs two at least, not all in one place
 */
export function fitHelmert(pairs: readonly HelmertPair[]): Helmert | undefined {
  const n = pairs.length;
  if (n < 2) return undefined;
  const mean = (of: (pair: HelmertPair) => Position): Position => [
    pairs.reduce((sum, pair) => sum + of(pair)[0], 0) / n,
    pairs.reduce((sum, pair) => sum + of(pair)[1], 0) / n,
  ];
  const [fx, fy] = mean(({ from }) => from);
  const [tx, ty] = mean(({ to }) => to);
  let [dot, cross, square] = [0, 0, 0];
  for (const { from, to } of pairs) {
    const [x, y, u, v] = [from[0] - fx, from[1] - fy, to[0] - tx, to[1] - ty];
    dot += x * u + y * v;
    cross += x * v - y * u;
    square += x * x + y * y;
  }
  if (square === 0) return undefined;
  const [a, b] = [dot / square, cross / square];
  const apply = ([x, y]: Position): Position => [tx + a * (x - fx) - b * (y - fy), ty + b * (x - fx) + a * (y - fy)];
  const residuals = pairs.map(({ from, to }): Position => {
    const [x, y] = apply(from);
    return [to[0] - x, to[1] - y];
  });
  const left = residuals.reduce((sum, [x, y]) => sum + x * x + y * y, 0);
  return {
    scale: Math.hypot(a, b),
    turnDeg: (-Math.atan2(b, a) * 180) / Math.PI,
    apply,
    residuals,
    sigmaMm: n > 2 ? Math.sqrt(left / (2 * n - 4)) : 0,
  };
}
