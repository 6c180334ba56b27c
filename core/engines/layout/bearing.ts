import type { Ground } from "#core/engines/layout/ground-types";

const BINS = 90;

/**
 * The street directions that suit a site best, radians counter-clockwise from east in [0, π/2), best first: peaks
 * of the length-weighted histogram of house walls, kept streets and the site's own edges, modulo 90°.
 *
 * @param most how many directions at the most
 */
export function bestAngles(ground: Ground, most: number): number[] {
  const weight = new Float64Array(BINS);
  const exact: { angle: number; weight: number }[] = [];
  const vote = (run: readonly number[], closed: boolean, factor: number): void => {
    for (let i = closed ? 0 : 2; i < run.length; i += 2) {
      const j = i === 0 ? run.length - 2 : i - 2;
      const dx = (run[i] as number) - (run[j] as number);
      const dy = (run[i + 1] as number) - (run[j + 1] as number);
      const length = Math.hypot(dx, dy);
      if (length < 1000) continue;
      const angle = modQuarter(Math.atan2(dy, dx));
      exact.push({ angle, weight: length * factor });
      const bin = (angle / (Math.PI / 2)) * BINS;
      for (let k = -4; k <= 4; k++) {
        const at = (Math.floor(bin) + k + BINS) % BINS;
        const off = Math.floor(bin) + k + 0.5 - bin;
        weight[at] = (weight[at] as number) + length * factor * Math.exp(-(off * off) / 4.5);
      }
    }
  };
  for (const pad of ground.pads) vote(pad.ring, true, 1);
  for (const { paths } of ground.kept) for (const path of paths) vote(path, false, 1);
  for (const ring of ground.site) vote(ring, true, 0.8);
  const peaks: { bin: number; weight: number }[] = [];
  for (let i = 0; i < BINS; i++) {
    const here = weight[i] as number;
    if (here > 0 && here >= (weight[(i + BINS - 1) % BINS] as number) && here > (weight[(i + 1) % BINS] as number)) {
      peaks.push({ bin: i, weight: here });
    }
  }
  peaks.sort((a, b) => b.weight - a.weight || a.bin - b.bin);
  const angles = peaks.slice(0, most).map(({ bin }) => sharpened(((bin + 0.5) / BINS) * (Math.PI / 2), exact));
  return angles.length > 0 ? angles : [0];
}

/** Angle brought to [0, π/2). */
export function modQuarter(angle: number): number {
  const quarter = Math.PI / 2;
  const rest = ((angle % quarter) + quarter) % quarter;
  return rest > quarter - 1e-9 ? 0 : rest;
}

/** Least difference of two directions modulo 90°, radians. */
export function turnBetween(a: number, b: number): number {
  const d = modQuarter(a - b);
  return Math.min(d, Math.PI / 2 - d);
}

/** The weighted median of the votes near a peak: exactly the direction of the longest edges there. */
function sharpened(peak: number, votes: readonly { angle: number; weight: number }[]): number {
  const near = votes
    .filter(({ angle }) => turnBetween(angle, peak) < Math.PI / 60)
    .map(({ angle, weight }) => {
      let off = modQuarter(angle - peak + Math.PI / 4) - Math.PI / 4;
      if (Math.abs(off) < 1e-12) off = 0;
      return { off, weight };
    })
    .sort((a, b) => a.off - b.off);
  const half = near.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { off, weight } of near) {
    sum += weight;
    if (sum >= half) return modQuarter(peak + off);
  }
  return peak;
}
