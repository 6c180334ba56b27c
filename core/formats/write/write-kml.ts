import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import type { ByteSink } from "#core/formats/write/byte-sink";
import { type Column, columnsOf, textOf } from "#core/formats/write/columns";
import { type CoordinateText, coordinateText } from "#core/formats/write/coordinate-text";
import { twiceArea } from "#core/formats/write/shape-kinds";
import type { WriteOptions, Writer } from "#core/formats/write/writer";
import { xmlText } from "#core/formats/write/xml-text";
import type { FieldValue } from "#core/model/feature";

/**
 * Writes KML 2.2 in WGS 84 degrees: a folder a layer, a placemark an object, its values typed by a schema. The name of
 * a placemark is the first of the fields people know things by.
 *
 * @see OGC 07-147r2
 */
export const writeKml: Writer = (content, open, options) => writeDocument(content, open(""), options);

/** The same as the main document of a KMZ. */
export const writeKmzDocument: Writer = (content, open, options) => writeDocument(content, open("doc.kml"), options);

function writeDocument(content: OutsideContent, sink: ByteSink, { title }: WriteOptions): SurveyWarning[] {
  sink.text('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n');
  sink.text(`<name>${xmlText(title)}</name>\n`);
  const sources = content.attributions ?? [];
  if (sources.length > 0) sink.text(`<description>${xmlText(sources.join(" · "))}</description>\n`);
  sink.text(STYLE);
  const layers = content.layers.map((layer, i) => ({ layer, columns: columnsOf(layer), id: `couche${i + 1}` }));
  for (const { layer, columns, id } of layers) {
    if (columns.length === 0) continue;
    sink.text(`<Schema name="${xmlText(layer.name)}" id="${id}">`);
    for (const { name, type, huge } of columns) {
      sink.text(`<SimpleField name="${xmlText(name)}" type="${huge ? "string" : KML_TYPES[type]}"/>`);
    }
    sink.text("</Schema>\n");
  }
  for (const { layer, columns, id } of layers) {
    const write = coordinateText(layer.crs);
    const naming = namingColumn(columns);
    sink.text(`<Folder><name>${xmlText(layer.name)}</name>\n`);
    for (const object of layer.objects) sink.text(placemark(object, columns, naming, id, write));
    sink.text("</Folder>\n");
  }
  sink.text("</Document>\n</kml>\n");
  sink.end();
  return [];
}

/** Outlines that show on any picture of the ground, areas hardly filled. Colours are aabbggrr. */
const STYLE =
  '<Style id="maillage"><IconStyle><scale>0.6</scale></IconStyle><LineStyle><color>ff1f6fd0</color><width>2</width></LineStyle>' +
  "<PolyStyle><color>331f6fd0</color></PolyStyle></Style>\n";

const KML_TYPES: Readonly<Record<Column["type"], string>> = {
  text: "string",
  integer: "int",
  real: "double",
  boolean: "bool",
  date: "string",
  datetime: "string",
};

/** The column people know an object by. */
export function namingColumn(columns: readonly Column[]): Column | undefined {
  for (const known of ["name", "nom", "numero", "libelle", "label", "title", "titre", "ref", "id"]) {
    const found = columns.find(({ name }) => name.toLowerCase() === known);
    if (found) return found;
  }
  return undefined;
}

function placemark(
  { values, shapes }: OutsideObject,
  columns: readonly Column[],
  naming: Column | undefined,
  schema: string,
  write: CoordinateText,
): string {
  const parts = ["<Placemark>"];
  const name = naming && values[naming.name];
  if (name !== undefined) parts.push(`<name>${xmlText(textOf(name))}</name>`);
  parts.push("<styleUrl>#maillage</styleUrl>");
  const data = columns.flatMap((column) => {
    const value = values[column.name];
    return value === undefined
      ? []
      : [`<SimpleData name="${xmlText(column.name)}">${xmlText(dataText(value))}</SimpleData>`];
  });
  if (data.length > 0)
    parts.push(`<ExtendedData><SchemaData schemaUrl="#${schema}">${data.join("")}</SchemaData></ExtendedData>`);
  const drawn = shapes.map((shape) => shapeText(shape, write));
  parts.push(drawn.length > 1 ? `<MultiGeometry>${drawn.join("")}</MultiGeometry>` : (drawn[0] ?? ""));
  parts.push("</Placemark>\n");
  return parts.join("");
}

/** GDAL takes `true` in a field of its kind for 0. */
function dataText(value: FieldValue): string {
  return typeof value === "boolean" ? String(Number(value)) : textOf(value);
}

function shapeText(shape: OutsideShape, write: CoordinateText): string {
  const mode = shape.z === undefined ? "" : "<altitudeMode>absolute</altitudeMode>";
  if (shape.kind === "point") {
    return `<Point>${mode}<coordinates>${write(shape.at[0])},${write(shape.at[1])}${shape.z === undefined ? "" : `,${shape.z}`}</coordinates></Point>`;
  }
  if (shape.kind === "line") {
    return `<LineString>${mode}<coordinates>${positions(shape.path, shape.z, false, false, write)}</coordinates></LineString>`;
  }
  const rings = shape.rings.map((ring, k) => {
    const side = k === 0 ? "outer" : "inner";
    const backwards = twiceArea(ring) > 0 !== (k === 0);
    const text = positions(ring, shape.z?.[k], true, backwards, write);
    return `<${side}BoundaryIs><LinearRing><coordinates>${text}</coordinates></LinearRing></${side}BoundaryIs>`;
  });
  return `<Polygon>${mode}${rings.join("")}</Polygon>`;
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
    text += `${k > 0 ? " " : ""}${write(run[2 * i] as number)},${write(run[2 * i + 1] as number)}`;
    const height = z?.[i];
    if (height !== undefined) text += `,${height}`;
  }
  return text;
}
