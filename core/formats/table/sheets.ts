import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer, OutsideObject } from "#core/formats/outside-content";
import { ReaderWarnings } from "#core/formats/reader-warnings";
import type { Row } from "#core/formats/table/parse-rows";
import { shapeColumns, shapesOfRow } from "#core/formats/table/shape-columns";
import { tableLayer } from "#core/formats/table/table-layer";

/** A sheet with the shapes its columns tell: X and Y, longitude and latitude, WKT. */
export function placedSheet(layer: OutsideLayer): OutsideLayer {
  const names = layer.fields.map(({ name }) => name);
  const cells = (object: OutsideObject): Row => ({
    cells: names.map((name) => String(object.values[name] ?? "")),
    line: Number(object.feature) + 1,
  });
  const places = shapeColumns(names, layer.objects.map(cells));
  if (!places) return layer;
  const objects = layer.objects.map((object) => ({ ...object, ...shapesOfRow(cells(object), places) }));
  return { ...layer, crs: places.crs ?? null, objects };
}

/**
 * Workbooks as a planner takes them in: where all cells of a sheet are text, or a title stands above its heading, GDAL
 * takes the heading for a row and names the columns `Field1`, `Field2`. Such a sheet is read as a CSV is, title,
 * heading, numbers and places, and it is told. Other contents stay as they are.
 */
export function withHeadings(content: OutsideContent): OutsideContent {
  if (content.format !== "Excel" && content.format !== "OpenDocument") return content;
  const warnings: SurveyWarning[] = [...content.warnings];
  const layers = content.layers.map((layer) => {
    const told = new ReaderWarnings();
    const read = headed(layer, told);
    if (read !== layer) warnings.push(...told.list());
    return read;
  });
  return { ...content, layers, warnings };
}

function headed(layer: OutsideLayer, told: ReaderWarnings): OutsideLayer {
  const { name, fields, objects } = layer;
  if (objects.length < 2 || !fields.every((field, i) => field.name === `Field${i + 1}`)) return layer;
  const rows = objects.map(
    ({ values }, i): Row => ({ cells: fields.map((field) => String(values[field.name] ?? "")), line: i + 1 }),
  );
  const read = tableLayer(name, rows, told);
  return read.fields.every((field, i) => field.name === `field_${i + 1}`) ? layer : read;
}
