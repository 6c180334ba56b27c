import { parseRows, type Separator } from "#core/formats/table/parse-rows";
import { RefusalError } from "#core/model/refusal";

/** The likelier first: of two that cut as evenly, the first is taken. Where commas are decimals, semicolons part. */
const SEPARATORS: readonly Separator[] = ["\t", ";", "|", ","];
/** Rows a guess looks at, and letters at most. */
const ROWS = 200;
const HEAD = 200_000;

/** What parts the cells of a table: the sign that cuts its rows most evenly; blanks where they part numbers. */
export function guessSeparator(text: string): Separator {
  const head = text.slice(0, HEAD);
  let best: { separator: Separator; even: number; columns: number } | undefined;
  for (const separator of SEPARATORS) {
    const { even, columns } = cutBy(separator, head);
    if (columns < 2) continue;
    if (!best || even > best.even + 0.1 || (even > best.even - 0.1 && columns > 2 * best.columns)) {
      best = { separator, even, columns };
    }
  }
  if (best && best.even > 0.6) return best.separator;
  const blanks = cutBy(" ", head);
  const numbers = /^[^\n]*\d[\d.,]*[ \t]+-?\d/m.test(head);
  if (numbers && blanks.columns > 1 && blanks.even > 0.8) return " ";
  return best?.separator ?? ",";
}

/** How many columns most rows have (of two numbers as frequent, the larger), and which share of the rows. */
function cutBy(separator: Separator, head: string): { even: number; columns: number } {
  const counts = new Map<number, number>();
  let rows = 0;
  try {
    for (const { cells } of parseRows(head, separator, "", ROWS)) {
      counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
      rows++;
    }
  } catch (thrown) {
    // A quote that does not end within the head: cut without it.
    if (!(thrown instanceof RefusalError)) throw thrown;
    if (!head.includes('"')) return { even: 0, columns: 1 };
    return cutBy(separator, head.replaceAll('"', ""));
  }
  const [columns, most] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  return { even: rows === 0 ? 0 : most / rows, columns };
}
