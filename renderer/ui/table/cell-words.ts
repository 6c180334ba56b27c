import type { Column } from "#core/derived/table/columns";
import type { Language } from "#ui/language.tsx";

/** The heading of a column, with its unit. */
export function headOf(column: Column, { word, speak }: Language): string {
  if (!column.field) return speak(`table.column.${column.measure ?? column.key}`);
  const words = word(column.field.label);
  return column.field.unit ? `${words} (${column.field.unit})` : words;
}

/** A cell as the language shows it; "" where nothing is known. */
export function cellWords(column: Column, value: string | number | undefined, language: Language): string {
  if (value === undefined || value === "") return "";
  if (typeof value === "number") return language.numbers.number(value, column.measure === "planAreaM2" ? 0 : 2);
  if (column.kind === "boolean") return language.speak(value === "true" ? "table.yes" : "table.no");
  if (column.kind === "date") return dayWords(value, language.lang);
  const choice = column.field?.choices?.find((each) => each.value === value);
  return choice ? language.word(choice.label) : value;
}

/** What stands in the editor of a cell: what can be read back. */
export function editWords(value: string | number | undefined, lang: Language["lang"]): string {
  if (value === undefined) return "";
  return typeof value === "number" && lang === "fr" ? String(value).replace(".", ",") : String(value);
}

function dayWords(iso: string, lang: Language["lang"]): string {
  return new Date(`${iso}T00:00:00Z`).toLocaleDateString(lang === "fr" ? "fr-FR" : "en-GB", { timeZone: "UTC" });
}
