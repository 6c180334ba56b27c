/**
 * Rows as CSV that spreadsheets open without a question: UTF-8 with its mark, semicolons, decimal commas in French,
 * and an apostrophe before text that a spreadsheet would run as a formula.
 *
 * @see OWASP, CSV injection; RFC 4180
 */
export function writeCsv(
  rows: readonly (readonly (string | number)[])[],
  { lang }: { readonly lang: "fr" | "en" },
): Uint8Array<ArrayBuffer> {
  const cell = (value: string | number): string => {
    if (typeof value === "number") return lang === "fr" ? String(value).replace(".", ",") : String(value);
    const safe = safeCell(value);
    return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const text = rows.map((row) => row.map(cell).join(";")).join("\r\n");
  return new TextEncoder().encode(`\ufeff${text}\r\n`);
}

/** A text with an apostrophe before it where a spreadsheet would run it as a formula. It alters the value. */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
