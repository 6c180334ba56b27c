import type { InpLine, InpSection } from "#core/formats/epanet/inp-lines";
import type { Fail, InpNetwork } from "#core/formats/epanet/inp-network";

/** First words a section knows, by the letters that tell them apart. */
const FIRST_WORDS: Partial<Record<InpSection, RegExp>> = {
  OPTIONS:
    /^(unit|pres|headl|heade|hydr|qual|map|veri|unba|patt|dema|emit|mini|requ|diff|visc|spec|tria|accu|tole|segm|chec|maxc|damp|flowc|back|qtol)/i,
  TIMES: /^(dura|hydr|qual|rule|patt|repo|star|stat|mini|trac)/i,
  REPORT:
    /^(page|stat|summ|mess|ener|node|link|file|elev|dema|head|pres|qual|leng|diam|flow|velo|posi|sett|reac|f-fa|tria)/i,
  ENERGY: /^(glob|dema|pump)/i,
  REACTIONS: /^(orde|roug|limi|glob|bulk|wall|tank)/i,
};

/** Options whose last word is a number. */
const NUMBERS = /^(diff|visc|spec|tria|accu|tole|segm|chec|maxc|damp|heade|flowc|mini|requ)/i;
const CHOICES: readonly (readonly [option: RegExp, values: RegExp])[] = [
  [/^unit/i, /^(cfs|gpm|mgd|imgd|afd|lps|lpm|mld|cmh|cmd|cms|si)/i],
  [/^headl/i, /^(h-w|d-w|c-m)/i],
  [/^hydr/i, /^(use|save)/i],
  [/^unba/i, /^(stop|cont)/i],
];

/** Whether a line of options, times, reports and the like is as EPANET wants it. */
export function checkInpSetting({ section, words, line }: InpLine, { nodes }: InpNetwork, fail: Fail): void {
  const [first = "", second] = words;
  const last = words.at(-1) ?? "";
  const known = FIRST_WORDS[section];
  if (known && !known.test(first)) fail(line, "inp.bad-word", { found: first.slice(0, 40) });
  if (known && (section === "TIMES" || section === "REPORT") && second === undefined)
    fail(line, "inp.too-few", { least: 2 });
  if (section === "OPTIONS") checkOption(words, line, fail);
  else if (section === "TIMES" && !/^stat/i.test(first) && !isTime(words)) {
    fail(line, "inp.bad-word", { found: last.slice(0, 40) });
  } else if (section === "MIXING" || section === "SOURCES") {
    if (second === undefined) fail(line, "inp.too-few", { least: 2 });
    if (!nodes.has(first)) fail(line, "inp.unknown-id", { id: first.slice(0, 40) });
  }
}

function checkOption(words: readonly string[], line: number, fail: Fail): void {
  const [first = "", second] = words;
  const last = words.at(-1) ?? "";
  if (second === undefined) return;
  const exponent = /^(pres|emit)/i.test(first) && /^expo/i.test(second);
  const number = NUMBERS.test(first) || exponent || (/^dema/i.test(first) && /^mult/i.test(second));
  if (number && !Number.isFinite(Number(last))) fail(line, "inp.not-a-number", { found: last.slice(0, 40) });
  const choice = CHOICES.find(([option]) => option.test(first));
  if (choice && !choice[1].test(second)) fail(line, "inp.bad-word", { found: second.slice(0, 40) });
}

/** Whether a line ends in a time: hours, `h:mm:ss`, with a unit or half of the day. */
export function isTime(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  if (/^(am|pm|sec|min|hou|day)/i.test(last)) return isTime(words.slice(0, -1));
  return /^\d*\.?\d+$|^\d+\.$|^\d+(:\d+){1,3}$/.test(last);
}
