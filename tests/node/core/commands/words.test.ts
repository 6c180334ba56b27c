import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "#core/messages/catalogue";

const root = join(import.meta.dirname, "../../../..");
const sources = ["core/commands", "core/engines/network", "core/rules"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(root, folder, name), "utf8")),
);
const matches = (pattern: RegExp): string[] => [
  ...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1] as string))),
];

describe.each(["fr", "en"] as const)("words of the commands and rules, %s", (lang) => {
  const keys = Object.keys(catalogue[lang]);
  const has = (key: string): boolean => keys.some((held) => held === key || held.startsWith(`${key}_`));

  it("has a sentence for every refusal written out", () => {
    const codes = matches(/refuse\(\s*"([a-z.-]+)"/g);
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !has(`refusal.${code}`))).toEqual([]);
  });

  it("has a sentence for every refusal put together", () => {
    const parts = ["crosses-itself", "along-boundary", "line-misses", "stops-inside", "does-not-divide", "no-room"];
    const shapes = ["crosses-itself", "too-few-vertices", "no-area", "hole-outside"];
    const codes = [
      ...parts.map((part) => `split.${part}`),
      ...["perimeter", "shape"].flatMap((area) => shapes.map((shape) => `${area}.${shape}`)),
      "vertex.turns",
      "vertex.crosses",
    ];
    expect(codes.filter((code) => !has(`refusal.${code}`))).toEqual([]);
  });

  it("has a name and a line of history for every command", () => {
    const ids = matches(/^ {2}id: "([a-z-]+)"/gm);
    expect(ids.length).toBeGreaterThan(14);
    expect(ids.filter((id) => !has(`command.${id}.name`) || !has(`command.${id}.done`))).toEqual([]);
  });

  it("has words for every rule", () => {
    const rules = matches(/issueOf\(\s*"([a-z-]+)"/g);
    expect(rules.length).toBeGreaterThan(9);
    expect(rules.filter((rule) => !has(`issue.${rule}`))).toEqual([]);
  });
});
