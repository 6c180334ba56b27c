import { RefusalError, refuse } from "#core/model/refusal";

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** A parsed file, and the line every object and array of it starts on. */
export interface LinedJson {
  readonly value: Json;
  /** Line (from 1) an object or array starts on; 1 for anything else. */
  lineOf(value: unknown): number;
  /** Members written twice in one object: the second would silently win. */
  readonly doubles: readonly { readonly key: string; readonly line: number }[];
}

/** Nesting no honest file comes near. */
const DEEPEST = 200;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
/** Where a run of plain characters inside a string ends. One set, no choice: long strings cost the matcher nothing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these
const SPECIAL = /["\\\u0000-\u001f]/g;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Reads JSON (RFC 8259) strictly, remembering lines. Built by hand because `JSON.parse` does not say where.
 *
 * @param file name of the file, for the refusal
 * @throws RefusalError `json.syntax` with the line of the first fault, `json.too-deep`
 */
export function parseWithLines(text: string, file: string): LinedJson {
  const lines = new WeakMap<object, number>();
  const doubles: { key: string; line: number }[] = [];
  let i = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  const fail = (): never => {
    throw new RefusalError(
      refuse("json.syntax", { file, line, params: { found: text.slice(i, i + 12).split("\n")[0] ?? "" } }),
    );
  };
  const space = (): void => {
    for (;;) {
      const code = text.charCodeAt(i);
      if (code === 10) line++;
      else if (code !== 32 && code !== 9 && code !== 13) return;
      i++;
    }
  };
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = i;
    const found = pattern.exec(text);
    if (!found) return fail();
    i += found[0].length;
    return found[0];
  };
  const string = (): string => {
    const from = i;
    let at = from + 1;
    for (;;) {
      SPECIAL.lastIndex = at;
      const sign = SPECIAL.exec(text);
      if (!sign || sign[0] < " ") return fail();
      at = sign.index + 1;
      if (sign[0] === '"') break;
      ESCAPE.lastIndex = sign.index;
      const escaped = ESCAPE.exec(text);
      if (!escaped) return fail();
      at = sign.index + escaped[0].length;
    }
    i = at;
    return JSON.parse(text.slice(from, at)) as string;
  };
  const value = (depth: number): Json => {
    if (depth > DEEPEST) throw new RefusalError(refuse("json.too-deep", { file, line }));
    space();
    const sign = text[i];
    if (sign === "{") return object(depth);
    if (sign === "[") return array(depth);
    if (sign === '"') return string();
    if (sign === "t" || sign === "f" || sign === "n") return JSON.parse(take(WORD)) as boolean | null;
    return Number(take(NUMBER));
  };
  const object = (depth: number): JsonObject => {
    const made: JsonObject = {};
    lines.set(made, line);
    i++;
    space();
    if (text[i] === "}") {
      i++;
      return made;
    }
    for (;;) {
      space();
      if (text[i] !== '"') fail();
      const key = string();
      if (Object.hasOwn(made, key)) doubles.push({ key, line });
      space();
      if (text[i] !== ":") fail();
      i++;
      // Not `made[key] =`: a member named `__proto__` must stay a member.
      Object.defineProperty(made, key, {
        value: value(depth + 1),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      space();
      if (text[i] === "}") break;
      if (text[i] !== ",") fail();
      i++;
    }
    i++;
    return made;
  };
  const array = (depth: number): Json[] => {
    const made: Json[] = [];
    lines.set(made, line);
    i++;
    space();
    if (text[i] === "]") {
      i++;
      return made;
    }
    for (;;) {
      made.push(value(depth + 1));
      space();
      if (text[i] === "]") break;
      if (text[i] !== ",") fail();
      i++;
    }
    i++;
    return made;
  };
  const whole = value(0);
  space();
  if (i < text.length) fail();
  return {
    value: whole,
    lineOf: (held) => (typeof held === "object" && held !== null ? (lines.get(held) ?? 1) : 1),
    doubles,
  };
}
