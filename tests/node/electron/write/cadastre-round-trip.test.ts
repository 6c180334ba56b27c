import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";
import type { FormatId } from "#core/formats/write/writable-formats";
import { sharedPath } from "#tests/helpers/shared";
import { areasIn, read, written } from "#tests/node/electron/write/there-and-back";

// RELIABILITY §4, test 15, on real cadastres: the same parcels come back, each to a hundredth of a square metre.

const AREA_M2 = 0.01;
const FORMATS: readonly FormatId[] = ["gpkg", "shp", "geojson", "geojsonl", "kml", "kmz", "csv", "dxf"];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-cadastre-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ["Luxiol", "data/cadastre/fr-luxiol-edigeo/luxiol-25354.gpkg", /parcelle/i],
  ["Waiheke", "data/cadastre/nz-waiheke/parcels.shp", /parcels/],
] as const)("%s through every format (skipped where ../shared is absent)", (name, path, wanted) => {
  const source = sharedPath(path);
  let content: OutsideContent;
  let layer: OutsideLayer;
  let areas: number[];

  beforeAll(async () => {
    if (!source) return;
    const whole = await read(source, folder);
    const found = whole.layers.find(
      (one) => wanted.test(one.name) && one.objects.some(({ shapes }) => shapes[0]?.kind === "polygon"),
    );
    if (!found) throw new Error(`no parcels in ${path}: ${whole.layers.map((one) => one.name).join()}`);
    layer = found;
    content = { ...whole, layers: [found] };
    areas = areasIn(layer, layer.crs ?? "");
    expect(areas.length).toBeGreaterThan(400);
  });

  it.skipIf(!source).each(FORMATS)("%s", async (format) => {
    const { files } = await written(content, format, folder, name);
    const back = (await read(files[0] as string, folder)).layers[0] as OutsideLayer;
    const expected = format === "dxf" ? ringAreas(layer) : areas;
    const found = areasIn({ ...back, crs: back.crs ?? layer.crs }, layer.crs ?? "");
    expect(found.length).toBe(expected.length);
    let farthest = 0;
    found.forEach((area, i) => {
      farthest = Math.max(farthest, Math.abs(area - (expected[i] as number)));
    });
    expect(farthest).toBeLessThan(AREA_M2);
  });
});

/** A drawing has a closed line for every ring. */
function ringAreas(layer: OutsideLayer): number[] {
  const objects = layer.objects.flatMap((object) =>
    object.shapes.flatMap((shape) =>
      shape.kind === "polygon"
        ? shape.rings.map((ring) => ({ ...object, shapes: [{ kind: "polygon" as const, rings: [ring] }] }))
        : [],
    ),
  );
  return areasIn({ ...layer, objects }, layer.crs ?? "");
}
