import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { describe, expect, it } from "vitest";
import { attestedWords, firstSteps } from "../../build/posters/first-steps.ts";
import { posterPage } from "../../build/posters/poster-page.ts";

const root = join(import.meta.dirname, "../..");

describe("the posters", () => {
  const poster = firstSteps(root);
  const attested = attestedWords(root);

  it("say no word of Bambara that the glossary has no source for", () => {
    expect(attested.size).toBeGreaterThan(15);
    const lines = [...poster.columns.flatMap(({ lines: all }) => all), ...poster.words];
    const said = lines.flatMap(({ bm }) => bm ?? []);
    expect(said.filter((word) => !attested.has(word))).toEqual([]);
    // Official spelling: no accents, nothing but the letters of 1982.
    expect(said.filter((word) => !/^[abcdefghijklmnoprstuwyzɛɔɲŋ]+$/.test(word))).toEqual([]);
  });

  it("ask to be read by a speaker first", () => {
    expect(posterPage(poster, root)).toContain("À relire par un locuteur");
  });

  it.each([
    ["A4", 210, 297],
    ["A3", 297, 420],
  ])("are one page of %s", async (paper, widthMm, heightMm) => {
    const pdf = await PDFDocument.load(readFileSync(join(root, `docs/affiches/premiers-gestes-${paper}.pdf`)));
    expect(pdf.getPageCount()).toBe(1);
    const { width, height } = pdf.getPage(0).getSize();
    expect(width / 72).toBeCloseTo(widthMm / 25.4, 1);
    expect(height / 72).toBeCloseTo(heightMm / 25.4, 1);
  });
});
