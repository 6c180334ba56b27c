import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contrastRatio } from "#ui/design/contrast";
import { colourTokens } from "#ui/design/tokens";

const css = readFileSync(join(import.meta.dirname, "../../../../renderer/ui/theme.css"), "utf8");
const block = (theme: string): string =>
  /\{([^}]*)\}/.exec(css.slice(css.indexOf(`[data-theme="${theme}"] {`)))?.[1] ?? "";
const light = valuesOf(block("light"));
const themes = { light, contrast: new Map([...light, ...valuesOf(block("contrast"))]) };

function valuesOf(text: string): Map<string, string> {
  return new Map([...text.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

describe("contrast", () => {
  it("is measured as WCAG does", () => {
    expect(contrastRatio("#000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrastRatio("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(contrastRatio("#fff", "#fff")).toBe(1);
    expect(contrastRatio("red", "#fff")).toBeUndefined();
  });

  it.each(["light", "contrast"] as const)("is enough for every colour of the %s theme on its grounds", (theme) => {
    const values = themes[theme];
    const weak = colourTokens.flatMap(({ name, on }) =>
      on.flatMap(({ ground, least }) => {
        const ratio = contrastRatio(values.get(name) ?? "", values.get(ground) ?? "");
        return ratio !== undefined && ratio >= least ? [] : [`${name} on ${ground}: ${ratio}`];
      }),
    );
    expect(weak).toEqual([]);
  });
});
