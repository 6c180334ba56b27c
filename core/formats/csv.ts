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
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const text = rows.map((row) => row.map(cell).join(";")).join("\r\n");
  return new TextEncoder().encode(`\ufeff${text}\r\n`);
}
