import { describe, expect, it } from "vitest";
import { gridStepM } from "#core/formats/plan/grid-marks";
import { cornersOf, LabelRoom } from "#core/formats/plan/label-room";
import { roundScaleFrom } from "#core/formats/plan/map-window";
import type { PlanOptions } from "#core/formats/plan/plan-options";
import { planSvg, sheetSvg } from "#core/formats/plan/plan-svg";
import { planWords } from "#core/formats/plan/plan-words";
import { composePlan } from "#core/formats/plan/sheet";
import type { Mark, Sheet, TextMark } from "#core/formats/plan/sheet-marks";
import { textWidth, wrapText } from "#core/formats/plan/text-width";
import { convergenceDeg } from "#core/geometry/convergence";
import { projectionOf } from "#core/geometry/crs";
import { catalogue } from "#core/messages/catalogue";
import { Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { samplePlan } from "#tests/node/core/formats/plan/sample-plan";
import advances from "../../../../../resources/fonts/advances.json" with { type: "json" };

const options: PlanOptions = {
  lang: "fr",
  paper: "A3",
  landscape: true,
  title: "Plan parcellaire",
  date: "2026-03-01",
};

function sheetOf(more: Partial<PlanOptions> = {}, document = samplePlan()): Sheet {
  const sheet = composePlan(new Project(document.meta, document.features), { ...options, ...more });
  if (isRefusal(sheet)) throw new Error(sheet.code);
  return sheet;
}

function textsOf(marks: readonly Mark[]): TextMark[] {
  return marks.flatMap((mark) => (mark.kind === "text" ? [mark] : mark.kind === "clip" ? textsOf(mark.marks) : []));
}

describe("the sheet", () => {
  it("takes the finest usual scale that holds the perimeter", () => {
    expect(sheetOf().scale).toBe(2000);
    expect(sheetOf({ paper: "A4" }).scale).toBe(2500);
    expect(sheetOf({ paper: "A1" }).scale).toBe(1000);
    expect([99, 101, 1001, 2001, 2501, 5001, 150_000, 200_001].map(roundScaleFrom)).toEqual([
      100, 200, 1250, 2500, 3000, 7500, 200_000, 500_000,
    ]);
  });

  it("refuses a scale that would cut the perimeter, and says which one holds it", () => {
    const { meta, features } = samplePlan();
    const refusal = composePlan(new Project(meta, features), { ...options, scale: 500 });
    expect(refusal).toMatchObject({ code: "print.does-not-fit", params: { scale: 500, fits: 2000 } });
    expect(composePlan(new Project(meta), options)).toMatchObject({ code: "print.nothing" });
  });

  it("says place, title, scale, date, author, CRS, source and areas", () => {
    const all = textsOf(sheetOf({ place: "Konodimini", author: "Cabinet X" }).marks).map(({ text }) => text);
    for (const text of [
      "KONODIMINI",
      "Plan parcellaire",
      "1/2\u202f000",
      "1er mars 2026",
      "Cabinet X",
      "WGS 84 / UTM zone 29N (EPSG:32629) — planimétrique",
      "Sources : © OpenStreetMap contributors",
      "55\u202f200",
      "Total (12 îlots)",
      "Convergence des méridiens +0° 18′",
    ]) {
      expect(all).toContain(text);
    }
  });

  it("cuts nothing short in the cells a plan is filed by, on the smallest sheet, and keeps the table of areas", () => {
    for (const landscape of [true, false]) {
      const texts = textsOf(sheetOf({ paper: "A4", landscape, date: "2026-09-22" }).marks).map(({ text }) => text);
      expect(texts).toContain("22 septembre 2026");
      expect(texts).toContain("WGS 84 / UTM zone 29N (EPSG:32629) — planimétrique");
      expect(texts, String(landscape)).toContain("Total (12 îlots)");
    }
  });

  it("writes the number of every parcel, once", () => {
    const map = sheetOf().marks[0] as Extract<Mark, { kind: "clip" }>;
    const numbers = textsOf(map.marks).filter(({ text, bold, halo }) => bold && halo && /^\d+$/.test(text));
    expect(numbers.length).toBe(138);
  });

  it("never lets two labels of the map overlap, at any scale", () => {
    for (const scale of [2000, 2500, 5000]) {
      const map = sheetOf({ scale }).marks[0] as Extract<Mark, { kind: "clip" }>;
      // Lines of one label stand closer than two labels may: their boxes are cut to the letters.
      const room = new LabelRoom({ x: -1e3, y: -1e3, width: 1e4, height: 1e4 });
      for (const { text, x, y, sizeMm, bold, angleDeg = 0 } of textsOf(map.marks)) {
        const angle = (angleDeg * Math.PI) / 180;
        const up = sizeMm * 0.36;
        const slab = {
          x: x + Math.sin(angle) * up,
          y: y - Math.cos(angle) * up,
          halfWidth: textWidth(text, sizeMm, bold) / 2,
          halfHeight: sizeMm * 0.34,
          angleDeg,
        };
        expect(room.claim(slab), `${text} at 1/${scale} ${cornersOf(slab)}`).toBe(true);
      }
    }
  });

  it("says nothing of holders", () => {
    expect(planSvg(samplePlan(), options)).not.toContain("Traoré");
  });

  it("has only letters that the shipped font holds", () => {
    const held = new Set(advances.regular.flatMap(([first, ...widths]) => widths.map((_, i) => (first as number) + i)));
    const words = (["fr", "en"] as const).flatMap((lang) =>
      Object.entries(catalogue[lang]).flatMap(([key, text]) => (key.startsWith("plan.") ? [text] : [])),
    );
    const drawn = textsOf(sheetOf().marks).map(({ text }) => text);
    const numbers = [planWords("fr").number(-1234.5, 1), planWords("en").number(-1234.5, 1)];
    for (const letter of [...words, ...drawn, ...numbers, "ɛɔɲŋɓɗƴƐƆƝŊéèêœŒçÀ"].join("")) {
      expect(held.has(letter.codePointAt(0) as number), `${letter} U+${letter.codePointAt(0)?.toString(16)}`).toBe(
        true,
      );
    }
  });
});

describe("the preview", () => {
  it("keeps hostile texts as texts", () => {
    const svg = sheetSvg(sheetOf({ title: `</text><script>alert("1")</script>\u0000&` }));
    expect(svg).not.toContain("<script>");
    expect(svg).toContain("&lt;script&gt;");
    expect(svg).not.toContain("\u0000");
  });
});

describe("measures of the sheet", () => {
  it("spaces the carroyage by 1, 2 or 5 times a power of ten, 45 mm apart or more", () => {
    expect([500, 1000, 2000, 2500, 5000].map(gridStepM)).toEqual([50, 50, 100, 200, 500]);
  });

  it("wraps at spaces and cuts with an ellipsis", () => {
    expect(wrapText("un deux trois", 10, textWidth("un deux", 10) + 0.01)).toEqual(["un deux", "trois"]);
    expect(wrapText("un deux trois quatre", 10, textWidth("un deux", 10), false, 1)).toEqual(["un de…"]);
  });

  it("finds the convergence of meridians as the series does", () => {
    const projection = projectionOf("EPSG:32629");
    for (const [lon, lat] of [
      [-7.6, 13.1],
      [-11.2, 14.5],
      [-9, 12],
    ] as const) {
      const [x, y] = projection.toGrid(lon, lat);
      const dl = ((lon + 9) * Math.PI) / 180;
      const phi = (lat * Math.PI) / 180;
      // Spherical term and first ellipsoidal one: γ = Δλ sin φ (1 + Δλ² cos²φ / 3 …).
      const series = dl * Math.sin(phi) * (1 + (dl * dl * Math.cos(phi) ** 2) / 3);
      expect(convergenceDeg(projection, x, y)).toBeCloseTo((series * 180) / Math.PI, 4);
    }
  });
});
