import { describe, expect, it } from "vitest";
import { type Conflict, conflictSheets } from "#core/formats/plan/conflict-sheets";
import type { Sheet } from "#core/formats/plan/sheet-marks";

const options = { lang: "fr", project: "Village", date: "2026-11-22", crs: "EPSG:32629" } as const;
const conflict = (n: number): Conflict => ({
  ilot: "12",
  number: String(n),
  areaM2: 400,
  along: "Cours d'eau Koba",
  widthM: 10,
  source: "Décret 05-113/P-RM",
  at: [612_000_000, 1_398_000_000],
});
const textsOf = ({ marks }: Sheet): string[] => marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));

describe("the list of parcels in servitudes", () => {
  it("holds each parcel once, over as many sheets as it takes, each with its number", () => {
    const sheets = conflictSheets(
      Array.from({ length: 80 }, (_, i) => conflict(i + 1001)),
      options,
    );
    expect(sheets).toHaveLength(3);
    const texts = sheets.flatMap(textsOf);
    for (let n = 1001; n <= 1080; n++) expect(texts.filter((text) => text === String(n))).toHaveLength(1);
    expect(textsOf(sheets[2] as Sheet)).toContain("Page 3 sur 3");
  });

  it("names the law, the place and the ground it runs along", () => {
    const texts = textsOf(conflictSheets([conflict(7)], options)[0]);
    expect(texts).toContain("Décret 05-113/P-RM");
    expect(texts).toContain("Cours d'eau Koba");
    expect(texts).toContain("612\u202f000,0");
  });

  it("keeps every mark on its sheet", () => {
    const [sheet] = conflictSheets(
      [{ ...conflict(1), along: "Marigot ".repeat(40), ilot: "ABCDEFGHIJKLMNOP" }],
      options,
    );
    for (const mark of sheet.marks) {
      if (mark.kind === "text") expect(mark.x >= 0 && mark.x <= 210 && mark.y >= 0 && mark.y <= 297).toBe(true);
    }
    expect(textsOf(sheet).some((text) => text.endsWith("…"))).toBe(true);
  });

  it("says that there is none", () => {
    const [sheet, ...others] = conflictSheets([], options);
    expect(others).toEqual([]);
    expect(textsOf(sheet)).toContain("Aucune parcelle ne se trouve dans une servitude.");
  });
});
