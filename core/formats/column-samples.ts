import type { FieldValue } from "#core/model/feature";

/** Values shown of a column, so that a planner sees what it holds. */
const SHOWN = 4;
/** Rows looked at for them. */
const SAMPLED_ROWS = 200;
/** Longest value shown. */
const LONGEST = 60;

/** The first different values of each column, as text, shortened. */
export function columnSamples(
  rows: Iterable<Readonly<Record<string, FieldValue>>>,
): ReadonlyMap<string, readonly string[]> {
  const samples = new Map<string, string[]>();
  let seen = 0;
  for (const row of rows) {
    if (seen++ >= SAMPLED_ROWS) break;
    for (const [column, value] of Object.entries(row)) {
      const text = String(value);
      if (text === "") continue;
      const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
      const held = samples.get(column);
      if (!held) samples.set(column, [short]);
      else if (held.length < SHOWN && !held.includes(short)) held.push(short);
    }
  }
  return samples;
}
