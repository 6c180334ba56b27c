import type { InpLine } from "#core/formats/epanet/inp-lines";
import type { Fail, InpNetwork } from "#core/formats/epanet/inp-network";
import { checkInpSetting, isTime } from "#core/formats/epanet/inp-settings";

/** Whether a word is the status of a link. */
export function isStatus(word: string): boolean {
  return /^(open|closed|cv|active)$/i.test(word);
}

/**
 * What EPANET asks of a whole network before it opens it: a junction and a source, patterns and curves that are there,
 * controls it understands.
 */
export function checkInpNetwork(network: InpNetwork, lines: readonly InpLine[], fail: Fail): void {
  const { nodes, patterns, curves, controls, rules } = network;
  const last = lines.at(-1)?.line ?? 1;
  const all = [...nodes.values()];
  if (!all.some(({ kind }) => kind === "junctions")) fail(last, "inp.no-junction");
  if (all.every(({ kind }) => kind === "junctions")) fail(last, "inp.no-source");
  for (const { line, values } of all) {
    const pattern = values.get("pattern");
    if (pattern !== undefined && !patterns.has(String(pattern)))
      fail(line, "inp.unknown-id", { id: String(pattern).slice(0, 40) });
    const curve = values.get("volumecurve");
    if (curve !== undefined && !curves.has(String(curve)))
      fail(line, "inp.unknown-id", { id: String(curve).slice(0, 40) });
  }
  for (const line of lines) checkInpSetting(line, network, fail);
  for (const control of controls) checkControl(control, network, fail);
  for (const rule of rules) for (const line of rule) checkClause(line, network, fail);
}

/** `LINK id status IF NODE id ABOVE|BELOW value`, or `… AT TIME|CLOCKTIME time`. */
function checkControl({ words, line }: InpLine, { nodes, links }: InpNetwork, fail: Fail): void {
  if (words.length < 6) fail(line, "inp.too-few", { least: 6 });
  const [, id = "", status = "", when = "", what = "", who = ""] = words;
  const link = links.get(id) ?? fail(line, "inp.unknown-id", { id: id.slice(0, 40) });
  if (link.values.get("status") === "CV") fail(line, "inp.control-on-valve", { id });
  if (!isStatus(status) && !Number.isFinite(Number(status)))
    fail(line, "inp.not-a-number", { found: status.slice(0, 40) });
  if (/^if$/i.test(when)) {
    if (!nodes.has(who)) fail(line, "inp.unknown-id", { id: who.slice(0, 40) });
    if (words.length < 8) fail(line, "inp.too-few", { least: 8 });
    if (!/^(above|below)$/i.test(words[6] ?? "")) fail(line, "inp.bad-word", { found: (words[6] ?? "").slice(0, 40) });
    if (!Number.isFinite(Number(words[7]))) fail(line, "inp.not-a-number", { found: (words[7] ?? "").slice(0, 40) });
  } else if (!/^at$/i.test(when) || !/^(time|clocktime)$/i.test(what)) {
    fail(line, "inp.bad-word", { found: when.slice(0, 40) });
  } else if (!isTime(words)) fail(line, "inp.bad-word", { found: (words.at(-1) ?? "").slice(0, 40) });
}

/** A line of a rule begins with a word of its own; the objects it names must be there. */
function checkClause({ words, line }: InpLine, { nodes, links }: InpNetwork, fail: Fail): void {
  const [first = "", what = "", id = ""] = words;
  if (!/^(rule|if|and|or|then|else|priority)$/i.test(first)) fail(line, "inp.bad-word", { found: first.slice(0, 40) });
  if (/^(rule|priority)$/i.test(first) || /^syst/i.test(what)) return;
  const known = /^(node|junc|rese|tank)/i.test(what) ? nodes : /^(link|pipe|pump|valv)/i.test(what) ? links : undefined;
  if (!known) fail(line, "inp.bad-word", { found: what.slice(0, 40) });
  else if (!known.has(id)) fail(line, "inp.unknown-id", { id: id.slice(0, 40) });
}
