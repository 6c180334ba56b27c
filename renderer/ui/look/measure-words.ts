import { landBookWords } from "#core/derived/land-book";
import type { Measure } from "#core/derived/measure";
import type { Speak } from "#core/messages/catalogue";
import type { Numbers } from "#ui/numbers";

/** Gon in a degree: 400 in the round instead of 360. */
const GON_PER_DEG = 400 / 360;

/** A length given in metres, to the centimetre, without its unit. */
export function metres(lengthM: number, numbers: Numbers): string {
  return numbers.coordinate(lengthM * 1000);
}

/** An area in square metres, to a tenth. */
export function squareMetres(areaM2: number, numbers: Numbers): string {
  return `${numbers.number(areaM2, 1)} m²`;
}

/** A bearing given in degrees, as gon and as degrees. */
export function bearingWords(bearingDeg: number, numbers: Numbers): { readonly gon: string; readonly deg: string } {
  // Written like a length in centimetres: two decimals, always both.
  return { gon: metres(bearingDeg * GON_PER_DEG, numbers), deg: metres(bearingDeg, numbers) };
}

/** A measure as text for a spreadsheet: a row a segment, then the sums; cells parted by tabs. */
export function measureText(measure: Measure, speak: Speak, numbers: Numbers): string {
  const rows = [
    ["number", "plan-m", "ground-m", "bearing-gon", "bearing-deg"].map((key) => speak(`look.measure.column.${key}`)),
    ...measure.segments.map((segment, i) => {
      const { gon, deg } = bearingWords(segment.bearingDeg, numbers);
      return [String(i + 1), metres(segment.planM, numbers), metres(segment.groundM, numbers), gon, deg];
    }),
    [speak("look.measure.length"), metres(measure.planM, numbers), metres(measure.groundM, numbers)],
  ];
  const { area } = measure;
  if (area) {
    rows.push([
      `${speak("look.measure.area")} (m²)`,
      numbers.number(area.planM2, 1),
      numbers.number(area.groundM2, 1),
      landBookWords(area.planM2),
    ]);
  }
  rows.push([speak("look.measure.grid")]);
  return rows.map((cells) => cells.join("\t")).join("\n");
}
