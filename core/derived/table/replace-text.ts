import type { Column } from "#core/derived/table/columns";
import type { TableRows } from "#core/derived/table/table-rows";

/** One cell and what it would hold. */
export interface Replacement {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/**
 * The cells of a text column in which `find` stands, and what they become. Capitals count only when asked; accents
 * always do, since what is put in their place stays in the file.
 *
 * @param options.whole the cell must hold nothing else
 */
export function replacements(
  rows: TableRows,
  column: Column,
  of: Int32Array,
  find: string,
  replace: string,
  options: { readonly whole: boolean; readonly capitals: boolean },
): Replacement[] {
  if (find === "") return [];
  const literal = find.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(options.whole ? `^${literal}$` : literal, options.capitals ? "gu" : "giu");
  const found: Replacement[] = [];
  for (const row of of) {
    const from = rows.value(column, row);
    if (typeof from !== "string") continue;
    // A function, so that `$1` in what was typed stays what it is.
    const to = from.replace(pattern, () => replace).trim();
    if (to !== from) found.push({ id: rows.feature(row).id, from, to });
  }
  return found;
}
