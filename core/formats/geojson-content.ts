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
  const content: OutsideContent = quick
    ? { format: "GeoJSON", encoding: "UTF-8", layers: [{ ...quick, name: quick.name ?? name }], warnings: [] }
    : strictGeoJson(text, file, name);
  const attribution = attributionOf(text);
  return attribution ? { ...content, attributions: [attribution] } : content;
}

/** The `attribution` member of a collection, where it stands before the features: our own files and many others. */
function attributionOf(text: string): string | undefined {
  const head = text.slice(0, MOST_HEAD);
  const features = head.indexOf('"features"');
  const said = /"attribution"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(features < 0 ? head : head.slice(0, features))?.[1];
  try {
    return said && (JSON.parse(said) as string);
  } catch {
    return undefined;
  }
}

/** Characters looked at for what a collection says of itself. */
const MOST_HEAD = 20_000;
