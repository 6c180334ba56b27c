import { folded } from "#core/derived/search";

/** Something that can be called by words: its name, and other words people use for it. */
export interface Callable {
  readonly id: string;
  readonly name: string;
  /** Other words, separated by commas. */
  readonly also: string;
}

/**
 * The entries that answer every word typed, best first. Accents and case are no matter. A word answers a whole word,
 * the beginning of one, or a part of one (from 3 letters); name before synonyms. Only when nothing answers so, a word may
 * have one slip of the hand (from 4 letters).
 * Equals stand by how lately they were used, then as declared: the same words always give the same list.
 */
export function ranked<T extends Callable>(entries: readonly T[], typed: string, recent: readonly string[]): T[] {
  const asked = wordsOf(typed);
  const age = (id: string): number => {
    const at = recent.indexOf(id);
    return at < 0 ? recent.length : at;
  };
  const answers = (forgiving: boolean) =>
    entries
      .map((entry, order) => ({ entry, order, cost: costOf(entry, asked, forgiving), age: age(entry.id) }))
      .filter(({ cost }) => cost < Infinity);
  const exact = answers(false);
  return (exact.length > 0 ? exact : answers(true))
    .sort((a, b) => a.cost - b.cost || a.age - b.age || a.order - b.order)
    .map(({ entry }) => entry);
}

/** 0 for the name itself; the worst word counts first, then the others. */
function costOf({ name, also }: Callable, asked: readonly string[], forgiving: boolean): number {
  if (asked.length === 0) return 0;
  const own = wordsOf(name);
  if (own.join(" ") === asked.join(" ")) return 0;
  const others = wordsOf(also);
  const costs = asked.map((word) => Math.min(wordCost(word, own, forgiving), wordCost(word, others, forgiving) + 1));
  const worst = Math.max(...costs);
  return 1 + worst * 100 + costs.reduce((sum, cost) => sum + cost, 0) + (own[0]?.startsWith(asked[0] ?? "") ? 0 : 0.5);
}

/** 0 whole, 2 beginning, 4 part, 6 with one slip. */
function wordCost(asked: string, words: readonly string[], forgiving: boolean): number {
  let least = Infinity;
  for (const word of words) {
    if (word === asked) return 0;
    if (word.startsWith(asked)) least = Math.min(least, 2);
    else if (asked.length >= 3 && word.includes(asked)) least = Math.min(least, 4);
    else if (forgiving && asked.length >= 4 && oneSlip(asked, word)) least = Math.min(least, 6);
  }
  return least;
}

/** Whether one letter more, less, other or swapped makes the typed word the beginning of the other. */
function oneSlip(asked: string, word: string): boolean {
  if (asked[0] !== word[0]) return false;
  let at = 0;
  while (at < asked.length && asked[at] === word[at]) at++;
  const rest = (from: number): string => asked.slice(from);
  return (
    word.startsWith(rest(at + 1), at + 1) ||
    word.startsWith(rest(at), at + 1) ||
    word.startsWith(rest(at + 1), at) ||
    (asked[at] === word[at + 1] && asked[at + 1] === word[at] && word.startsWith(rest(at + 2), at + 2))
  );
}

function wordsOf(text: string): string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}+]+/u)
    .filter(Boolean);
}
