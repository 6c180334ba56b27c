import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "#core/messages/catalogue";
import { helpSections } from "#ui/learn/help-place";
import { contentsAt, readBlocks, readSections, readSpans, searchSections, wordsOf } from "#ui/learn/markdown";

const guide = (name: string) => readFileSync(join(import.meta.dirname, "../../../../docs/guide", name), "utf8");

describe("the Markdown of the guide", () => {
  it("reads headings, paragraphs, lists, images and runs", () => {
    const blocks = readBlocks(
      "## Un\n\nDeux **trois** `S` [lien](x.md)\nquatre\n\n- a\n  suite\n- b\n\n1. un\n2. deux\n\n![Vue](images/v.png)",
    );
    expect(blocks.map(({ kind }) => kind)).toEqual(["heading", "paragraph", "list", "list", "image"]);
    expect(wordsOf(blocks[1] ?? { kind: "paragraph", spans: [] })).toBe("Deux trois S lien quatre");
    expect(blocks[2]).toMatchObject({ ordered: false, items: [[{ text: "a" }, { text: " suite" }], [{ text: "b" }]] });
    expect(blocks[3]).toMatchObject({ ordered: true });
    expect(blocks[4]).toEqual({ kind: "image", alt: "Vue", file: "images/v.png" });
  });

  it("makes text of markup, never elements", () => {
    expect(readSpans("<img src=x onerror=alert(1)>")).toEqual([{ kind: "text", text: "<img src=x onerror=alert(1)>" }]);
  });

  it.each(["README.md", "en.md"])("%s has every section the window opens, each with a heading", (name) => {
    const sections = readSections(guide(name));
    expect(sections.map(({ id }) => id)).toEqual([...helpSections]);
    for (const { id, blocks } of sections) expect(blocks[0]?.kind, id).toBe("heading");
  });

  it("names buttons in English as the window does", () => {
    const sentences = new Set(Object.values(catalogue.en));
    const bold = [...guide("en.md").matchAll(/\*\*(.+?)\*\*/g)].map((match) => match[1] as string);
    expect(bold.filter((name) => !sentences.has(name))).toEqual([]);
  });

  it("lists the chapters, and the parts of the one that is open", () => {
    const sections = readSections(guide("README.md"));
    const listed = (id?: string) => contentsAt(sections, id).map((section) => section.id);
    const chapters = listed();
    expect(chapters).toContain("parcels");
    expect(chapters).not.toContain("table");
    expect(listed("table")).toEqual(listed("parcels"));
    expect(listed("table").filter((id) => !chapters.includes(id))).toEqual([
      "divide",
      "acts",
      "table",
      "drawing",
      "documents",
    ]);
  });

  it("finds sections by words, accents or not", () => {
    const sections = readSections(guide("README.md"));
    expect(searchSections(sections, "PERIMETRE dessiner").map(({ id }) => id)).toContain("perimeter");
    expect(searchSections(sections, "électricité").map(({ id }) => id)).toContain("networks");
    expect(searchSections(sections, "xylophone")).toEqual([]);
    expect(searchSections(sections, " ")).toBe(sections);
  });
});
