import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mergeFaces } from "#core/commands/merge-faces";
import { splitFace } from "#core/commands/split-face";
import { composeFiliation } from "#core/formats/plan/filiation-sheet";
import { filiationPdf } from "#core/formats/plan/plan-pdf";
import type { Mark, Sheet } from "#core/formats/plan/sheet-marks";
import { seededIds } from "#core/model/ledger";
import type { Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { aProject, grid, rectangle } from "#tests/helpers/builders";

/** Parcel 3/12 cut in two, then the parts merged again, `times` over. */
function family(times: number): Project {
  const project = aProject()
    .ilot("3")
    .parcel("A", rectangle(20, 30), { number: "12", ilot: "3", officialAreaM2: 601 })
    .build();
  const newId = seededIds("n");
  for (let i = 0; i < times; i++) {
    const env = { newId, now: `20${10 + i}-03-01T08:00:00Z` };
    const [whole] = project.ofClass("parcel");
    const split = splitFace.plan(project, { id: whole?.id ?? "", path: grid([-5, 10, 25, 10]) }, env);
    if (isRefusal(split)) throw new Error(split.code);
    project.apply(split.change);
    const merged = mergeFaces.plan(project, { ids: [...project.ofClass("parcel")].map(({ id }) => id) }, env);
    if (isRefusal(merged)) throw new Error(merged.code);
    project.apply(merged.change);
  }
  return project;
}

const sheetsOf = (project: Project, parcel: string): Sheet[] => {
  const made = composeFiliation(project, { lang: "fr", parcel, date: "2026-11-22" });
  if (isRefusal(made)) throw new Error(made.code);
  return made;
};
const texts = (marks: readonly Mark[]): string[] =>
  marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : mark.kind === "clip" ? texts(mark.marks) : []));

describe("the fiche de filiation", () => {
  it("names ancestors, the parcel and the acts, the oldest first", () => {
    const project = family(1);
    const [live] = project.ofClass("parcel");
    const said = texts(sheetsOf(project, live?.id ?? "")[0]?.marks ?? []).join(" ");
    expect(said).toContain("Fiche de filiation — îlot 3, parcelle 13");
    expect(said).toContain("Morcellement 2010-001, 1er mars 2010");
    expect(said).toMatch(/parcelle 12 — ascendante.*parcelle 13 — la parcelle/);
    expect(said).toContain("601 m²");
  });

  it("carries a long lineage over to more pages, every row once, none beyond the foot", () => {
    const sheets = sheetsOf(family(12), "A");
    expect(sheets.length).toBeGreaterThan(1);
    const all = sheets.flatMap(({ marks }) => texts(marks));
    expect(all.filter((text) => /^Page /.test(text))).toHaveLength(sheets.length);
    for (const { marks, heightMm } of sheets) {
      for (const mark of marks) if (mark.kind === "text") expect(mark.y).toBeLessThanOrEqual(heightMm - 14);
    }
  });

  it("is made for past parcels too, and refused for what never was one", () => {
    expect(sheetsOf(family(1), "A")).toHaveLength(1);
    expect(composeFiliation(family(1), { lang: "fr", parcel: "nobody", date: "" })).toMatchObject({
      code: "filiation.unknown-parcel",
    });
  });

  it("gives the same bytes for the same parcel, a page a sheet", async () => {
    const project = family(12);
    const fonts = join(import.meta.dirname, "../../../../../resources/fonts");
    const held = {
      regular: readFileSync(join(fonts, "NotoSans-Regular.ttf")),
      bold: readFileSync(join(fonts, "NotoSans-Bold.ttf")),
    };
    const document = { meta: project.meta, features: [...project.all()], records: [] };
    const options = { lang: "fr", parcel: "A", date: "2026-11-22" } as const;
    const [one, two] = [await filiationPdf(document, options, held), await filiationPdf(document, options, held)];
    if (isRefusal(one) || isRefusal(two)) throw new Error("refused");
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  });
});
