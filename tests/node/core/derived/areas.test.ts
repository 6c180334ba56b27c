import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaToleranceM2, areaVerdicts } from "#core/derived/area-verdict";
import { compensatedAreas } from "#core/derived/compensated-areas";
import { maliReferentiel as norms } from "#core/features/mali";
import type { Feature, Fields } from "#core/model/feature";
import { aProject, rectangle } from "#tests/helpers/builders";

const lot = (fields: Fields): Feature => aProject().parcel("A", rectangle(15, 20), fields).build().get("A") as Feature;

describe("the verdict on a stated area", () => {
  // 15 × 20 m: the neighbours of each corner lie 25 m apart, √(4 · 25²) / 2 = 25; k = 2.7.
  it("grows with the precision of the survey", () => {
    expect(areaToleranceM2(rectangle(15, 20), 0.03, norms)).toBeCloseTo(2.7 * 0.03 * 25, 9);
  });

  it.each([
    ["gnss-rtk", undefined, 302, true],
    ["gnss-rtk", undefined, 302.1, false],
    ["station-totale", undefined, 302, false],
    ["chaine", undefined, 293.3, true],
    ["graphique", 500, 306.7, true],
    ["graphique", 500, 306.8, false],
    ["graphique", 2000, 327, true],
    ["graphique", undefined, 313.4, true],
    [undefined, undefined, 313.6, false],
    ["gps-main", undefined, 450, true],
  ])("by %s at 1/%s, %f m² of 300: within %s", (surveyMethod, surveyScale, officialAreaM2, within) => {
    const survey = { ...(surveyMethod ? { surveyMethod } : {}), ...(surveyScale ? { surveyScale } : {}) };
    const [verdict] = areaVerdicts(lot({ officialAreaM2, ...survey }), norms);
    expect(verdict).toMatchObject({ key: "officialAreaM2", statedM2: officialAreaM2, computedM2: 300, within });
  });

  it("is given on each area that is stated, and on none else", () => {
    expect(areaVerdicts(lot({}), norms)).toEqual([]);
    const said = areaVerdicts(lot({ declaredAreaM2: 300, surveyedAreaM2: 400 }), norms);
    expect(said.map(({ key, within }) => [key, within])).toEqual([
      ["declaredAreaM2", true],
      ["surveyedAreaM2", false],
    ]);
  });
});

describe("compensation", () => {
  it("gives what rounding leaves to the largest remainders", () => {
    expect(compensatedAreas(1000, [333.3, 333.3, 333.4])).toEqual([333, 333, 334]);
    expect(compensatedAreas(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(compensatedAreas(100.5, [1, 2])).toEqual([33.5, 67]);
  });

  it("adds up exactly, and leaves each share within one grain of its due", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 }),
        (statedM2, computed) => {
          const shares = compensatedAreas(statedM2, computed);
          expect(shares.reduce((a, b) => a + b, 0)).toBe(statedM2);
          const sum = computed.reduce((a, b) => a + b, 0);
          shares.forEach((share, i) => {
            expect(Math.abs(share - (statedM2 * (computed[i] as number)) / sum)).toBeLessThanOrEqual(1 + 1e-6);
          });
        },
      ),
    );
  });
});
