import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { PlanOptions } from "#core/formats/plan/plan-options";
import { paperSizeMm } from "#core/formats/plan/plan-options";
import { planPdf } from "#core/formats/plan/plan-pdf";
import { polygonOf } from "#core/geometry/geometry";
import type { ProjectDocument } from "#core/model/document";
import { isRefusal } from "#core/model/refusal";
import { samplePlan } from "#tests/node/core/formats/plan/sample-plan";

const fonts = {
  regular: readFileSync(new URL("../../../../../resources/fonts/NotoSans-Regular.ttf", import.meta.url)),
  bold: readFileSync(new URL("../../../../../resources/fonts/NotoSans-Bold.ttf", import.meta.url)),
};

const options: PlanOptions = {
  lang: "fr",
  paper: "A3",
  landscape: true,
  title: "Plan parcellaire de Sɔrɔ",
  author: "Cabinet Ɲɛtaa",
  date: "2026-03-04",
};

async function pdfOf(document: ProjectDocument, more: Partial<PlanOptions> = {}): Promise<Uint8Array> {
  const pdf = await planPdf(document, { ...options, ...more }, fonts);
  if (isRefusal(pdf)) throw new Error(pdf.code);
  return pdf;
}

/** The streams of a PDF, inflated, as text. */
function streamsOf(pdf: Uint8Array): string[] {
  const bytes = Buffer.from(pdf);
  const found: string[] = [];
  for (let at = bytes.indexOf("stream"); at >= 0; at = bytes.indexOf("stream", at + 6)) {
    if (bytes.subarray(at - 3, at).toString() === "end") continue;
    const start = bytes[at + 6] === 13 ? at + 8 : at + 7;
    try {
      found.push(inflateSync(bytes.subarray(start)).toString("latin1"));
    } catch {
      // A stream that is not deflated.
    }
  }
  return found;
}

const contentOf = (pdf: Uint8Array) => streamsOf(pdf).find((text) => / cm\n/.test(text)) ?? "";

/** A square of 100 m, on its own. */
function hundredMetres(): ProjectDocument {
  const [x, y] = [642_000_000, 1_455_000_000];
  const ring = [x, y, x + 100_000, y, x + 100_000, y + 100_000, x, y + 100_000];
  return {
    meta: { id: "p", name: "p", crs: "EPSG:32629", created: "2026-01-01T00:00:00Z", attributions: [] },
    features: [{ id: "perimeter-1", class: "perimeter", geometry: polygonOf(ring), fields: {} }],
    records: [],
  };
}

describe("the plan as PDF", () => {
  it.each([
    [500, 200],
    [1000, 100],
    [2000, 50],
    [2500, 40],
  ])("draws 100 m at 1/%i as %f mm, within a hundredth", async (scale, expectedMm) => {
    const content = contentOf(await pdfOf(hundredMetres(), { scale }));
    const [, a, d] = /^([\d.]+) 0 0 (-[\d.]+) 0 [\d.]+ cm/.exec(content) ?? [];
    expect(Math.abs(Number(a) - 72 / 25.4)).toBeLessThan(1e-9);
    expect(Math.abs(Number(d) + 72 / 25.4)).toBeLessThan(1e-9);
    // The perimeter is the only area of four corners that is stroked with its dashes.
    const dashed = content.slice(content.lastIndexOf("[4 1.2 0.8 1.2] 0 d", content.indexOf("BT")));
    const at = [...dashed.matchAll(/^(-?[\d.]+) (-?[\d.]+) [ml]$/gm)]
      .slice(0, 4)
      .map((m) => [Number(m[1]), Number(m[2])]);
    const xs = at.map(([x]) => x as number);
    const ys = at.map(([, y]) => y as number);
    expect(Math.abs(Math.max(...xs) - Math.min(...xs) - expectedMm)).toBeLessThan(0.01);
    expect(Math.abs(Math.max(...ys) - Math.min(...ys) - expectedMm)).toBeLessThan(0.01);
  });

  it.each(["A4", "A3", "A2", "A1", "A0"] as const)("has the exact size of %s, either way up", async (paper) => {
    for (const landscape of [true, false]) {
      const pdf = await pdfOf(samplePlan(), { paper, landscape });
      const box = streamsOf(pdf)
        .concat(Buffer.from(pdf).toString("latin1"))
        .map((text) => /\/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+)/.exec(text))
        .find(Boolean);
      const [width, height] = paperSizeMm(paper, landscape);
      expect(Number(box?.[1])).toBeCloseTo((width * 72) / 25.4, 6);
      expect(Number(box?.[2])).toBeCloseTo((height * 72) / 25.4, 6);
    }
  });

  it("is the same bytes for the same plan", async () => {
    expect(await pdfOf(samplePlan())).toEqual(await pdfOf(samplePlan()));
  });

  it("carries Bambara letters as text that can be searched", async () => {
    const maps = streamsOf(await pdfOf(samplePlan())).filter((text) => text.includes("beginbfchar"));
    const all = maps.join("\n").toUpperCase();
    for (const letter of ["ɔ", "Ɲ", "ɛ", "é", "²"]) {
      expect(all).toContain((letter.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0"));
    }
  });

  it("stays small and vector", async () => {
    const pdf = await pdfOf(samplePlan());
    expect(pdf.length).toBeLessThan(80_000);
    expect(Buffer.from(pdf).toString("latin1")).not.toContain("/Subtype /Image");
  });
});
