import { decodeUtf8 } from "#core/formats/decode-utf8";
import { quickGeoJson } from "#core/formats/geojson-quick";
import { strictGeoJson } from "#core/formats/geojson-strict";
import type { OutsideContent } from "#core/formats/outside-content";
import { type OutsideReader, stemOf } from "#core/formats/outside-source";

/** Reads a GeoJSON file. @throws RefusalError `json.*`, `geojson.*`, `format.not-utf8`, with line and feature */
export const readGeoJson: OutsideReader = ({ file, main }) =>
  geoJsonContent(decodeUtf8(main.bytes(), file, "format.not-utf8"), file);

/**
 * The one layer of a GeoJSON text: in one pass where it is as most programs write it, strictly where it is not.
 *
 * @throws RefusalError `json.*`, `geojson.*`, with line and feature
 */
export function geoJsonContent(text: string, file: string): OutsideContent {
  const name = stemOf(file.replace(/^.*[/\\]/, ""));
  const quick = quickGeoJson(text);
  if (!quick) return strictGeoJson(text, file, name);
  return { format: "GeoJSON", encoding: "UTF-8", layers: [{ ...quick, name: quick.name ?? name }], warnings: [] };
}
