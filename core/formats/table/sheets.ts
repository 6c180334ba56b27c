import type { OutsideContent, OutsideLayer, OutsideObject } from "#core/formats/outside-content";
import { cellNumber } from "#core/formats/table/column-values";
import type { Row } from "#core/formats/table/parse-rows";
import { shapeColumns, shapesOfRow } from "#core/formats/table/shape-columns";

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
 * Workbooks as a planner takes them in: where all cells of a sheet are text, GDAL takes its heading for a row and names
 * the columns `Field1`, `Field2`. The first row is the heading, as of a CSV, when each of its cells says another word and
 * none a number. Other contents stay as they are.
 */
export function withHeadings(content: OutsideContent): OutsideContent {
  if (content.format !== "Excel" && content.format !== "OpenDocument") return content;
  return { ...content, layers: content.layers.map(headed) };
}

function headed(layer: OutsideLayer): OutsideLayer {
  const { fields, objects } = layer;
  const [first, ...rest] = objects;
  if (!first || rest.length === 0 || !fields.every(({ name }, i) => name === `Field${i + 1}`)) return layer;
  const names = fields.map(({ name }) => String(first.values[name] ?? "").trim());
  const isHeading = names.every((name) => name !== "" && cellNumber(name) === undefined);
  if (!isHeading || new Set(names).size < names.length) return layer;
  const named = new Map(fields.map(({ name }, i) => [name, names[i] as string]));
  return placedSheet({
    ...layer,
    fields: fields.map((field) => ({ ...field, name: named.get(field.name) as string })),
    objects: rest.map(({ values, ...object }, i) => ({
      ...object,
      feature: String(i + 1),
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [named.get(name) ?? name, value])),
    })),
  });
}
