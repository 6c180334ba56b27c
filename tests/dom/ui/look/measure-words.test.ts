import { expect, it } from "vitest";
import { landBookWords } from "#core/derived/land-book";
import { measureOf } from "#core/derived/measure";
import { projectionOf } from "#core/geometry/crs";
import { speaker } from "#core/messages/catalogue";
import { bearingWords, measureText } from "#ui/look/measure-words";
import { numbersOf } from "#ui/numbers";

it("writes the land books' areas without leading noughts", () => {
  expect([12_345, 10_000, 4136.2, 99.6, 7].map(landBookWords)).toEqual([
    "1 ha 23 a 45 ca",
    "1 ha 0 a 0 ca",
    "41 a 36 ca",
    "1 a 0 ca",
    "7 ca",
  ]);
});

it("writes a bearing in gon and degrees", () => {
  expect(bearingWords(90, numbersOf("fr"))).toEqual({ gon: "100,00", deg: "90,00" });
  expect(bearingWords(233.1301, numbersOf("en"))).toEqual({ gon: "259.03", deg: "233.13" });
});

it("gives a table that a spreadsheet takes: a row a segment, the sums, the area, and which north", () => {
  const [x, y] = [620_000_000, 1_381_000_000];
  const measure = measureOf([x, y, x + 3000, y, x + 3000, y + 4000], true, projectionOf("EPSG:32629"));
  const rows = measureText(measure, speaker("fr"), numbersOf("fr")).split("\n");
  expect(rows[1]).toBe("1\t3,00\t3,00\t100,00\t90,00");
  expect(rows[3]?.startsWith("3\t5,00\t5,00\t240,97\t216,87")).toBe(true);
  expect(rows[4]?.startsWith("Longueur\t12,00\t")).toBe(true);
  expect(rows[5]).toBe("Surface (m²)\t6\t6\t6 ca");
  expect(rows.at(-1)).toContain("nord de la grille");
});
