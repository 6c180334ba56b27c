import type { Lang } from "#core/messages/catalogue";
import { readSections, type Section } from "#ui/learn/markdown";
import en from "../../../docs/guide/en.md?raw";
import fr from "../../../docs/guide/README.md?raw";

const pages: Readonly<Record<Lang, string>> = { fr, en };

/** Addresses of the guide's pictures, by file name. */
const pictures: Readonly<Record<string, string>> = import.meta.glob("../../../docs/guide/images/*.png", {
  query: "?url",
  import: "default",
  eager: true,
});

/** The guide in a language, section by section. */
export function guideIn(lang: Lang): readonly Section[] {
  return readSections(pages[lang]);
}

/** Address of a picture of the guide; `undefined` when it was not made. */
export function pictureOf(file: string): string | undefined {
  return pictures[`../../../docs/guide/${file}`];
}
