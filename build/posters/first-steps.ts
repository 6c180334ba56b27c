import { readFileSync } from "node:fs";
import { join } from "node:path";
import { speaker } from "#core/messages/catalogue";

/** A line of a poster: a key or a number, the French words, and the Bambara where it is sure. */
export interface PosterLine {
  readonly mark: string;
  readonly fr: string;
  readonly bm?: string;
}

/** What the poster of the first steps says. */
export interface Poster {
  readonly title: string;
  readonly columns: readonly { readonly title: PosterLine; readonly lines: readonly PosterLine[] }[];
  readonly words: readonly PosterLine[];
  readonly foot: readonly string[];
}

/** The stages of the job, in their order. */
const STAGES = ["data", "perimeter", "layout", "parcels", "networks", "checks", "plans"];

/** What a newcomer presses, and the word of the glossary that says it, if one does. */
const KEYS: readonly (readonly [keys: string, action: string, bambara?: string])[] = [
  ["F1", "help", "dɛmɛ"],
  ["Ctrl+F", "search", "ɲini"],
  ["Ctrl+K", "palette"],
  ["Ctrl+Z", "undo"],
  ["Ctrl+Y", "redo"],
  ["Échap", "cancel"],
  ["Début", "fit"],
  ["T", "table"],
  ["Ctrl+P", "plan"],
  ["?", "shortcuts"],
];

/** Bambara words the glossary has a source for, with their French. */
export function attestedWords(root: string): ReadonlyMap<string, string> {
  const glossary = readFileSync(join(root, "docs/glossary.md"), "utf8");
  const [, table = ""] = glossary.split("## Bambara: where each word is attested");
  const rows = [...table.matchAll(/^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$/gm)].slice(1);
  return new Map(rows.map(([, bambara = "", french = ""]) => [bambara, french]));
}

/**
 * The poster of the first steps: stages and keys as the window calls them, and the words of a village. Bambara stands
 * where the glossary has a source for it.
 *
 * @param root folder of the repository
 * @throws Error when a word is not in the glossary
 */
export function firstSteps(root: string): Poster {
  const speak = speaker("fr");
  const attested = attestedWords(root);
  const sure = (word: string): string => {
    if (!attested.has(word)) throw new Error(`the glossary has no source for ${word}`);
    return word;
  };
  return {
    title: "Maillage : premiers gestes",
    columns: [
      {
        title: { mark: "", fr: "Les étapes" },
        lines: STAGES.map((stage, i) => ({ mark: String(i + 1), fr: speak(`ui.stage.${stage}`) })),
      },
      {
        title: { mark: "", fr: "Les touches" },
        lines: KEYS.map(([mark, action, bambara]) => ({
          mark,
          fr: speak(`ui.action.${action}`),
          ...(bambara ? { bm: sure(bambara) } : {}),
        })),
      },
    ],
    words: [...attested].map(([bm, fr]) => ({ mark: "", fr, bm })),
    foot: [
      "Tout s'enregistre de soi-même ; tout s'annule, même demain.",
      "À relire par un locuteur avant d'afficher. Sources des mots : docs/glossary.md.",
      "Relu par :                                             le :",
    ],
  };
}
