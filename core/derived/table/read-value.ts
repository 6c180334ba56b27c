import { readLandBook } from "#core/derived/land-book";
import { folded } from "#core/derived/search";
import type { Field } from "#core/features/feature-class";
import type { FieldValue } from "#core/model/feature";
import { type Refusal, refuse } from "#core/model/refusal";

/**
 * What was typed or pasted, as a value of the field: `1 234,5` and `1234.5 m²` are numbers, `7ha 60a 74ca` is an area, `12/03/2026` a date, a
 * choice answers to its value, to its words in either language and to its outside spellings, `oui` is true. Empty text takes the value away.
 *
 * @returns the value, `null` for none, or a refusal `field.not-a-number`, `field.not-whole`, `field.not-a-date`,
 *   `field.not-yes-or-no`, `field.unknown-choice`
 */
export function readValue(field: Field, typed: string): FieldValue | null | Refusal {
  const text = typed.trim();
  if (text === "") return null;
  const params = { key: field.label.fr, value: text };
  switch (field.type) {
    case "text":
      return withoutGuard(text);
    case "number":
    case "integer": {
      const landBook = field.unit === "m²" ? readLandBook(text) : undefined;
      if (landBook !== undefined) return landBook;
      const value = readNumber(field.unit ? text.replace(new RegExp(`\\s*${field.unit}$`), "") : text);
      if (value === undefined) return refuse("field.not-a-number", { params });
      return field.type === "integer" && !Number.isInteger(value) ? refuse("field.not-whole", { params }) : value;
    }
    case "date":
      return readDate(text) ?? refuse("field.not-a-date", { params });
    case "boolean": {
      const word = folded(text);
      if (["oui", "vrai", "yes", "true", "1", "x"].includes(word)) return true;
      if (["non", "faux", "no", "false", "0"].includes(word)) return false;
      return refuse("field.not-yes-or-no", { params });
    }
    case "choice": {
      const word = folded(text);
      const choice = field.choices?.find(({ value, label, from = [] }) =>
        [value, label.fr, label.en, ...from].some((each) => folded(each) === word),
      );
      return choice ? choice.value : refuse("field.unknown-choice", { params });
    }
  }
}

/**
 * A number as French or English people write it: spaces between thousands, a comma or a point before decimals.
 * A comma that could stand between thousands alone (`1,234,567`) is read so; `undefined` when it is no number.
 */
export function readNumber(typed: string): number | undefined {
  const text = typed.replace(/[\s\u00a0\u202f']/g, "").replace(/^\u2212/, "-");
  if (/^[+-]?\d{1,3}(,\d{3}){2,}(\.\d+)?$/.test(text) || /^[+-]?\d{1,3}(,\d{3})+\.\d+$/.test(text))
    return Number(text.replaceAll(",", ""));
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text.replace(",", "."));
  return Number.isFinite(value) ? value : undefined;
}

/** `2026-03-12`, `12/03/2026` or `12.3.2026` as ISO text; `undefined` for what is no day of the calendar. */
export function readDate(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const french = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  const parts = iso?.slice(1) ?? french?.slice(1).reverse();
  if (!parts) return undefined;
  const [year, month, day] = parts.map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
}

/** Takes away the sign a guarded copy put before text that a spreadsheet would run. */
function withoutGuard(text: string): string {
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}
