import { runsOfShape } from "#core/formats/content-survey";
import type { OutsideContent, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import { type Box, emptyBox, growBox } from "#core/geometry/box";

/**
 * A drawing in metres, as a planner takes it in: one in millimetres, centimetres or feet is brought to metres, and it is
 * said. Templates say millimetres or inches over drawings in metres, so the word of a drawing is followed only where its
 * numbers do not belie it. Other contents stay as they are.
 */
export function inMetres(content: OutsideContent): OutsideContent {
  const { unitM, layers, warnings } = content;
  if (unitM === undefined || alreadyMetres(boxOf(content), unitM)) return content;
  const told = warnings.map((one) => (one.code === "dxf.unit" ? { ...one, code: "dxf.unit-followed" } : one));
  const objects = (some: readonly OutsideObject[]): OutsideObject[] =>
    some.map((object) => ({ ...object, shapes: object.shapes.map((shape) => scaled(shape, unitM)) }));
  return {
    ...content,
    unitM: 1,
    layers: layers.map((layer) => ({ ...layer, objects: objects(layer.objects) })),
    warnings: told,
  };
}

/** Grids of the ground count from here to here, metres: UTM, Lambert and their kin. */
const GRID_FROM_M = 100_000;
const GRID_TO_M = 10_000_000;
/** No plan is wider, metres. */
const WIDEST_PLAN_M = 20_000;

function alreadyMetres(box: Box, unitM: number): boolean {
  const [minX, minY, maxX, maxY] = box;
  if (minX > maxX || unitM === 1) return true;
  if (Math.max(-minX, -minY, maxX, maxY) > GRID_TO_M) return false;
  const isTemplates = unitM === 0.001 || unitM === 0.0254;
  if (isOnGrid(box, 1)) return isTemplates || !isOnGrid(box, unitM);
  return isTemplates && Math.max(maxX - minX, maxY - minY) <= WIDEST_PLAN_M;
}

function isOnGrid([minX, minY, maxX, maxY]: Box, unitM: number): boolean {
  return Math.min(minX, minY) * unitM >= GRID_FROM_M && Math.max(maxX, maxY) * unitM <= GRID_TO_M;
}

function boxOf({ layers }: OutsideContent): Box {
  const box = emptyBox();
  for (const { objects } of layers) {
    for (const { shapes } of objects)
      for (const shape of shapes) for (const run of runsOfShape(shape)) growBox(box, run);
  }
  return box;
}

function scaled(shape: OutsideShape, by: number): OutsideShape {
  const run = (one: ArrayLike<number>): number[] => Array.from(one, (value) => value * by);
  if (shape.kind === "point") {
    const { at, z } = shape;
    return { kind: "point", at: [at[0] * by, at[1] * by], ...(z === undefined ? {} : { z: z * by }) };
  }
  if (shape.kind === "line") {
    return { kind: "line", path: run(shape.path), ...(shape.z === undefined ? {} : { z: run(shape.z) }) };
  }
  return { kind: "polygon", rings: shape.rings.map(run), ...(shape.z === undefined ? {} : { z: shape.z.map(run) }) };
}
