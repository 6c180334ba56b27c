import { GeometryFault, geoJsonShapes, isJsonObject, propertyValues } from "#core/formats/geojson-shapes";
import { type LinedJson, parseWithLines } from "#core/formats/json-with-lines";
import type { OutsideObject } from "#core/formats/outside-content";
import { type OutsideReader, stemOf } from "#core/formats/outside-source";
import { surveyedFields } from "#core/formats/surveyed-fields";
import { decodeText } from "#core/formats/text-encoding";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * Reads a sequence of GeoJSON features or geometries: one a line, or each after a record separator (RFC 8142).
 *
 * @throws RefusalError `json.*`, `geojson.*` with line and feature
 */
export const readGeoJsonSequence: OutsideReader = ({ file, main }) => {
  const { text, encoding } = decodeText(main.bytes(), file);
  const objects: OutsideObject[] = [];
  for (const { record, line } of recordsOf(text)) {
    const json = parsed(record, file, line);
    const lineAt = (held: unknown): number => line + json.lineOf(held) - 1;
    const { value } = json;
    const place = String(objects.length + 1);
    if (!isJsonObject(value)) throw refusal("geojson.not-an-object", file, line, place);
    const isFeature = value["type"] === "Feature";
    const geometry = isFeature ? value["geometry"] : value;
    if (geometry === undefined) throw refusal("geojson.no-geometry", file, line, place);
    const id = isFeature ? value["id"] : undefined;
    try {
      const found = geometry === null ? undefined : geoJsonShapes(geometry);
      objects.push({
        feature: typeof id === "string" || typeof id === "number" ? String(id) : place,
        line,
        values: isFeature ? propertyValues(value["properties"]) : {},
        ...(found && found.shapes.length > 0 ? { geometry: found.type } : {}),
        shapes: found?.shapes ?? [],
      });
    } catch (thrown) {
      if (!(thrown instanceof GeometryFault)) throw thrown;
      const type = isJsonObject(thrown.held) ? String(thrown.held["type"] ?? "?").slice(0, 40) : "?";
      const params = thrown.code === "geojson.unknown-type" ? { type } : {};
      throw new RefusalError(refuse(thrown.code, { file, line: lineAt(thrown.held), feature: place, params }));
    }
  }
  const name = stemOf(main.name.split("/").at(-1) ?? main.name);
  return {
    format: "GeoJSONSeq",
    encoding,
    layers: [{ name, crs: "EPSG:4326", fields: surveyedFields(objects), objects }],
    warnings: [],
  };
};

/** Records with the line each begins on; blank ones left out. */
function* recordsOf(text: string): Generator<{ readonly record: string; readonly line: number }> {
  const sign = text.includes("\u001e") ? "\u001e" : "\n";
  let line = 1;
  for (let at = 0; at <= text.length; ) {
    const next = text.indexOf(sign, at);
    const end = next < 0 ? text.length : next;
    const record = text.slice(at, end);
    if (record.trim() !== "") yield { record, line };
    if (sign === "\n") line++;
    else for (let i = record.indexOf("\n"); i >= 0; i = record.indexOf("\n", i + 1)) line++;
    at = end + 1;
  }
}

/** A record, its faults on the line of the file. */
function parsed(record: string, file: string, line: number): LinedJson {
  try {
    return parseWithLines(record, file);
  } catch (thrown) {
    if (!(thrown instanceof RefusalError)) throw thrown;
    throw new RefusalError({ ...thrown.refusal, line: line + (thrown.refusal.line ?? 1) - 1 });
  }
}

function refusal(code: string, file: string, line: number, feature: string): RefusalError {
  return new RefusalError(refuse(code, { file, line, feature }));
}
