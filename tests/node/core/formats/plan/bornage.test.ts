import { describe, expect, it } from "vitest";
import { composeBornage } from "#core/formats/plan/bornage-sheet";
import type { PlanOptions } from "#core/formats/plan/plan-options";
import type { Mark, Sheet } from "#core/formats/plan/sheet-marks";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { aProject, polygonM, rectangle } from "#tests/helpers/builders";

const [X, Y] = [612_000, 1_398_000];

// A and B side by side on a street to the south.
const world = () =>
  aProject()
    .parcel("A", rectangle(30, 40, X, Y), { number: "12", ilot: "3", officialAreaM2: 1200 })
    .parcel("B", rectangle(30, 40, X + 30, Y), { number: "13", ilot: "3" })
    .street("S", polygonM([X, Y - 10, X + 60, Y - 10, X + 60, Y, X + 30, Y, X, Y]), { name: "Rue du marché" })
    .build();

const options: PlanOptions = {
  lang: "fr",
  paper: "A4",
  landscape: false,
  title: "Plan de bornage",
  date: "2026-11-22",
};

function texts(sheet: Sheet | Refusal): string[] {
  if (isRefusal(sheet)) throw new Error(sheet.code);
  const of = (mark: Mark): string[] =>
    mark.kind === "text" ? [mark.text] : mark.kind === "clip" ? mark.marks.flatMap(of) : [];
  return sheet.marks.flatMap(of);
}

describe("the plan de bornage", () => {
  it("lists limit points clockwise from the north-west, with their coordinates to the millimetre", () => {
    const said = texts(composeBornage(world(), ["A"], options));
    const thin = "\u202f";
    const at = said.indexOf(`612${thin}000,000`);
    expect(said.slice(at - 1, at + 2)).toEqual(["B1", `612${thin}000,000`, `1${thin}398${thin}040,000`]);
    expect(said.some((text) => text.includes("B1 – B2 – B3 – B4 – B1"))).toBe(true);
  });

  it("tells areas, and neighbours by the compass", () => {
    const said = texts(composeBornage(world(), ["A"], options)).join(" ");
    expect(said).toContain("0 ha 12 a 00 ca");
    expect(said).toContain("contenance officielle");
    expect(said).toContain("Est : parcelle 13");
    expect(said).toContain("Sud : emprise de voie Rue du marché");
  });

  it("gives points that parcels share one name", () => {
    const said = texts(composeBornage(world(), ["A", "B"], options));
    expect(said).toContain("B6");
    expect(said).not.toContain("B7");
  });

  it("is the same sheet each time, at a round scale that holds the parcel", () => {
    const first = composeBornage(world(), ["A"], options);
    expect(composeBornage(world(), ["A"], options)).toEqual(first);
    expect(isRefusal(first) ? 0 : [250, 500]).toContain(isRefusal(first) ? -1 : first.scale);
  });

  it("refuses what is no parcel, and more points than the sheet holds", () => {
    expect(composeBornage(world(), ["S"], options)).toMatchObject({ code: "print.no-such-parcel" });
    const ring: number[] = [];
    for (let i = 0; i < 300; i++) {
      const angle = (i * 2 * Math.PI) / 300;
      ring.push(X + 50 * Math.cos(angle), Y + 50 * Math.sin(angle));
    }
    const round = aProject().parcel("R", polygonM(ring)).build();
    expect(composeBornage(round, ["R"], options)).toMatchObject({ code: "print.too-many-points" });
  });
});
