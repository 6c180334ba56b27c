import type { SurveyedField } from "#core/formats/layer-survey";
import type { OutsideLayer } from "#core/formats/outside-content";
import type { FieldValue } from "#core/model/feature";

/** A field as a typed column: what its values really are, whatever the reader promised. */
export interface Column {
  /** Key in the values of an object. */
  readonly name: string;
  readonly type: "text" | "integer" | "real" | "boolean" | "date" | "datetime";
  /** Most letters of a value as text. */
  readonly letters: number;
  /** Some whole numbers are past 2^53: they come as their digits. */
  readonly huge: boolean;
}

/** The columns of a layer, in its own order; those that only objects know come last. */
export function columnsOf({ fields, objects }: Pick<OutsideLayer, "fields" | "objects">): Column[] {
  const tallies = new Map<string, Tally>();
  for (const { name, type } of fields) tallies.set(name, { hoped: HOPED[type], letters: 0, huge: false });
  for (const { values } of objects) {
    for (const name in values) {
      const value = values[name];
      if (value === undefined) continue;
      let tally = tallies.get(name);
      if (!tally) {
        tally = { hoped: undefined, letters: 0, huge: false };
        tallies.set(name, tally);
      }
      count(tally, value);
    }
  }
  return [...tallies].map(([name, { hoped, letters, huge }]) => ({ name, type: hoped ?? "text", letters, huge }));
}

interface Tally {
  /** What the values so far allow. */
  hoped: Column["type"] | undefined;
  letters: number;
  huge: boolean;
}

const HOPED: Readonly<Record<SurveyedField["type"], Column["type"]>> = {
  String: "text",
  Integer: "integer",
  Real: "real",
  Boolean: "boolean",
  Date: "date",
  DateTime: "datetime",
  Binary: "text",
  JSON: "text",
};

function count(tally: Tally, value: FieldValue): void {
  const letters = typeof value === "string" ? value.length : typeof value === "number" ? numberLetters(value) : 5;
  if (letters > tally.letters) tally.letters = letters;
  const { hoped } = tally;
  if (hoped === "text") return;
  if (typeof value === "number") {
    if (hoped === undefined) tally.hoped = Number.isSafeInteger(value) ? "integer" : "real";
    else if (hoped === "integer") tally.hoped = Number.isSafeInteger(value) ? hoped : tally.huge ? "text" : "real";
    else if (hoped !== "real") tally.hoped = "text";
  } else if (typeof value === "boolean") {
    if (hoped === undefined) tally.hoped = "boolean";
    else if (hoped !== "boolean") tally.hoped = "text";
  } else if (hoped === "integer" && isInt64(value)) tally.huge = true;
  else if (!(hoped === "date" && isDate(value)) && !(hoped === "datetime" && isDateTime(value))) tally.hoped = "text";
}

function numberLetters(value: number): number {
  // Text of a number is dear; small whole numbers, the most common, need none.
  if (Number.isSafeInteger(value)) return value < 0 ? wholeDigits(-value) + 1 : wholeDigits(value);
  return String(value).length;
}

function wholeDigits(value: number): number {
  let digits = 1;
  for (let power = 10; power <= value; power *= 10) digits++;
  return digits;
}

/** Whether a text is a whole number of 64 bits, digit by digit as it would be written again. */
function isInt64(text: string): boolean {
  if (!/^(0|-?[1-9]\d{0,18})$/.test(text)) return false;
  const value = BigInt(text);
  return value >= -(2n ** 63n) && value < 2n ** 63n;
}

/** Whether a text is a day, `2026-11-22`. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (!year) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.toISOString().startsWith(text);
}

/** Whether a text is a day and time, ISO 8601, with or without a zone. */
function isDateTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?$/.test(text) &&
    isDate(text.slice(0, 10))
  );
}

/** A value as text, as people and programs read it back: decimals with a point. */
export function textOf(value: FieldValue): string {
  return typeof value === "string" ? value : String(value);
}
