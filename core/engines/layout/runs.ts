import type { RegionIndex } from "#core/engines/layout/region-index";
import type { Path } from "#core/geometry/geometry";

/** A run without positions that repeat the one before, or the first at the end. */
export function withoutRepeats(run: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < run.length; i += 2) {
    if (out.length > 0 && out.at(-2) === run[i] && out.at(-1) === run[i + 1]) continue;
    out.push(run[i] as number, run[i + 1] as number);
  }
  if (out.length > 6 && out[0] === out.at(-2) && out[1] === out.at(-1)) out.length -= 2;
  return out;
}

/** The runs of a path inside a region, ends on its border. */
export function pathsInside(path: Path, region: RegionIndex): Path[] {
  const out: number[][] = [];
  let run: number[] = [];
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
    const shares = [0, 1, ...region.crossings(ax, ay, bx, by)];
    shares.sort((a, b) => a - b);
    for (let k = 0; k + 1 < shares.length; k++) {
      const from = shares[k] as number;
      const to = shares[k + 1] as number;
      if (to - from < 1e-12) continue;
      const middle = (from + to) / 2;
      if (!region.contains(ax + middle * (bx - ax), ay + middle * (by - ay))) {
        if (run.length >= 4) out.push(run);
        run = [];
        continue;
      }
      if (run.length === 0) run.push(Math.round(ax + from * (bx - ax)), Math.round(ay + from * (by - ay)));
      run.push(Math.round(ax + to * (bx - ax)), Math.round(ay + to * (by - ay)));
    }
  }
  if (run.length >= 4) out.push(run);
  return out.map(withoutRepeats).filter((piece) => piece.length >= 4);
}

/** A path led on straight by so much at its start and its end. */
export function extended(path: readonly number[], atStart: number, atEnd: number): number[] {
  const out = [...path];
  const n = out.length;
  if (n < 4) return out;
  const reach = (ax: number, ay: number, bx: number, by: number, by0: number): [number, number] => {
    const length = Math.hypot(bx - ax, by - ay) || 1;
    return [bx + ((bx - ax) / length) * by0, by + ((by - ay) / length) * by0];
  };
  const [sx, sy] = reach(out[2] as number, out[3] as number, out[0] as number, out[1] as number, atStart);
  const [ex, ey] = reach(out[n - 4] as number, out[n - 3] as number, out[n - 2] as number, out[n - 1] as number, atEnd);
  out[0] = sx;
  out[1] = sy;
  out[n - 2] = ex;
  out[n - 1] = ey;
  return out;
}
