import type { Position } from "#core/geometry/geometry";

/** A bend below this is followed by the line without a pole of its own. */
const BEND_DEG = 3;

/**
 * Where the poles of a line stand: at its ends and bends, and between them at equal spans no longer than the norm.
 *
 * @param path flat, millimetres
 * @param spanM longest span, metres, above 0
 */
export function polePositions(path: readonly number[], spanM: number): Position[] {
  if (!(spanM > 0)) throw new RangeError(`a span of ${spanM} m`);
  const stands = [0];
  for (let i = 2; i + 2 < path.length; i += 2) {
    const [ax, ay, bx, by] = [path[i - 2], path[i - 1], path[i], path[i + 1]] as [number, number, number, number];
    const [cx, cy] = [path[i + 2] as number, path[i + 3] as number];
    const turn = Math.atan2(
      (bx - ax) * (cy - by) - (by - ay) * (cx - bx),
      (bx - ax) * (cx - bx) + (by - ay) * (cy - by),
    );
    if (Math.abs((turn * 180) / Math.PI) >= BEND_DEG) stands.push(i);
  }
  stands.push(path.length - 2);
  const poles: Position[] = [[path[0] as number, path[1] as number]];
  for (let s = 1; s < stands.length; s++) {
    const run = path.slice(stands[s - 1] as number, (stands[s] as number) + 2);
    const total = runLength(run);
    const spans = Math.max(1, Math.ceil(total / (spanM * 1000) - 1e-9));
    for (let k = 1; k < spans; k++) poles.push(along(run, (total * k) / spans));
    poles.push([run.at(-2) as number, run.at(-1) as number]);
  }
  return poles;
}

function runLength(run: readonly number[]): number {
  let mm = 0;
  for (let i = 2; i < run.length; i += 2) {
    mm += Math.hypot((run[i] as number) - (run[i - 2] as number), (run[i + 1] as number) - (run[i - 1] as number));
  }
  return mm;
}

function along(run: readonly number[], wayMm: number): Position {
  let left = wayMm;
  for (let i = 2; i < run.length; i += 2) {
    const [ax, ay, bx, by] = [run[i - 2], run[i - 1], run[i], run[i + 1]] as [number, number, number, number];
    const length = Math.hypot(bx - ax, by - ay);
    if (left <= length)
      return [Math.round(ax + ((bx - ax) * left) / length), Math.round(ay + ((by - ay) * left) / length)];
    left -= length;
  }
  return [run.at(-2) as number, run.at(-1) as number];
}
