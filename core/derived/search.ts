import { classOf } from "#core/features/classes";
import { fieldOf } from "#core/features/feature-class";
import type { Change } from "#core/model/change";
import type { ClassId, Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** One feature found. */
export interface Found {
  readonly id: string;
  readonly class: ClassId;
  /** 0 is the best: the number asked for itself; then whole names, beginnings, words, parts, ids. */
  readonly rank: number;
}

interface Entry {
  readonly class: ClassId;
  readonly section: string | undefined;
  readonly ilot: string | undefined;
  readonly number: string | undefined;
  /** Name and NINACAD, without accents, small letters. */
  readonly name: string;
  /** What a facility, a water point or a reserve is for. */
  readonly kinds: readonly string[];
  readonly id: string;
}

const LANDS: ReadonlySet<ClassId> = new Set(["parcel", "reserve"]);
/** Classes whose choice is asked for as a name is: "école", "marché", "forage". */
const KINDS: Readonly<Partial<Record<ClassId, string>>> = { facility: "kind", reserve: "use", waterPoint: "kind" };

/**
 * One search over numbers ("12/5", "îlot 12 lot 5", "12-5", "section AB 12/5"), names, kinds of facilities and ids. Accents and case are
 * no matter. Holders are personal data and are not searched.
 */
export class SearchIndex {
  readonly #entries = new Map<string, Entry>();

  static build(project: ProjectView): SearchIndex {
    const index = new SearchIndex();
    for (const feature of project.all()) index.#put(feature);
    return index;
  }

  follow(change: Change): void {
    for (const feature of change.removed) this.#entries.delete(feature.id);
    for (const [, to] of change.updated) this.#put(to);
    for (const feature of change.added) this.#put(feature);
  }

  /** The best features for a question, best first; equals by îlot, number and id. */
  search(question: string, limit = 50): Found[] {
    const text = folded(question).trim();
    if (text === "") return [];
    const asked = numbersIn(text);
    const inSection = sectionIn(text);
    const found: (Found & { readonly entry: Entry })[] = [];
    for (const [id, entry] of this.#entries) {
      const rank = Math.min(rankOf(entry, text, asked), sectionRank(entry, inSection));
      if (rank < Infinity) found.push({ id, class: entry.class, rank, entry });
    }
    found.sort((a, b) => a.rank - b.rank || compareNumbers(a.entry, b.entry) || (a.id < b.id ? -1 : 1));
    return found.slice(0, limit).map(({ id, class: cls, rank }) => ({ id, class: cls, rank }));
  }

  #put(feature: Feature): void {
    if (classOf(feature.class).archive) return;
    const { fields } = feature;
    const text = (key: string): string | undefined => {
      const value = fields[key];
      return typeof value === "string" && value !== "" ? folded(value) : undefined;
    };
    // Remarks would drown the rest.
    const name = [text("name"), text("ninacad")].filter(Boolean).join(" ");
    const kind = KINDS[feature.class];
    this.#entries.set(feature.id, {
      class: feature.class,
      section: text("section"),
      ilot: text("ilot"),
      number: text("number"),
      name,
      kinds: kind ? kindWords(feature, kind) : [],
      id: folded(feature.id),
    });
  }
}

/** The words of a choice in every language, folded; none where nothing is chosen. */
function kindWords(feature: Feature, key: string): readonly string[] {
  const value = feature.fields[key];
  const choice = fieldOf(classOf(feature.class), key)?.choices?.find((each) => each.value === value);
  return choice ? [folded(choice.label.fr), folded(choice.label.en)] : [];
}

/** Small letters without accents. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

interface Asked {
  readonly ilot?: string;
  readonly lot?: string;
  /** Might be an îlot and a lot, or one suffixed number. */
  readonly bare?: string;
}

function numbersIn(text: string): Asked {
  const worded = /^(?:ilot|block)\s*([\w-]+?)(?:\s*[,/;]?\s*(?:lot|parcelle|parcel|plot)\s*([\w-]+))?$/.exec(text);
  if (worded) return { ilot: worded[1] as string, ...(worded[2] ? { lot: worded[2] } : {}) };
  const lotFirst = /^(?:lot|parcelle|parcel|plot)\s*([\w-]+?)(?:\s*[,/;]?\s*(?:ilot|block)\s*([\w-]+))?$/.exec(text);
  if (lotFirst) return { lot: lotFirst[1] as string, ...(lotFirst[2] ? { ilot: lotFirst[2] } : {}) };
  const pair = /^([a-z]*\d+[a-z]*)\s*[/\s-]\s*([a-z]*\d+[\w-]*)$/.exec(text);
  if (pair) return { ilot: pair[1] as string, lot: pair[2] as string, bare: text };
  return /^[a-z]{0,3}\d[\w-]*$/.test(text) ? { bare: text } : {};
}

interface InSection {
  readonly section: string;
  /** What is asked for there; nothing for the whole section. */
  readonly rest: string;
  readonly asked: Asked;
}

/** "section AB", "AB", "section AB lot 5", "AB 12/5": a section, and what is asked for in it. */
function sectionIn(text: string): InSection | undefined {
  const found = /^(?:section\s+([\w-]+)|([a-z]{1,3}))(?:[\s,;/]+(\d.*|(?:lot|parcel|plot|ilot|block).*))?$/.exec(text);
  const section = found?.[1] ?? found?.[2];
  if (section === undefined) return undefined;
  const rest = found?.[3] ?? "";
  return { section, rest, asked: numbersIn(rest) };
}

function sectionRank(entry: Entry, wanted: InSection | undefined): number {
  if (wanted === undefined || entry.section !== wanted.section) return Infinity;
  return wanted.rest === "" ? 3 : rankOf(entry, wanted.rest, wanted.asked);
}

function rankOf(entry: Entry, text: string, asked: Asked): number {
  if (LANDS.has(entry.class) && asked.lot !== undefined && entry.number === asked.lot) {
    if (asked.ilot === undefined) return 1;
    if (entry.ilot === asked.ilot) return 0;
  }
  if (entry.class === "ilot" && asked.ilot !== undefined && asked.lot === undefined && entry.number === asked.ilot)
    return 0;
  if (asked.bare !== undefined && entry.number === asked.bare) return entry.class === "ilot" ? 1 : 2;
  if (LANDS.has(entry.class) && asked.ilot !== undefined && asked.lot === undefined && entry.ilot === asked.ilot)
    return 3;
  if (entry.name !== "") {
    if (entry.name === text) return 1;
    const at = entry.name.indexOf(text);
    if (at === 0) return 3;
    if (at > 0) return /\W/.test(entry.name[at - 1] as string) ? 4 : 5;
  }
  if (text.length >= 3 && entry.kinds.some((kind) => kind.startsWith(text))) return 4;
  if (entry.id === text) return 2;
  return text.length >= 3 && entry.id.startsWith(text) ? 6 : Infinity;
}

function compareNumbers(a: Entry, b: Entry): number {
  const number = (text: string | undefined): number => Number.parseInt(text ?? "", 10) || 0;
  return number(a.ilot) - number(b.ilot) || number(a.number) - number(b.number);
}
