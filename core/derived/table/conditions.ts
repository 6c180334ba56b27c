import { folded } from "#core/derived/search";
import type { Cells } from "#core/derived/table/cell-columns";
import type { Column } from "#core/derived/table/columns";
import { readDate, readNumber } from "#core/derived/table/read-value";
import { type Refusal, refuse } from "#core/model/refusal";

/** What a cell must be. Numbers compare by value, dates as days, words without accents or capitals. */
export type Condition =
  | { readonly is: "empty" | "filled" }
  | { readonly is: "contains"; readonly text: string }
  | { readonly is: "one-of"; readonly values: readonly string[] }
  | { readonly is: "between"; readonly low: number; readonly high: number }
  | { readonly is: "compared"; readonly by: Comparison; readonly to: number | string };

export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

const EMPTY = new Set(["vide", "empty"]);
const FILLED = new Set(["non vide", "not empty", "rempli", "filled"]);

/**
 * What was typed over a column: `vide`, `non vide`, `> 400`, `300..500`, `= 12`, or text to be contained. Nothing
 * typed is no condition.
 *
 * @returns refusals `filter.not-a-number`, `filter.not-a-date`
 */
export function readCondition(column: Column, typed: string): Condition | undefined | Refusal {
  const text = typed.trim();
  if (text === "") return undefined;
  const word = folded(text).replace(/\s+/g, " ");
  if (EMPTY.has(word)) return { is: "empty" };
  if (FILLED.has(word)) return { is: "filled" };
  const range = /^(.+?)\s*\.\.\.?\s*(.+)$/.exec(text);
  if (range && column.kind === "number") {
    const low = numberIn(range[1] as string);
    const high = numberIn(range[2] as string);
    if (typeof low !== "number") return low;
    return typeof high === "number" ? { is: "between", low: Math.min(low, high), high: Math.max(low, high) } : high;
  }
  const compared = /^(<=|>=|<>|≤|≥|≠|!=|=|<|>)\s*(.+)$/.exec(text);
  const by = comparisonOf(compared?.[1] ?? "=");
  const rest = compared?.[2] ?? text;
  if (column.kind === "number") {
    const to = numberIn(rest);
    return typeof to === "number" ? { is: "compared", by, to } : to;
  }
  if (compared) return comparedTo(column, by, rest);
  return { is: "contains", text: word };
}

/** A comparison of words or days, from what stands behind its sign. */
export function comparedTo(column: Column, by: Comparison, text: string): Condition | Refusal {
  if (column.kind === "date") {
    const day = readDate(text.trim());
    return day ? { is: "compared", by, to: day } : refuse("filter.not-a-date", { params: { value: text.trim() } });
  }
  return { is: "compared", by, to: folded(text.trim()) };
}

/** The one sign for each way to write a comparison. */
export function comparisonOf(sign: string): Comparison {
  const others: Readonly<Record<string, Comparison>> = { "≤": "<=", "≥": ">=", "≠": "<>", "!=": "<>" };
  return others[sign] ?? (sign as Comparison);
}

/**
 * Whether each row of a column meets a condition. A condition on words is tried once a distinct word, so that
 * 100,000 rows cost one look each.
 */
export function meets(cells: Cells, column: Column, condition: Condition): (row: number) => boolean {
  if (cells.kind === "number") {
    const { values } = cells;
    const test = numberTest(condition);
    return (row) => test(values[row] as number);
  }
  const test = wordTest(column, condition);
  const { codes } = cells;
  const met = Uint8Array.from(cells.words, (word) => (test(word) ? 1 : 0));
  return (row) => met[codes[row] as number] === 1;
}

function numberTest(condition: Condition): (value: number) => boolean {
  switch (condition.is) {
    case "empty":
      return Number.isNaN;
    case "filled":
      return (value) => !Number.isNaN(value);
    case "between":
      return (value) => value >= condition.low && value <= condition.high;
    case "compared": {
      const to = Number(condition.to);
      return COMPARE_NUMBERS[condition.by](to);
    }
    default:
      return () => false;
  }
}

const COMPARE_NUMBERS: Readonly<Record<Comparison, (to: number) => (value: number) => boolean>> = {
  "=": (to) => (value) => value === to,
  "<>": (to) => (value) => !Number.isNaN(value) && value !== to,
  "<": (to) => (value) => value < to,
  "<=": (to) => (value) => value <= to,
  ">": (to) => (value) => value > to,
  ">=": (to) => (value) => value >= to,
};

function wordTest(column: Column, condition: Condition): (word: string) => boolean {
  const namesOf = (word: string): string[] => {
    const choice = column.field?.choices?.find(({ value }) => value === word);
    const yes = column.kind === "boolean" ? (word === "true" ? ["oui", "yes"] : ["non", "no"]) : [];
    return [word, ...(choice ? [choice.label.fr, choice.label.en] : []), ...yes].map(folded);
  };
  switch (condition.is) {
    case "empty":
      return (word) => word === "";
    case "filled":
      return (word) => word !== "";
    case "contains":
      return (word) => word !== "" && namesOf(word).some((name) => name.includes(condition.text));
    case "one-of":
      return (word) => condition.values.includes(word);
    case "between":
      return () => false;
    case "compared": {
      const to = String(condition.to);
      const { by } = condition;
      if (by === "=") return (word) => word !== "" && namesOf(word).includes(to);
      if (by === "<>") return (word) => word !== "" && !namesOf(word).includes(to);
      // Numbers written in a text column ("12") compare by value where both are numbers.
      const wanted = column.kind === "date" ? undefined : readNumber(to);
      return (word) => {
        if (word === "") return false;
        const value = wanted === undefined ? undefined : readNumber(word);
        if (wanted !== undefined && value !== undefined) return COMPARE_NUMBERS[by](wanted)(value);
        const name = folded(word);
        return by === "<" ? name < to : by === "<=" ? name <= to : by === ">" ? name > to : name >= to;
      };
    }
  }
}

function numberIn(text: string): number | Refusal {
  return readNumber(text) ?? refuse("filter.not-a-number", { params: { value: text.trim() } });
}
