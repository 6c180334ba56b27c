import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { begunGaps, type Gap, readSentences, sourceGaps, twinGaps, unusedGaps } from "./messages/message-gaps.ts";
import { readSourceWords } from "./messages/source-words.ts";

/** Folder of the repository. */
export const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Everything wrong with the words of Maillage: keys without their twin in the other language, placeholders that
 * differ, Bambara that French does not know, codes without a sentence, sentences nobody says, words written straight into the window's code.
 */
export function messageGaps(root: string = repositoryRoot): Gap[] {
  const fr = readSentences(root, "fr");
  const en = readSentences(root, "en");
  const bm = readSentences(root, "bm");
  const words = readSourceWords(root);
  return [
    ...fr.gaps,
    ...en.gaps,
    ...bm.gaps,
    ...begunGaps(bm.sentences, fr.sentences),
    ...twinGaps(fr.sentences, en.sentences),
    ...sourceGaps(words, fr.sentences),
    ...unusedGaps(words, fr.sentences),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const gaps = messageGaps();
  for (const gap of gaps) console.log(`${gap.kind.padEnd(13)} ${gap.what}  (${gap.where})`);
  process.exitCode = gaps.length > 0 ? 1 : 0;
}
