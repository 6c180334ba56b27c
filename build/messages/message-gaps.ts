import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CodeText, SourceWords } from "./source-words.ts";

/** Something the catalogue or the sources owe each other. */
export interface Gap {
  /** `no-sentence`, `no-twin`, `placeholders`, `empty`, `twice`, `unused`, `bare-words`, `unknown`. */
  readonly kind: "no-sentence" | "no-twin" | "placeholders" | "empty" | "twice" | "unused" | "bare-words" | "unknown";
  /** The key, or the words. */
  readonly what: string;
  /** File, with its line where there is one. */
  readonly where: string;
}

/** Sentences of one language by key, and the file each stands in. */
export type Sentences = ReadonlyMap<string, { readonly text: string; readonly file: string }>;

export const LANGS = ["fr", "en"] as const;
const PLURAL = /_(zero|one|two|few|many|other)$/;
/** Context and plural of i18next, `servitude_water`, `done_plain_one`: one key is asked for, its forms follow. */
const FORM = /_.*$/;
/** Codes are spoken as `<area>.<code>`: the code alone stands in the sources. */
const CODE_AREAS = ["refusal", "failure", "remark", "issue", "rule", "warning", "progress"];

/** Reads the files of one language; a key given twice in one file or in two is a gap. */
export function readSentences(root: string, lang: string): { sentences: Sentences; gaps: Gap[] } {
  const folder = join(root, "resources/locales", lang);
  if (!existsSync(folder)) return { sentences: new Map(), gaps: [] };
  const sentences = new Map<string, { text: string; file: string }>();
  const gaps: Gap[] = [];
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()) {
    const file = `resources/locales/${lang}/${name}`;
    const text = readFileSync(join(folder, name), "utf8");
    const entries = Object.entries(JSON.parse(text) as Record<string, string>);
    for (const [key, sentence] of entries) {
      // JSON.parse keeps the last of two: the text tells.
      const inFile = text.split(`${JSON.stringify(key)}:`).length - 1;
      if (sentences.has(key) || inFile > 1) gaps.push({ kind: "twice", what: key, where: file });
      sentences.set(key, { text: sentence, file });
    }
  }
  return { sentences, gaps };
}

/** What two languages owe each other: twins, placeholders, words. Plural forms are one key. */
export function twinGaps(fr: Sentences, en: Sentences): Gap[] {
  const gaps: Gap[] = [];
  for (const [own, other] of [
    [fr, en],
    [en, fr],
  ] as const) {
    const twins = placeholdersByKey(other);
    for (const [key, holders] of placeholdersByKey(own)) {
      const { file, text } = own.get(key) ?? firstForm(own, key);
      if (text.trim() === "") gaps.push({ kind: "empty", what: key, where: file });
      const twin = twins.get(key);
      if (!twin) gaps.push({ kind: "no-twin", what: key, where: file });
      else if (holders.join() !== twin.join()) gaps.push({ kind: "placeholders", what: key, where: file });
    }
  }
  return gaps;
}

/** What a language that is only begun owes French: keys that French has, the same placeholders, words. */
export function begunGaps(begun: Sentences, fr: Sentences): Gap[] {
  const known = placeholdersByKey(fr);
  return [...placeholdersByKey(begun)].flatMap(([key, holders]): Gap[] => {
    const { file, text } = begun.get(key) ?? firstForm(begun, key);
    const wanted = known.get(key);
    if (!wanted) return [{ kind: "unknown", what: key, where: file }];
    if (text.trim() === "") return [{ kind: "empty", what: key, where: file }];
    return holders.join() === wanted.join() ? [] : [{ kind: "placeholders", what: key, where: file }];
  });
}

/** What the sources say without a sentence, and words written in the window's own code. */
export function sourceGaps(words: SourceWords, fr: Sentences): Gap[] {
  const keys = baseKeys(fr);
  const gaps: Gap[] = [];
  const need = (text: CodeText, ...wanted: string[][]): void => {
    if (wanted.some((parts) => [...keys].some((key) => pattern(parts).test(key)))) return;
    const what = (wanted[0] as string[]).join("…");
    gaps.push({ kind: "no-sentence", what, where: `${text.file}:${text.line}` });
  };
  const under = (area: string, parts: readonly string[]) => [`${area}.${parts[0]}`, ...parts.slice(1)];

  for (const text of words.refusals) {
    if (text.parts[0] !== "") need(text, under("refusal", text.parts), under("failure", text.parts));
  }
  for (const text of words.spoken) if (text.parts[0] !== "") need(text, [...text.parts]);
  for (const text of words.properties) {
    // A code is lower-case; `code: "EPSG:32629"` is none. One that names its area already is spoken as it is.
    const [first = ""] = text.parts;
    const named = CODE_AREAS.some((area) => first.startsWith(`${area}.`));
    if (named && text.name === "code") need(text, [...text.parts]);
    else if (/^[a-z]/.test(first))
      for (const area of areasOf(text.name, text.file)) need(text, under(area, text.parts));
    if (text.name === "id" && /^core\/commands\/[^/]+$/.test(text.file) && text.parts.length === 1) {
      for (const form of ["name", "done"]) need(text, [`command.${text.parts[0]}.${form}`]);
    }
  }
  for (const { file, line, text } of words.bare) {
    gaps.push({ kind: "bare-words", what: text, where: `${file}:${line}` });
  }
  return gaps;
}

/** Keys that nothing in the sources can ask for. */
export function unusedGaps(words: SourceWords, fr: Sentences): Gap[] {
  const whole = new Set(words.texts.flatMap(({ parts }) => (parts.length === 1 ? [parts[0] as string] : [])));
  // `refusal.${code}` alone would excuse every refusal: of a code, the code itself must stand somewhere.
  const spoken = words.texts.flatMap(({ parts: [first = "", ...rest] }) =>
    rest.length > 0 && /^[\w-]+\./.test(first) && ![...CODE_AREAS, "command"].includes(first.slice(0, -1))
      ? [pattern([first, ...rest])]
      : [],
  );
  const refused = words.refusals.filter(({ parts }) => parts.length > 1).map(({ parts }) => codePattern(parts, whole));
  const gaps: Gap[] = [];
  for (const key of baseKeys(fr)) {
    const area = key.slice(0, key.indexOf("."));
    const code = key.slice(area.length + 1);
    const asked =
      whole.has(key) ||
      spoken.some((template) => template.test(key)) ||
      (area === "command" && whole.has(code.replace(/\.\w+$/, ""))) ||
      (CODE_AREAS.includes(area) && (whole.has(code) || refused.some((matches) => matches(code))));
    if (!asked) gaps.push({ kind: "unused", what: key, where: (fr.get(key) ?? firstForm(fr, key)).file });
  }
  return gaps;
}

/** Whether a code can come of a template such as `${area}.${fault}`: what its last hole holds is said somewhere. */
function codePattern(parts: readonly string[], whole: ReadonlySet<string>): (code: string) => boolean {
  const shape = pattern(parts);
  const open = parts.at(-1) === "";
  return (code) =>
    shape.test(code) && (!open || whole.has(code.slice(code.lastIndexOf(".") + 1)) || whole.has(tail(code)));
  function tail(code: string): string {
    return code.slice((parts[0] as string).length);
  }
}

/** Areas a `code`, `rule` or `stage` needs words in, by the layer it stands in. A rule has a name and a finding. */
function areasOf(name: string, file: string): readonly string[] {
  if (name === "stage") return ["progress"];
  if (name === "rule") return file.startsWith("core/rules/") ? ["issue", "rule"] : [];
  if (name !== "code") return [];
  if (file.startsWith("core/rules/")) return ["issue"];
  if (file.startsWith("core/engines/")) return ["remark"];
  return file.startsWith("core/formats/") ? ["warning"] : [];
}

/** The keys that can be asked for, without their forms. */
function baseKeys(sentences: Sentences): Set<string> {
  return new Set([...sentences.keys()].map((key) => key.replace(FORM, "")));
}

/** The first form of a key. */
function firstForm(sentences: Sentences, key: string): { text: string; file: string } {
  for (const [each, sentence] of sentences) {
    if (each.replace(PLURAL, "") === key || each.replace(FORM, "") === key) return sentence;
  }
  return { text: "", file: "" };
}

/** `{{name}}` of each key, sorted; of a plural, those of all its forms (`count` may stand in some only). */
function placeholdersByKey(sentences: Sentences): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const [key, { text }] of sentences) {
    const base = key.replace(PLURAL, "");
    const holders = found.get(base) ?? new Set<string>();
    for (const match of text.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}/g)) holders.add(match[1] as string);
    found.set(base, holders);
  }
  return new Map([...found].map(([key, holders]) => [key, [...holders].sort()]));
}

/** Matches the keys a text with holes can become. */
function pattern(parts: readonly string[]): RegExp {
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^$(){}|[\]\\]/g, "\\$&")).join(".+")}$`);
}
