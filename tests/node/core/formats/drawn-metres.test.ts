import { describe, expect, it } from "vitest";
import { inMetres } from "#core/formats/drawn-metres";
import type { OutsideContent } from "#core/formats/outside-content";

/** A drawing of one square, in a unit. */
const drawing = (unitM: number, x: number, y: number, size: number): OutsideContent => ({
  format: "DXF R2010",
  encoding: "UTF-8",
  layers: [
    {
      name: "lots",
      crs: null,
      fields: [],
      objects: [
        {
          feature: "1",
          values: {},
          shapes: [
            { kind: "polygon", rings: [[x, y, x + size, y, x + size, y + size, x, y + size]], z: [[1000, 0, 0, 0]] },
          ],
        },
      ],
    },
  ],
  warnings: [{ code: "dxf.unit", count: 1, params: { unit: "?" } }],
  unitM,
});

const cornerOf = ({ layers }: OutsideContent): readonly (number | undefined)[] => {
  const shape = layers[0]?.objects[0]?.shapes[0];
  return shape?.kind === "polygon" ? Array.from(shape.rings[0] ?? []).slice(0, 2) : [];
};

describe("a drawing is brought to metres", () => {
  it.each([
    ["millimetres on the ground", 0.001, 640e6, 1455e6, 20_000, [640_000, 1_455_000]],
    ["millimetres of a plan", 0.001, 1000, 0, 200_000, [1, 0]],
    ["centimetres of a plan", 0.01, 100, 0, 2000, [1, 0]],
    ["feet on the ground", 0.3048, 2_000_000, 4_000_000, 60, [609_600, 1_219_200]],
    ["kilometres", 1000, 640, 1455, 0.02, [640_000, 1_455_000]],
  ])("from %s", (_what, unitM, x, y, size, corner) => {
    const made = inMetres(drawing(unitM, x, y, size));
    const [left, below] = cornerOf(made);
    expect(left).toBeCloseTo(corner[0] as number, 6);
    expect(below).toBeCloseTo(corner[1] as number, 6);
    expect(made.warnings).toEqual([{ code: "dxf.unit-followed", count: 1, params: { unit: "?" } }]);
  });

  it.each([
    ["millimetres say, by a template, and the ground denies", 0.001, 640_000, 1_455_000, 20],
    ["millimetres say, and a plan of 200 m denies", 0.001, 0, 0, 200],
    ["inches say, by a template", 0.0254, 0, 0, 200],
    ["centimetres say, and the ground denies", 0.01, 640_000, 1_455_000, 20],
    ["metres are meant", 1, 0, 0, 1e9],
  ])("not where %s", (_what, unitM, x, y, size) => {
    const given = drawing(unitM, x, y, size);
    expect(inMetres(given)).toBe(given);
  });

  it("heights and all, and once", () => {
    const made = inMetres(drawing(0.001, 640e6, 1455e6, 20_000));
    const shape = made.layers[0]?.objects[0]?.shapes[0];
    expect(shape?.kind === "polygon" && shape.z).toEqual([[1, 0, 0, 0]]);
    expect(inMetres(made)).toBe(made);
  });
});
