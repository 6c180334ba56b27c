import type { Column } from "#core/derived/table/columns";
import { toTabbed } from "#core/derived/table/copy-block";
import { notify } from "#ui/controls/notices.tsx";
import type { Language } from "#ui/language.tsx";
import { cellWords, headOf } from "#ui/table/cell-words";
import { guardCopies } from "#ui/table/column-layout";
import type { TableLook } from "#ui/table/use-table";

/** Puts rows on the clipboard for a spreadsheet: the columns shown, their names first, numbers in full. */
export function copyRows(look: TableLook, columns: readonly Column[], rows: Int32Array, language: Language): void {
  const cells = Array.from(rows, (row) =>
    columns.map((column) => {
      const value = look.rows.value(column, row);
      // Measured to the millimetre, told to the square centimetre: digits behind that mean nothing.
      return typeof value === "number" ? Math.round(value * 1e4) / 1e4 : cellWords(column, value, language);
    }),
  );
  const text = toTabbed([columns.map((column) => headOf(column, language)), ...cells], {
    guard: guardCopies.get(),
    decimal: language.lang === "fr" ? "," : ".",
  });
  navigator.clipboard.writeText(text).then(
    () => notify(language.speak("table.copied", { count: rows.length }), { kind: "good", id: "copied" }),
    () => notify(language.speak("table.copy-failed"), { kind: "bad", id: "copied" }),
  );
}
