import type { TableLook } from "#ui/table/use-table";

/** Which rows an act is for: those chosen, or all the filter shows. */
export type Scope = "selected" | "shown";

/** The rows of a scope, in the order of the table. */
export function rowsInScope(look: TableLook, selection: ReadonlySet<string>, scope: Scope): Int32Array {
  return scope === "shown" ? look.order : look.order.filter((row) => selection.has(look.rows.feature(row).id));
}

/** The scope meant when nothing is said: several chosen rows, else all that are shown. */
export function likelyScope(look: TableLook, selection: ReadonlySet<string>): Scope {
  let chosen = 0;
  for (const id of selection) if (look.rows.rowOf(id) !== undefined && ++chosen > 1) return "selected";
  return "shown";
}
