import { RefusalError, refuse } from "#core/model/refusal";

/** A line of data of an INP file. */
export interface InpLine {
  readonly section: InpSection;
  readonly line: number;
  /** Words of the line, quotes taken off, without its comment. */
  readonly words: readonly string[];
  readonly text: string;
}

/** Sections by the letters EPANET knows them by. */
const SECTIONS = {
  TITL: "TITLE",
  JUNC: "JUNCTIONS",
  RESE: "RESERVOIRS",
  TANK: "TANKS",
  PIPE: "PIPES",
  PUMP: "PUMPS",
  VALV: "VALVES",
  CONT: "CONTROLS",
  RULE: "RULES",
  DEMA: "DEMANDS",
  SOUR: "SOURCES",
  EMIT: "EMITTERS",
  LEAK: "LEAKAGE",
  PATT: "PATTERNS",
  CURV: "CURVES",
  QUAL: "QUALITY",
  STAT: "STATUS",
  ROUG: "ROUGHNESS",
  ENER: "ENERGY",
  REAC: "REACTIONS",
  MIXI: "MIXING",
  REPO: "REPORT",
  TIME: "TIMES",
  OPTI: "OPTIONS",
  COOR: "COORDINATES",
  VERT: "VERTICES",
  LABE: "LABELS",
  BACK: "BACKDROP",
  TAGS: "TAGS",
} as const;

export type InpSection = (typeof SECTIONS)[keyof typeof SECTIONS];

/** Sections only the storm water model has. */
const OF_SWMM =
  /^\[(SUBCATCHMENTS|SUBAREAS|RAINGAGES|EVAPORATION|INFILTRATION|CONDUITS|OUTFALLS|XSECTIONS|STORAGE|WEIRS|ORIFICES|DWF|LANDUSES)/i;

/**
 * Cuts an INP file into lines of data with the section each stands in, up to `[END]`.
 *
 * @throws RefusalError `inp.swmm`, `inp.unknown-section`, `inp.no-section` with the line
 * @see EPANET 2.2 user manual, appendix C
 */
export function* inpLines(text: string, file: string): Generator<InpLine> {
  let section: InpSection | undefined;
  let line = 0;
  for (let at = 0; at <= text.length; ) {
    const next = text.indexOf("\n", at);
    const end = next < 0 ? text.length : next;
    const raw = text.slice(at, end);
    at = end + 1;
    line++;
    const bare = (raw.includes(";") ? raw.slice(0, raw.indexOf(";")) : raw).trim();
    if (bare === "") continue;
    if (bare.startsWith("[")) {
      if (/^\[END/i.test(bare)) return;
      if (OF_SWMM.test(bare)) throw new RefusalError(refuse("inp.swmm", { file, line }));
      const known = SECTIONS[bare.slice(1, 5).toUpperCase() as keyof typeof SECTIONS];
      if (!known)
        throw new RefusalError(refuse("inp.unknown-section", { file, line, params: { section: bare.slice(0, 40) } }));
      section = known;
      continue;
    }
    if (!section) throw new RefusalError(refuse("inp.no-section", { file, line }));
    yield { section, line, words: wordsOf(bare), text: bare };
  }
}

/** Words parted by blanks and commas; one in double quotes may hold them. */
function wordsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(/[\s,]+/).filter((word) => word !== "");
  return (line.match(/"[^"]*"?|[^\s,"]+/g) ?? [])
    .map((word) => word.replace(/^"|"$/g, ""))
    .filter((word) => word !== "");
}
