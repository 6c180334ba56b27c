import { runsOfShape } from "#core/formats/content-survey";
import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import type { ByteSink } from "#core/formats/write/byte-sink";
import { type Column, columnsOf } from "#core/formats/write/columns";
import { type CoordinateText, coordinateText } from "#core/formats/write/coordinate-text";
import { isMultiple, kindOf, twiceArea } from "#core/formats/write/shape-kinds";
import type { Writer } from "#core/formats/write/writer";
import { type Box, emptyBox, growBox } from "#core/geometry/box";

/**
 * Writes one FeatureCollection (RFC 7946): WGS 84 degrees, shells counter-clockwise, `bbox`. Where there are several
 * layers, each feature says which it is of (`couche`; `classe` for those of a project). Sources stand in `attribution`.
 */
export const writeGeoJsonContent: Writer = (content, open, { title, project = false }) => {
  const sink = open("");
  const [only, other] = content.layers;
  const name = only && !other ? only.name : title;
  const named = project ? `"title":${JSON.stringify(title)}` : `"name":${JSON.stringify(name)}`;
  const head = [`"type":"FeatureCollection"`, named, ...attribution(content)];
  const box = emptyBox();
  for (const { objects } of content.layers) {
    for (const { shapes } of objects)
      for (const shape of shapes) for (const run of runsOfShape(shape)) growBox(box, run);
  }
  if (box[0] <= box[2]) head.push(`"bbox":[${bboxText(box)}]`);
  sink.text(`{${head.join(",")},"features":[`);
  let first = true;
  const warnings: SurveyWarning[] = [];
  for (const layer of content.layers) {
    const key = project ? "classe" : other ? layerKey(layer) : undefined;
    const write = rowWriter(layer, key, project);
    for (const object of layer.objects) {
      sink.text(first ? "\n" : ",\n");
      first = false;
      write(sink, object);
    }
  }
  sink.text("\n]}\n");
  sink.end();
  return warnings;
};

/** GeoJSON text sequences: a feature a line, for programs that read as they go. @see RFC 8142 (without its RS) */
export const writeGeoJsonLines: Writer = (content, open, { project = false }) => {
  const sink = open("");
  for (const layer of content.layers) {
    const write = rowWriter(
      layer,
      project ? "classe" : content.layers.length > 1 ? layerKey(layer) : undefined,
      project,
    );
    for (const object of layer.objects) {
      write(sink, object);
      sink.text("\n");
    }
  }
  sink.end();
  return [];
};

function attribution({ attributions = [] }: OutsideContent): string[] {
  return attributions.length > 0 ? [`"attribution":${JSON.stringify(attributions.join(" · "))}`] : [];
}

function bboxText(box: Box): string {
  return box.map(coordinateText("EPSG:4326")).join(",");
}

/** Property that names the layer: one the layer's own fields leave free. */
function layerKey({ fields }: OutsideLayer): string {
  let key = "couche";
  while (fields.some(({ name }) => name === key)) key = `_${key}`;
  return key;
}

/** @param own features of a project: their `id` is the feature's own, and what they do not have is not there */
function rowWriter(
  layer: OutsideLayer,
  key: string | undefined,
  own: boolean,
): (sink: ByteSink, object: OutsideObject) => void {
  const write = coordinateText(layer.crs);
  const kept = columnsOf(layer).filter(({ name }) => !own || name !== "id");
  const columns = kept.map((column) => ({ column, head: `${JSON.stringify(column.name)}:` }));
  const named = key === undefined ? "" : `${JSON.stringify(key)}:${JSON.stringify(layer.name)}`;
  return (sink, object) => {
    const properties: string[] = named === "" ? [] : [named];
    for (const { column, head } of columns) {
      const value = object.values[column.name];
      if (value !== undefined) properties.push(head + valueText(column, value));
      else if (!own) properties.push(`${head}null`);
    }
    const shape = shapeText(object, write);
    const id = own ? `"id":${JSON.stringify(object.feature)},` : "";
    sink.text(`{"type":"Feature",${id}"properties":{${properties.join(",")}},"geometry":${shape}}`);
  };
}

function valueText({ type }: Column, value: string | number | boolean): string {
  // Digits past 2^53 stand as a number, as they came.
  if (type === "integer" && typeof value === "string") return value;
  if (typeof value === "number" && !Number.isFinite(value)) return "null";
  return JSON.stringify(typeof value === "string" ? value.toWellFormed() : value);
}

const NAMES: Readonly<Record<OutsideShape["kind"], string>> = {
  point: "Point",
  line: "LineString",
  polygon: "Polygon",
};

function shapeText(object: OutsideObject, write: CoordinateText): string {
  const { shapes } = object;
  const [first] = shapes;
  if (!first) return "null";
  if (kindOf(object) === "mixed") {
    const each = shapes.map((shape) => `{"type":"${NAMES[shape.kind]}","coordinates":${coordinates(shape, write)}}`);
    return `{"type":"GeometryCollection","geometries":[${each.join(",")}]}`;
  }
  const parts = shapes.map((shape) => coordinates(shape, write));
  const name = NAMES[first.kind];
  if (!isMultiple(object)) return `{"type":"${name}","coordinates":${parts[0]}}`;
  return `{"type":"Multi${name}","coordinates":[${parts.join(",")}]}`;
}

function coordinates(shape: OutsideShape, write: CoordinateText): string {
  if (shape.kind === "point") return position(shape.at[0], shape.at[1], shape.z, write);
  if (shape.kind === "line") return `[${positions(shape.path, shape.z, false, false, write)}]`;
  const rings = shape.rings.map(
    (ring, k) => `[${positions(ring, shape.z?.[k], true, twiceArea(ring) > 0 !== (k === 0), write)}]`,
  );
  return `[${rings.join(",")}]`;
}

function positions(
  run: ArrayLike<number>,
  z: ArrayLike<number> | undefined,
  close: boolean,
  backwards: boolean,
  write: CoordinateText,
): string {
  const n = run.length / 2;
  const end = close ? n + 1 : n;
  let text = "";
  for (let k = 0; k < end; k++) {
    const i = close ? (backwards ? n - k : k) % n : k;
    if (k > 0) text += ",";
    text += position(run[2 * i] as number, run[2 * i + 1] as number, z?.[i], write);
  }
  return text;
}

function position(x: number, y: number, z: number | undefined, write: CoordinateText): string {
  return z === undefined ? `[${write(x)},${write(y)}]` : `[${write(x)},${write(y)},${z}]`;
}
