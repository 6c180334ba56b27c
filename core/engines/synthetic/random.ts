/** A seeded source of numbers: the same seed gives the same run everywhere. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** In [from, to). */
  between(from: number, to: number): number;
  /** Integer in [from, to], both ends possible. */
  whole(from: number, to: number): number;
  /** Whether something of this chance (0 to 1) happens. */
  chance(share: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
}

/**
 * Opens a seeded source. `parts` set sources of one seed apart (one an îlot, say), so that what one place draws
 * does not depend on what was drawn before it.
 *
 * @see mulberry32, public domain, Tommy Ettinger
 */
export function randomOf(seed: number, ...parts: number[]): Random {
  let state = mixed(seed, parts);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (from, to) => from + (to - from) * next(),
    whole: (from, to) => from + Math.floor((to - from + 1) * next()),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
  };
}

function mixed(seed: number, parts: readonly number[]): number {
  let hash = 0x9e3779b9 ^ seed;
  for (const part of parts) {
    hash = Math.imul(hash ^ (part | 0), 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash;
}
