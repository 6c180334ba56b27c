import type { House } from "#core/derived/divide/houses";
import type { LevelCut } from "#core/derived/divide/level-cut";
import { innerPosition } from "#core/geometry/ring";
import { type Refusal, refuse } from "#core/model/refusal";

/** A cut that was moved to spare a house. */
export interface ShiftedCut {
  /** From 1. */
  readonly cut: number;
  readonly house: string;
  readonly movedM: number;
}

/** A moved cut stays this far from the wall, millimetres. */
const CLEAR_MM = 200;
/** A house may move a cut by so much of the area of the smaller part beside it. */
const MOST_SHIFT = 0.25;

/**
 * Moves each cut that would go through houses to the nearer side of them.
 *
 * @param wantedLevels where the cuts should stand, rising
 * @param id the face that is divided, for the refusal
 * @returns refusal `divide.house-in-the-way` where a house leaves no room
 */
export function spareHouses(
  level: LevelCut,
  wantedLevels: readonly number[],
  houses: readonly House[],
  id: string,
): { levels: number[]; shifted: ShiftedCut[] } | Refusal {
  const closed = houses
    .map(({ id, rings }) => {
      const us = rings.flatMap((ring) => level.inFrame(ring).filter((_, i) => i % 2 === 0));
      return { id, from: Math.min(...us) - CLEAR_MM, to: Math.max(...us) + CLEAR_MM };
    })
    .sort((a, b) => a.from - b.from);
  const runs: { id: string; from: number; to: number }[] = [];
  for (const house of closed) {
    const last = runs.at(-1);
    if (last && house.from <= last.to) last.to = Math.max(last.to, house.to);
    else runs.push({ ...house });
  }
  const shifted: ShiftedCut[] = [];
  const bounds = [level.from, ...wantedLevels, level.to];
  const levels = wantedLevels.map((at, i) => {
    const run = runs.find(({ from, to }) => at > from && at < to);
    if (!run) return at;
    const to = at - run.from < run.to - at ? [run.from, run.to] : [run.to, run.from];
    const here = level.areaBefore(at);
    const smaller = Math.min(
      here - level.areaBefore(bounds[i] as number),
      level.areaBefore(bounds[i + 2] as number) - here,
    );
    const free = to.find((other) => Math.abs(level.areaBefore(other) - here) <= MOST_SHIFT * smaller);
    if (free === undefined) return undefined;
    shifted.push({ cut: i + 1, house: run.id, movedM: Math.round((free - at) / 10) / 100 });
    return free;
  });
  const blocked = levels.findIndex((at, i) => at === undefined || (i > 0 && at <= (levels[i - 1] ?? -Infinity)));
  if (blocked >= 0) {
    const at = wantedLevels[blocked] as number;
    const house = houses.find((each) => each.id === runs.find(({ from, to }) => at > from && at < to)?.id) ?? houses[0];
    return refuse("divide.house-in-the-way", {
      ids: house ? [id, house.id] : [id],
      ...(house ? { at: innerPosition(house.polygon) } : {}),
      params: { cut: blocked + 1 },
    });
  }
  return { levels: levels as number[], shifted };
}
