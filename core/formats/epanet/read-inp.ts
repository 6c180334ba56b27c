import { checkInpNetwork, isStatus } from "#core/formats/epanet/inp-checks";
import { inpLayers } from "#core/formats/epanet/inp-layers";
import { type InpLine, type InpSection, inpLines } from "#core/formats/epanet/inp-lines";
import type { Fail, InpLink, InpNetwork, InpNode } from "#core/formats/epanet/inp-network";
import type { OutsideReader } from "#core/formats/outside-source";
import { ReaderWarnings } from "#core/formats/reader-warnings";
import { decodeText } from "#core/formats/text-encoding";
import type { FieldValue } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * Reads an EPANET network: nodes and links as layers with what the other sections say of them, patterns, curves,
 * controls and rules as tables, all else line by line. Numbers are in the units of the file, positions its own.
 * What EPANET would not open is refused.
 *
 * @throws RefusalError `inp.…` with the line
 * @see EPANET 2.2 user manual, appendix C
 */
export const readInp: OutsideReader = ({ file, main }, { encoding: asked }) => {
  const { text, encoding, guessed } = decodeText(main.bytes(), file, { asked });
  const warnings = new ReaderWarnings();
  if (guessed) warnings.add("encoding.guessed", { params: { encoding } });
  const fail: Fail = (line, code, params) => {
    throw new RefusalError(refuse(code, { file, line, ...(params ? { params } : {}) }));
  };
  const network: InpNetwork = {
    nodes: new Map(),
    links: new Map(),
    patterns: new Map(),
    curves: new Map(),
    controls: [],
    rules: [],
    misplaced: [],
  };
  const lines = [...inpLines(text, file)];
  // Nodes first, then links: sections may come in any order.
  for (const pass of PASSES) for (const line of lines) TAKERS[line.section]?.[pass]?.(line, network, fail);
  checkInpNetwork(network, lines, fail);
  let unplaced = 0;
  for (const { at } of network.nodes.values()) if (!at) unplaced++;
  if (unplaced > 0) warnings.add("inp.no-place", { count: unplaced });
  const [misplaced] = network.misplaced;
  if (misplaced !== undefined) warnings.add("inp.bad-place", { count: network.misplaced.length, line: misplaced });
  const units = lines.find(({ section, words }) => section === "OPTIONS" && /^units$/i.test(words[0] ?? ""))?.words[1];
  warnings.add("inp.units", { params: { units: (units ?? "GPM").toUpperCase() } });
  return {
    format: "EPANET INP",
    encoding,
    layers: inpLayers(network, lines),
    warnings: warnings.list(),
    counts: {
      nodes: network.nodes.size,
      tanks: [...network.nodes.values()].filter(({ kind }) => kind !== "junctions").length,
      links: network.links.size,
      patterns: network.patterns.size,
      curves: network.curves.size,
      controls: network.controls.length,
      rules: network.rules.length,
    },
  };
};

const PASSES = ["define", "link", "add"] as const;

type Taker = (line: InpLine, network: InpNetwork, fail: Fail) => void;

/** What a section does to the network, by pass: nodes, patterns and curves; links; all that refers to them. */
const TAKERS: Partial<Record<InpSection, Partial<Record<(typeof PASSES)[number], Taker>>>> = {
  JUNCTIONS: {
    define: (line, network, fail) => {
      const values = valuesOf(line, 1, ["elevation", "demand"], fail);
      if (line.words[3] && line.words[3] !== "*") values.set("pattern", line.words[3]);
      addNode(line, "junctions", values, network, fail);
    },
  },
  RESERVOIRS: { define: takeTank },
  TANKS: { define: takeTank },
  PATTERNS: {
    define: ({ words, line }, { patterns }, fail) => {
      if (words.length < 2) fail(line, "inp.too-few", { least: 2 });
      const [id = "", ...rest] = words;
      const held = patterns.get(id) ?? [];
      patterns.set(id, held);
      for (const word of rest) held.push(numberOf(word, line, fail));
    },
  },
  CURVES: {
    define: ({ words, line }, { curves }, fail) => {
      if (words.length < 3) fail(line, "inp.too-few", { least: 3 });
      const [id = "", ...rest] = words;
      const held = curves.get(id) ?? [];
      curves.set(id, held);
      for (const word of rest) held.push(numberOf(word, line, fail));
    },
  },
  PIPES: {
    link: (line, network, fail) => {
      const { words } = line;
      if (words.length < 6) fail(line.line, "inp.too-few", { least: 6 });
      const values = valuesOf(line, 3, ["length", "diameter", "roughness"], fail);
      for (const name of values.keys())
        if (!((values.get(name) as number) > 0)) fail(line.line, "inp.not-above-zero", { name });
      const [sixth, seventh] = [words[6], words[7]];
      const loss = sixth !== undefined && !isStatus(sixth) ? sixth : undefined;
      const status = loss === undefined ? sixth : seventh;
      if (loss !== undefined) values.set("minorloss", numberOf(loss, line.line, fail));
      if (status !== undefined && !isStatus(status)) fail(line.line, "inp.bad-status", { found: shown(status) });
      if (status !== undefined) values.set("status", status.toUpperCase());
      addLink(line, "pipes", values, network, fail);
    },
  },
  PUMPS: {
    link: (line, network, fail) => {
      const { words } = line;
      if (words.length < 4) fail(line.line, "inp.too-few", { least: 4 });
      const values = new Map<string, FieldValue>();
      // EPANET 1 wrote the power, or points of the curve, without their names.
      if (/^[-+.\d]/.test(words[3] ?? "")) values.set("properties", words.slice(3).join(" "));
      else {
        for (let i = 3; i < words.length; i += 2) {
          const [name = "", value] = [words[i], words[i + 1]];
          const key = PUMP_WORDS.find((one) => name.toUpperCase().startsWith(one.slice(0, 4)));
          if (!key || value === undefined) return fail(line.line, "inp.bad-word", { found: shown(name) });
          const known = key === "HEAD" ? network.curves : key === "PATTERN" ? network.patterns : undefined;
          if (known && !known.has(value)) fail(line.line, "inp.unknown-id", { id: shown(value) });
          values.set(key.toLowerCase(), known ? value : numberOf(value, line.line, fail));
        }
        if (!values.has("head") && !values.has("power")) fail(line.line, "inp.no-curve", { id: words[0] ?? "" });
      }
      addLink(line, "pumps", values, network, fail);
    },
  },
  VALVES: {
    link: (line, network, fail) => {
      const { words } = line;
      if (words.length < 6) fail(line.line, "inp.too-few", { least: 6 });
      const values = valuesOf(line, 3, ["diameter"], fail);
      if (!((values.get("diameter") as number) > 0)) fail(line.line, "inp.not-above-zero", { name: "diameter" });
      const type = (words[4] ?? "").toUpperCase();
      if (!VALVE_TYPES.includes(type)) fail(line.line, "inp.bad-word", { found: shown(type) });
      values.set("type", type);
      const setting = words[5] ?? "";
      if (type === "GPV" && !network.curves.has(setting)) fail(line.line, "inp.unknown-id", { id: shown(setting) });
      values.set("setting", type === "GPV" ? setting : numberOf(setting, line.line, fail));
      if (words[6] !== undefined && type !== "PCV") values.set("minorloss", numberOf(words[6], line.line, fail));
      addLink(line, "valves", values, network, fail);
    },
  },
  // EPANET passes over places it cannot read; so it is here, and told.
  COORDINATES: {
    add: ({ words, line }, { nodes, misplaced }) => {
      const node = nodes.get(words[0] ?? "");
      const at = placeOf(words);
      if (node && at) node.at = at;
      else misplaced.push(line);
    },
  },
  VERTICES: {
    add: ({ words, line }, { links, misplaced }) => {
      const link = links.get(words[0] ?? "");
      const at = placeOf(words);
      if (link && at) link.vertices.push(...at);
      else misplaced.push(line);
    },
  },
  DEMANDS: {
    add: ({ words, line }, { nodes, patterns }, fail) => {
      if (words.length < 2) fail(line, "inp.too-few", { least: 2 });
      const demand = numberOf(words[1], line, fail);
      if (/^mult/i.test(words[0] ?? "")) return;
      const node = nodes.get(words[0] ?? "") ?? fail(line, "inp.unknown-id", { id: shown(words[0] ?? "") });
      const pattern = words[2];
      if (pattern !== undefined && !patterns.has(pattern)) fail(line, "inp.unknown-id", { id: shown(pattern) });
      // The first category takes the place of the demand of the junction, further ones add to it.
      const before = node.values.get("demands");
      const sum = before === undefined ? demand : Number(node.values.get("demand")) + demand;
      node.values.set("demand", sum);
      node.values.set("demands", `${before === undefined ? "" : `${before}; `}${words.slice(1).join(" ")}`);
    },
  },
  EMITTERS: { add: nodeNumber("emitter") },
  QUALITY: {
    add: (line, network, fail) => {
      if (line.words.length === 2) nodeNumber("quality")(line, network, fail);
    },
  },
  STATUS: {
    add: ({ words, line }, { links }, fail) => {
      if (words.length < 2) fail(line, "inp.too-few", { least: 2 });
      const value = words.at(-1) ?? "";
      if (!isStatus(value)) numberOf(value, line, fail);
      if (words.length > 2) return;
      const link = links.get(words[0] ?? "") ?? fail(line, "inp.unknown-id", { id: shown(words[0] ?? "") });
      link.values.set("status", value.toUpperCase());
    },
  },
  TAGS: {
    add: ({ words }, { nodes, links }) => {
      const [kind, id = "", tag] = words;
      const owner = /^node/i.test(kind ?? "") ? nodes.get(id) : links.get(id);
      if (owner && tag) owner.values.set("tag", tag);
    },
  },
  CONTROLS: { add: (line, { controls }) => void controls.push(line) },
  RULES: {
    add: (line, { rules }, fail) => {
      if (/^rule$/i.test(line.words[0] ?? "")) rules.push([line]);
      else if (rules.length > 0) rules.at(-1)?.push(line);
      else fail(line.line, "inp.bad-word", { found: shown(line.words[0] ?? "") });
    },
  },
};

const PUMP_WORDS = ["HEAD", "POWER", "PATTERN", "SPEED"];
const VALVE_TYPES = ["PRV", "PSV", "PBV", "FCV", "TCV", "GPV", "PCV"];

/** A reservoir has a head and perhaps a pattern; a tank levels and a diameter. Either may stand in either section. */
function takeTank(line: InpLine, network: InpNetwork, fail: Fail): void {
  const { words } = line;
  if (words.length < 2) fail(line.line, "inp.too-few", { least: 2 });
  if (words.length <= 3) {
    const values = valuesOf(line, 1, ["head"], fail);
    if (words[2] && words[2] !== "*") values.set("pattern", words[2]);
    addNode(line, "reservoirs", values, network, fail);
    return;
  }
  if (words.length < 6) fail(line.line, "inp.too-few", { least: 6 });
  const values = valuesOf(line, 1, ["elevation", "initlevel", "minlevel", "maxlevel", "diameter", "minvolume"], fail);
  if ((values.get("diameter") as number) < 0) fail(line.line, "inp.not-above-zero", { name: "diameter" });
  const curve = words[7];
  if (curve !== undefined && curve !== "*") values.set("volumecurve", curve);
  const [initial, least, most] = ["initlevel", "minlevel", "maxlevel"].map((name) => values.get(name) as number) as [
    number,
    number,
    number,
  ];
  if (initial < least || initial > most || least > most) fail(line.line, "inp.tank-levels", { id: words[0] ?? "" });
  addNode(line, "tanks", values, network, fail);
}

function addNode(
  line: InpLine,
  kind: InpNode["kind"],
  values: Map<string, FieldValue>,
  { nodes }: InpNetwork,
  fail: Fail,
): void {
  const id = line.words[0] ?? "";
  if (nodes.has(id)) fail(line.line, "inp.twice", { id: shown(id) });
  nodes.set(id, { id, kind, line: line.line, values });
}

function addLink(
  line: InpLine,
  kind: InpLink["kind"],
  values: Map<string, FieldValue>,
  { nodes, links }: InpNetwork,
  fail: Fail,
): void {
  const [id = "", from = "", to = ""] = line.words;
  if (links.has(id)) fail(line.line, "inp.twice", { id: shown(id) });
  for (const end of [from, to]) if (!nodes.has(end)) fail(line.line, "inp.unknown-id", { id: shown(end) });
  if (from === to) fail(line.line, "inp.same-ends", { id: shown(id) });
  links.set(id, { id, kind, line: line.line, from, to, values, vertices: [] });
}

/** A number the second word gives a node. */
function nodeNumber(name: string): Taker {
  return ({ words, line }, { nodes }, fail) => {
    if (words.length < 2) fail(line, "inp.too-few", { least: 2 });
    const node = nodes.get(words[0] ?? "") ?? fail(line, "inp.unknown-id", { id: shown(words[0] ?? "") });
    node.values.set(name, numberOf(words[1], line, fail));
  };
}

/** Named numbers from a word on, as far as the line goes. */
function valuesOf(
  { words, line }: InpLine,
  from: number,
  names: readonly string[],
  fail: Fail,
): Map<string, FieldValue> {
  const values = new Map<string, FieldValue>();
  names.forEach((name, i) => {
    const word = words[from + i];
    if (word !== undefined) values.set(name, numberOf(word, line, fail));
  });
  return values;
}

function numberOf(word: string | undefined, line: number, fail: Fail): number {
  const number = word === undefined || !/^[-+]?(\d|\.\d)/.test(word) ? Number.NaN : Number(word);
  return Number.isFinite(number) ? number : fail(line, "inp.not-a-number", { found: shown(word ?? "") });
}

function placeOf(words: readonly string[]): readonly [number, number] | undefined {
  const [x, y] = [Number(words[1] || Number.NaN), Number(words[2] || Number.NaN)];
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined;
}

function shown(word: string): string {
  return word.slice(0, 40);
}
