/** A run of words inside a line: plain, `strong`, `code`, or a link. */
export type Span =
  | { readonly kind: "text" | "strong" | "code"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly to: string };

/** A block of a page. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: "paragraph"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }
  | { readonly kind: "image"; readonly alt: string; readonly file: string };

/** A part of a page under one mark. */
export interface Section {
  readonly id: string;
  readonly blocks: readonly Block[];
}

/**
 * Reads the Markdown our own guide is written in: headings, paragraphs, lists of one level, images, `**strong**`,
 * `code` and links. Gives data, never markup: what shows it makes elements of it.
 *
 * @param text a page; `<!-- section: id -->` on a line of its own begins a section, what stands before the first is left out
 */
export function readSections(text: string): Section[] {
  const parts = text.split(/^<!-- section: ([\w-]+) -->$/m);
  const sections: Section[] = [];
  for (let i = 1; i < parts.length; i += 2)
    sections.push({ id: parts[i] ?? "", blocks: readBlocks(parts[i + 1] ?? "") });
  return sections;
}

/** What a table of contents shows: every chapter (a heading of level 2), and the parts of the one a section lies in. */
export function contentsAt(sections: readonly Section[], id: string | undefined): Section[] {
  let chapter: string | undefined;
  const chapters = new Map<string, string>();
  for (const section of sections) {
    const [first] = section.blocks;
    if (chapter === undefined || (first?.kind === "heading" && first.level <= 2)) chapter = section.id;
    chapters.set(section.id, chapter);
  }
  const here = id === undefined ? undefined : chapters.get(id);
  return sections.filter((section) => [section.id, here].includes(chapters.get(section.id)));
}

/** Reads the blocks of a text. */
export function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  for (const chunk of text.split(/\n\s*\n/)) {
    let lines: string[] = [];
    let inList = false;
    const endParagraph = (): void => {
      if (lines.length > 0) blocks.push({ kind: "paragraph", spans: readSpans(lines.join(" ")) });
      lines = [];
    };
    for (const line of chunk.split("\n").map((each) => each.trim())) {
      if (line === "" || line.startsWith("<!--")) continue;
      const heading = /^(#{1,4}) (.+)$/.exec(line);
      const image = /^!\[([^\]]*)\]\(([^)]+)\)$/.exec(line);
      const item = /^(?:([-*])|\d+\.) (.+)$/.exec(line);
      const last = blocks.at(-1);
      if (heading || image || item) endParagraph();
      if (heading) blocks.push({ kind: "heading", level: heading[1]?.length ?? 1, spans: readSpans(heading[2] ?? "") });
      else if (image) blocks.push({ kind: "image", alt: image[1] ?? "", file: image[2] ?? "" });
      else if (item) {
        const ordered = item[1] === undefined;
        const spans = readSpans(item[2] ?? "");
        const goesOn = last?.kind === "list" && last.ordered === ordered;
        if (goesOn) blocks[blocks.length - 1] = { ...last, items: [...last.items, spans] };
        else blocks.push({ kind: "list", ordered, items: [spans] });
      } else if (inList && last?.kind === "list") {
        // A line under an item goes on with it.
        const items = last.items.with(-1, [...(last.items.at(-1) ?? []), ...readSpans(` ${line}`)]);
        blocks[blocks.length - 1] = { ...last, items };
        continue;
      } else lines.push(line);
      inList = item !== null;
    }
    endParagraph();
  }
  return blocks;
}

/** Reads the runs of a line. */
export function readSpans(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(/\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)/g)) {
    if (match.index > at) spans.push({ kind: "text", text: text.slice(at, match.index) });
    const [, strong, code, words, to] = match;
    if (strong !== undefined) spans.push({ kind: "strong", text: strong });
    else if (code !== undefined) spans.push({ kind: "code", text: code });
    else spans.push({ kind: "link", text: words ?? "", to: to ?? "" });
    at = match.index + match[0].length;
  }
  if (at < text.length) spans.push({ kind: "text", text: text.slice(at) });
  return spans;
}

/** The words of a block, without their dress. */
export function wordsOf(block: Block): string {
  if (block.kind === "image") return block.alt;
  const runs = block.kind === "list" ? block.items.flat() : block.spans;
  return runs.map(({ text }) => text).join("");
}

/** Sections of which every word of a question stands somewhere; accents and capitals do not matter. */
export function searchSections(sections: readonly Section[], question: string): readonly Section[] {
  const wanted = plain(question).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return sections;
  return sections.filter((section) => {
    const words = plain(section.blocks.map(wordsOf).join(" "));
    return wanted.every((word) => words.includes(word));
  });
}

/** Without accents and capitals. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
