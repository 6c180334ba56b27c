import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { guideIn } from "#ui/learn/guide-pages";
import { helpSections } from "#ui/learn/help-place";
import { stages } from "#ui/workbench/stages";

// F1 opens the guide at the mark around the focus: every mark there is must be a section in both languages.

const written = globSync("renderer/ui/**/*.tsx").flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/\b(?:data-help|help)="([\w-]+)"/g)].map((match) => match[1] as string),
);
const marks = [...new Set([...written, ...stages.map(({ id }) => id)])];

describe("marks of the help", () => {
  it("are many", () => expect(marks.length).toBeGreaterThan(8));

  it.each(marks)("%s is a section of the guide in French and in English", (mark) => {
    expect(helpSections).toContain(mark);
    for (const lang of ["fr", "en"] as const) expect(guideIn(lang).map(({ id }) => id)).toContain(mark);
  });
});
