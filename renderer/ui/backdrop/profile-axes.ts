import type { ProfilePoint } from "#core/derived/elevation";

/** Where things stand in a chart of a profile, in its own pixels. */
export interface ProfileAxes {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  xOf(distanceM: number): number;
  yOf(altitudeM: number): number;
  /** Distance at an x, within the line. */
  distanceAt(x: number): number;
  readonly distances: readonly number[];
  readonly altitudes: readonly number[];
  /** The line, broken where there is no altitude. */
  readonly line: string;
  /** The ground under it. */
  readonly ground: string;
}

/** Least range of altitudes shown, metres: flat ground is to look flat. */
const LEAST_RANGE_M = 10;

/** Lays a profile out in a chart of a size. `undefined` where nothing has an altitude. */
export function profileAxes(points: readonly ProfilePoint[], width: number, height: number): ProfileAxes | undefined {
  const known = points.flatMap(({ altitudeM }) => altitudeM ?? []);
  const length = points.at(-1)?.distanceM ?? 0;
  if (known.length < 2 || length <= 0) return undefined;
  const lowest = known.reduce((a, b) => Math.min(a, b));
  const highest = known.reduce((a, b) => Math.max(a, b));
  const spare = Math.max(0, LEAST_RANGE_M - (highest - lowest)) / 2 + (highest - lowest) * 0.08;
  const altitudes = ticks(lowest - spare, highest + spare, 4);
  const from = Math.min(lowest - spare, altitudes[0] ?? lowest);
  const to = Math.max(highest + spare, altitudes.at(-1) ?? highest);
  const [left, right, top, bottom] = [52, width - 14, 8, height - 24];
  const xOf = (distanceM: number): number => left + ((right - left) * distanceM) / length;
  const yOf = (altitudeM: number): number => bottom - ((bottom - top) * (altitudeM - from)) / (to - from);
  let line = "";
  let ground = "";
  let run: string[] = [];
  const close = (): void => {
    if (run.length > 1) {
      line += `M${run.join("L")}`;
      const firstX = run[0]?.split(",")[0];
      const lastX = run.at(-1)?.split(",")[0];
      ground += `M${firstX},${bottom}L${run.join("L")}L${lastX},${bottom}Z`;
    }
    run = [];
  };
  for (const { distanceM, altitudeM } of points) {
    if (altitudeM === undefined) close();
    else run.push(`${xOf(distanceM).toFixed(1)},${yOf(altitudeM).toFixed(1)}`);
  }
  close();
  return {
    left,
    right,
    top,
    bottom,
    xOf,
    yOf,
    distanceAt: (x) => Math.max(0, Math.min(length, ((x - left) / (right - left)) * length)),
    distances: ticks(0, length, Math.max(2, Math.floor((right - left) / 110))),
    altitudes: altitudes.filter((altitude) => altitude >= from && altitude <= to),
    line,
    ground,
  };
}

/** Round numbers within a range, about so many. */
export function ticks(from: number, to: number, about: number): number[] {
  const rough = (to - from) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power;
  const out: number[] = [];
  for (let n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n++) {
    // Never minus nought.
    out.push(n * step + 0);
  }
  return out;
}
