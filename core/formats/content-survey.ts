import type { FileSurvey, LayerSurvey } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import { type Box, emptyBox, growBox } from "#core/geometry/box";

/** Tells what was read of an outside file: layers, counts, extents, fields, warnings. */
export function surveyOf(content: OutsideContent): FileSurvey & Pick<OutsideContent, "counts" | "attributions"> {
  const { format, encoding, layers, warnings, counts, attributions } = content;
  return {
    format,
    encoding,
    layers: layers.map(surveyOfLayer),
    warnings,
    ...(counts ? { counts } : {}),
    ...(attributions && attributions.length > 0 ? { attributions } : {}),
  };
}

function surveyOfLayer({ name, crs, fields, objects }: OutsideLayer): LayerSurvey {
  const geometries: Record<string, number> = {};
  const box: Box = emptyBox();
  let withoutGeometry = 0;
  for (const object of objects) {
    const kind = geometryOf(object);
    if (kind === undefined) withoutGeometry++;
    else geometries[kind] = (geometries[kind] ?? 0) + 1;
    for (const shape of object.shapes) for (const run of runsOfShape(shape)) growBox(box, run);
  }
  const [minX, minY, maxX, maxY] = box;
  const extent: LayerSurvey["extent"] = minX <= maxX ? [minX, minY, maxX, maxY] : null;
  return { name, count: objects.length, geometries, withoutGeometry, extent, crs, fields };
}

/** The runs of positions of an outside shape, flat x, y. */
export function runsOfShape(shape: OutsideShape): readonly ArrayLike<number>[] {
  if (shape.kind === "point") return [shape.at];
  return shape.kind === "line" ? [shape.path] : shape.rings;
}

const NAMES: Readonly<Record<OutsideShape["kind"], string>> = {
  point: "POINT",
  line: "LINESTRING",
  polygon: "POLYGON",
};

/** Geometry type of an object, in capitals: as the file says it, else as its shapes tell; `undefined` without any. */
function geometryOf({ geometry, shapes }: OutsideObject): string | undefined {
  const [first] = shapes;
  if (!first) return undefined;
  if (geometry !== undefined) return geometry;
  if (shapes.some(({ kind }) => kind !== first.kind)) return "GEOMETRYCOLLECTION";
  return `${shapes.length > 1 ? "MULTI" : ""}${NAMES[first.kind]}`;
}
