import { between, meetingsOf, valueOn } from "#core/engines/layout/rising-path";
import type { Run } from "#core/engines/layout/zone-types";
import { crossingsAt, swapped } from "#core/geometry/frame";
import type { Ring } from "#core/geometry/geometry";

/**
 * The stretches of the streets across that part rows too long to be one, from street to street; main streets whole.
 *
 * @param flipped the zone in the frame, its axes exchanged
 */
export function neededCrossings(
  across: readonly Run[],
  rows: readonly Run[],
  flipped: readonly Ring[],
  longestMm: number,
): Run[] {
  const lines = rows.map(({ path, line }) => ({ path: swapped([path])[0] as number[], half: line.widthMm / 2 }));
  const out: Run[] = [];
  // From left to right: each stretch looks back at what was kept on its left and on at all there is on its right.
  for (const run of across) {
    if (run.line.rank !== "access") {
      out.push(run);
      continue;
    }
    const start = run.path[0] as number;
    const end = run.path.at(-2) as number;
    const stops = lines
      .flatMap(({ path, half }) => meetingsOf(run.path, path).map((at) => ({ at, half })))
      .sort((a, b) => a.at - b.at);
    const needed = [...stops, { at: end, half: 0 }].map(({ at }, k) => {
      const middle = ((stops[k - 1]?.at ?? start) + at) / 2;
      const here = valueOn(run.path, middle);
      const land = crossingsAt(flipped, middle).map(({ v }) => v);
      if (here === undefined) return true;
      const beside = [...out, ...across.filter(({ index }) => index > run.index)].flatMap(({ path, line }) => {
        const u = valueOn(path, middle);
        return u === undefined ? [] : u < here ? [u + line.widthMm / 2] : [u - line.widthMm / 2];
      });
      const left = Math.max(...[...land, ...beside].filter((u) => u < here));
      const right = Math.min(...[...land, ...beside].filter((u) => u > here));
      return right - left > longestMm;
    });
    for (let k = 0; k < needed.length; k++) {
      if (!needed[k]) continue;
      let last = k;
      while (needed[last + 1]) last++;
      const before = stops[k - 1];
      const after = stops[last];
      const path = between(run.path, before ? before.at - before.half : start, after ? after.at + after.half : end);
      const inner = [before ? "street" : run.inner[0], after ? "street" : run.inner[1]] as const;
      if (path.length >= 4) out.push({ ...run, path, inner });
      k = last;
    }
  }
  return out;
}
