import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { featureClasses } from "#core/features/classes";
import { catalogue } from "#core/messages/catalogue";

const root = join(import.meta.dirname, "../..");
const page = (path: string) => readFileSync(join(root, path), "utf8");
const guide = page("docs/guide/README.md");

/** Pictures that the end-to-end run takes of its own journey. */
const PICTURES = [
  "01-accueil",
  "02-import",
  "03-carte",
  "04-perimetre",
  "05-maillage",
  "06-parcelles",
  "07-reseaux",
  "08-edition",
  "09-export",
  "10-plan",
  "11-correspondance",
  "12-scenarios",
  "13-maisons",
  "14-parties",
  "15-calage",
  "16-profil",
  "17-photos",
  "18-normes",
  "19-referentiel",
];

describe("the user's guide", () => {
  it("names buttons as the window does", () => {
    const sentences = new Set(Object.values(catalogue.fr));
    const bold = [...guide.matchAll(/\*\*(.+?)\*\*/g)].map((match) => match[1] as string);
    expect(bold.length).toBeGreaterThan(25);
    expect(bold.filter((name) => !sentences.has(name))).toEqual([]);
  });

  it("shows each step of the journey once", () => {
    const shown = [...guide.matchAll(/\]\(images\/(.+?)\.png\)/g)].map((match) => match[1]);
    expect(shown.sort()).toEqual(PICTURES);
  });
});

describe("the glossary", () => {
  const glossary = page("docs/glossary.md");

  it("holds every class with its table and its French and English words", () => {
    const missing = featureClasses.filter(({ id, table }) => !glossary.includes(`class \`${id}\`, table \`${table}\``));
    expect(missing.map((each) => each.id)).toEqual([]);
    for (const { label } of featureClasses) {
      expect(glossary.toLowerCase()).toContain(`| ${label.fr.toLowerCase()}`);
      expect(glossary.toLowerCase()).toContain(`| ${label.en.toLowerCase()}`);
    }
  });

  it("holds every act that a planner can do", () => {
    const acts = readdirSync(join(root, "core/commands"))
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) =>
        [...page(`core/commands/${file}`).matchAll(/^ {2}id: "([\w-]+)",$/gm)].map((match) => match[1]),
      );
    expect(acts.length).toBeGreaterThan(5);
    expect(acts.filter((id) => !glossary.includes(`\`${id}\``))).toEqual([]);
  });
});

describe("links between pages", () => {
  const pages = [
    "README.md",
    "CHANGELOG.md",
    "docs/glossary.md",
    "docs/guide/README.md",
    ...readdirSync(join(root, "docs/decisions")).map((file) => `docs/decisions/${file}`),
  ];

  it.each(pages)("%s leads to pages that are there", (path) => {
    const links = [...page(path).matchAll(/(?<!!)\[[^\]]*\]\((?!https?:|#)([^)#]+)/g)].map(
      (match) => match[1] as string,
    );
    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });
});
