import { folded } from "#core/derived/search";
import { type Column, columnNamed } from "#core/derived/table/columns";
import { type Condition, comparedTo, comparisonOf, meets } from "#core/derived/table/conditions";
import { readNumber } from "#core/derived/table/read-value";
import type { TableRows } from "#core/derived/table/table-rows";
import { isRefusal, type Refusal, RefusalError, refuse } from "#core/model/refusal";

/** A filter in words, read: conditions on columns, joined. */
export type Expression =
  | { readonly kind: "condition"; readonly column: Column; readonly condition: Condition }
  | { readonly kind: "and" | "or"; readonly parts: readonly Expression[] }
  | { readonly kind: "not"; readonly part: Expression };

interface Token {
  readonly kind: "word" | "text" | "sign" | "open" | "close";
  readonly text: string;
}

const WORDS: Readonly<Record<string, string>> = {
  et: "and",
  and: "and",
  ou: "or",
  or: "or",
  non: "not",
  not: "not",
  pas: "not",
  vide: "empty",
  empty: "empty",
  contient: "contains",
  contains: "contains",
  est: "is",
  is: "is",
};

/**
 * Reads a filter such as `surface > 400 et usage = "habitation"`: names of columns as the table shows them (either
 * language, accents apart), `= <> < <= > >=`, `300..500`, `contient`, `vide`, `non vide`, joined by `et`, `ou`,
 * `non` and brackets; `et` binds closer than `ou`. Empty text is no filter.
 *
 * @returns refusals `expression.*`, whose params name the word at fault and its place
 */
export function readExpression(text: string, columns: readonly Column[]): Expression | undefined | Refusal {
  if (text.trim() === "") return undefined;
  try {
    return new Reader(tokensOf(text), columns).whole();
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
}

/** Whether each row meets an expression. */
export function fulfils(rows: TableRows, expression: Expression): (row: number) => boolean {
  switch (expression.kind) {
    case "condition":
      return meets(rows.cells(expression.column), expression.column, expression.condition);
    case "not": {
      const test = fulfils(rows, expression.part);
      return (row) => !test(row);
    }
    case "and": {
      const tests = expression.parts.map((part) => fulfils(rows, part));
      return (row) => tests.every((test) => test(row));
    }
    case "or": {
      const tests = expression.parts.map((part) => fulfils(rows, part));
      return (row) => tests.some((test) => test(row));
    }
  }
}

function tokensOf(text: string): Token[] {
  const pattern =
    /\s*(?:"([^"]*)"|«\s*([^»]*?)\s*»|(<=|>=|<>|!=|≤|≥|≠|=|<|>|\.\.\.?)|([()])|((?:[^\s"«»<>=≤≥≠!().]|\.(?!\.))+))/gy;
  const tokens: Token[] = [];
  let end = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    end = pattern.lastIndex;
    const quoted = match[1] ?? match[2];
    if (quoted !== undefined) tokens.push({ kind: "text", text: quoted });
    else if (match[3]) tokens.push({ kind: "sign", text: match[3] });
    else if (match[4]) tokens.push({ kind: match[4] === "(" ? "open" : "close", text: match[4] });
    else tokens.push({ kind: "word", text: match[5] as string });
  }
  const rest = text.slice(end).trim();
  if (rest !== "") {
    const code = /^["«]/.test(rest) ? "expression.open-quote" : "expression.strange-sign";
    throw new RefusalError(refuse(code, { params: { word: rest.slice(0, 20), place: tokens.length + 1 } }));
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #columns: readonly Column[];
  #at = 0;

  constructor(tokens: readonly Token[], columns: readonly Column[]) {
    this.#tokens = tokens;
    this.#columns = columns;
  }

  whole(): Expression {
    const expression = this.#or();
    if (this.#token) this.#fail(this.#token.kind === "close" ? "expression.close-alone" : "expression.no-link");
    return expression;
  }

  get #token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** The meaning of the word at hand, where it is one of the language's own. */
  get #word(): string | undefined {
    return this.#token?.kind === "word" ? WORDS[folded(this.#token.text)] : undefined;
  }

  #takes(word: string): boolean {
    if (this.#word !== word) return false;
    this.#at++;
    return true;
  }

  #or(): Expression {
    const parts = [this.#and()];
    while (this.#takes("or")) parts.push(this.#and());
    return parts.length === 1 ? (parts[0] as Expression) : { kind: "or", parts };
  }

  #and(): Expression {
    const parts = [this.#one()];
    while (this.#takes("and")) parts.push(this.#one());
    return parts.length === 1 ? (parts[0] as Expression) : { kind: "and", parts };
  }

  #one(): Expression {
    if (this.#takes("not")) return { kind: "not", part: this.#one() };
    if (this.#token?.kind === "open") {
      const opened = this.#at++;
      const inside = this.#or();
      const closing = this.#tokens[this.#at++];
      if (closing?.kind !== "close") this.#fail("expression.not-closed", opened);
      return inside;
    }
    return this.#condition();
  }

  #condition(): Expression {
    const column = this.#column();
    this.#takes("is");
    if (this.#takes("not")) {
      if (!this.#takes("empty")) this.#fail("expression.no-value");
      return { kind: "condition", column, condition: { is: "filled" } };
    }
    if (this.#takes("empty")) return { kind: "condition", column, condition: { is: "empty" } };
    if (this.#takes("contains")) {
      const text = folded(this.#value());
      if (column.kind === "number") this.#fail("expression.number-contains", this.#at - 1);
      return { kind: "condition", column, condition: { is: "contains", text } };
    }
    const sign = this.#token?.kind === "sign" && !this.#token.text.startsWith(".") ? this.#token.text : undefined;
    if (sign !== undefined) this.#at++;
    else if (column.kind !== "number" || this.#token?.kind !== "word") this.#fail("expression.no-sign");
    const by = comparisonOf(sign ?? "=");
    const start = this.#at;
    const value = this.#value();
    if (column.kind !== "number") {
      const condition = comparedTo(column, by, value);
      if (isRefusal(condition)) throw new RefusalError(condition);
      this.#knownChoice(column, value, start);
      return { kind: "condition", column, condition };
    }
    const low = readNumber(value);
    if (low === undefined) this.#fail("expression.not-a-number", start);
    if (by === "=" && this.#token?.kind === "sign" && this.#token.text.startsWith(".")) {
      this.#at++;
      const second = this.#at;
      const high = readNumber(this.#value());
      if (high === undefined) this.#fail("expression.not-a-number", second);
      const between = { is: "between", low: Math.min(low, high), high: Math.max(low, high) } as const;
      return { kind: "condition", column, condition: between };
    }
    return { kind: "condition", column, condition: { is: "compared", by, to: low } };
  }

  /** The longest run of words that names a column. */
  #column(): Column {
    const start = this.#at;
    let end = start;
    while (this.#tokens[end]?.kind === "word") end++;
    if (this.#tokens[start]?.kind === "text") end = start + 1;
    for (let stop = end; stop > start; stop--) {
      const name = this.#tokens.slice(start, stop).map(({ text }) => text);
      const column = columnNamed(this.#columns, name.join(" "));
      if (!column) continue;
      this.#at = stop;
      return column;
    }
    this.#fail(end > start ? "expression.unknown-column" : "expression.no-column");
  }

  /** Quoted text, or the words up to the next sign or joining word. */
  #value(): string {
    if (this.#token?.kind === "text") return (this.#tokens[this.#at++] as Token).text;
    const words: string[] = [];
    while (this.#token?.kind === "word" && !["and", "or"].includes(this.#word ?? "")) {
      words.push(this.#token.text);
      this.#at++;
    }
    if (words.length === 0) this.#fail("expression.no-value");
    return words.join(" ");
  }

  /** A choice that is not declared would silently find nothing. */
  #knownChoice(column: Column, value: string, at: number): void {
    const wanted = folded(value.trim());
    const choices = column.field?.choices;
    if (!choices) return;
    if (choices.some((each) => [each.value, each.label.fr, each.label.en].some((name) => folded(name) === wanted)))
      return;
    this.#fail("expression.unknown-choice", at);
  }

  #fail(code: string, at = this.#at): never {
    const word = this.#tokens[at]?.text ?? "";
    const ended = at >= this.#tokens.length && this.#tokens.length > 0 && code !== "expression.no-link";
    const before = this.#tokens[at - 1]?.text ?? "";
    throw new RefusalError(
      ended
        ? refuse("expression.ends", { params: { word: before } })
        : refuse(code, { params: { word, place: at + 1 } }),
    );
  }
}
