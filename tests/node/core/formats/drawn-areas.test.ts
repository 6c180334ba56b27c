import { describe, expect, it } from "vitest";
import { withDrawnAreas } from "#core/formats/drawn-areas";
import { readDxf } from "#core/formats/dxf/read-dxf";
import { objectsOf, readMade } from "#tests/helpers/outside-text";

const line = (layer: string, ...[x1, y1, x2, y2]: number[]) => [0, "LINE", 8, layer, 10, x1, 20, y1, 11, x2, 21, y2];
const text = (layer: string, x: number, y: number, words: string) => [0, "TEXT", 8, layer, 10, x, 20, y, 1, words];
const square = (layer: string, x: number, y: number, side: number) => [
  ...[0, "LWPOLYLINE", 8, layer, 70, 1, 10, x, 20, y, 10, x + side, 20, y],
  ...[10, x + side, 20, y + side, 10, x, 20, y + side],
];

async function drawn(...entities: (number | string | undefined)[]) {
  const content = await readMade(
    readDxf,
    `${[0, "SECTION", 2, "ENTITIES", ...entities, 0, "ENDSEC", 0, "EOF"].join("\n")}\n`,
  );
  return withDrawnAreas(content);
}

describe("areas of a drawing", () => {
  /*
   *  20 ┌─────┬─────┐
   *     │  1  │  2  │     lines that miss one another by a centimetre
   *   0 └─────┴─────┘
   *     0    10    20
   */
  it("are closed from lines, and take the number that stands in them", async () => {
    const content = await drawn(
      ...line("LOTS", 0, 0, 20, 0),
      ...line("LOTS", 20, 0.01, 20, 20),
      ...line("LOTS", 20, 20, 0, 20),
      ...line("LOTS", 0, 20.01, 0, 0),
      ...line("LOTS", 10, -1, 10, 21),
      ...text("NUM", 5, 10, "1"),
      ...text("NUM", 15, 10, "2"),
    );
    const areas = content.layers.find(({ name }) => name === "LOTS (surfaces)");
    const found = areas?.objects.map(({ values, shapes: [shape] }) => {
      const ring = shape?.kind === "polygon" ? Array.from(shape.rings[0] ?? []) : [];
      return [values["Text"], Math.min(...ring.filter((_, i) => i % 2 === 0)), ring.length / 2];
    });
    expect(found?.toSorted()).toEqual([
      ["1", 0, 4],
      ["2", 10, 4],
    ]);
    expect(content.layers.map(({ name }) => name)).toEqual(["LOTS", "NUM", "LOTS (surfaces)"]);
  });

  it("are not looked for where lines enclose nothing", async () => {
    const content = await drawn(...line("AXE", 0, 0, 9, 0), ...line("AXE", 9, 0, 9, 9));
    expect(content.layers.map(({ name }) => name)).toEqual(["AXE"]);
  });

  it("take the texts of each layer apart, the smallest area first", async () => {
    const content = await drawn(
      ...square("ILOT", 0, 0, 100),
      ...square("PARCELLE", 10, 10, 20),
      ...text("NUM", 15, 15, "12"),
      ...text("SURF", 15, 18, "400"),
      ...text("SURF", 15, 12, "m²"),
      ...text("NOM", 80, 80, "Médine"),
    );
    const of = (layer: string) => objectsOf(content).find((object) => object.layer === layer)?.values;
    expect(of("PARCELLE")).toMatchObject({ "Text NUM": "12", "Texts SURF": "400 m²" });
    expect(of("ILOT")).toMatchObject({ "Text NOM": "Médine" });
  });
});
