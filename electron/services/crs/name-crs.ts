import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";
import type { CrsEntry } from "#core/geometry/crs-entry";
import { isOfPlan } from "#core/geometry/crs-of-wkt";
import { transformOf } from "#core/geometry/crs-transform";
import { epsgList } from "#services/crs/epsg-list";

/**
 * The CRS of every layer by its EPSG code where it has one, whatever words the file has for it; the others keep their
 * own text, with the shift of their datum where that is known, and those of a plan tied to no place have none. What is known of how exact the way to WGS 84 is comes as a
 * warning.
 */
export function withNamedCrs(content: OutsideContent): OutsideContent {
  const warnings: SurveyWarning[] = [];
  const warned = new Set<string>();
  const said = new Map<string, string>();
  const layers = content.layers.map((layer): OutsideLayer => {
    if (layer.crs === null) return layer;
    if (isOfPlan(layer.crs)) {
      warnings.push({ code: "crs.of-plan", count: 1, params: { layer: layer.name } });
      return { ...layer, crs: null };
    }
    const crs = said.get(layer.crs) ?? nameOf(layer.crs);
    said.set(layer.crs, crs);
    if (!warned.has(crs)) warnings.push(...warningsOf(crs, layer.name));
    warned.add(crs);
    return { ...layer, crs };
  });
  return { ...content, layers, warnings: [...content.warnings, ...warnings] };
}

function nameOf(crs: string): string {
  const code = /^(?:urn:ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d+)$/i.exec(crs)?.[1];
  if (code) return `EPSG:${code}`;
  if (/CRS:?84$/i.test(crs)) return "EPSG:4326";
  const horizontal = horizontalOf(crs);
  return epsgList().ofWkt(horizontal)?.code ?? epsgList().shifted(horizontal)?.wkt ?? horizontal;
}

/** The part of a compound WKT that tells where, its heights left aside. */
function horizontalOf(wkt: string): string {
  if (!/^\s*(COMPD_CS|COMPOUNDCRS)\s*\[/i.test(wkt)) return wkt;
  const start = wkt.search(/\b(PROJ|GEOG|GEOD)\w*\s*\[/i);
  let depth = 0;
  for (let at = wkt.indexOf("[", start); start >= 0 && at < wkt.length; at++) {
    if (wkt[at] === "[") depth++;
    if (wkt[at] === "]" && --depth === 0) return wkt.slice(start, at + 1);
  }
  return wkt;
}

/** The datum whose shift a WKT was given. */
function datumOfShifted(wkt: string): CrsEntry | undefined {
  const shifted = epsgList().shifted(wkt.replace(/,TOWGS84\[[^\]]*\]/i, ""));
  return shifted?.wkt === wkt ? shifted.datum : undefined;
}

function warningsOf(crs: string, layer: string): SurveyWarning[] {
  const entry = epsgList().of(crs);
  if (!entry) {
    const datum = datumOfShifted(crs);
    if (datum) {
      const params = { layer, crs: crs.slice(0, 80), datum: datum.name, metres: datum.accuracyM ?? "?" };
      return [{ code: "crs.by-datum", count: 1, params }];
    }
    const code = transformOf(crs) ? "crs.not-listed" : "crs.unknown";
    return [{ code, count: 1, params: { layer, crs: crs.slice(0, 80) } }];
  }
  const { name, accuracyM } = entry;
  if (accuracyM === 0) return [];
  const params = { layer, crs: `${name} (${entry.code})` };
  if (accuracyM === null) return [{ code: "crs.accuracy-unknown", count: 1, params }];
  return [{ code: "crs.accuracy", count: 1, params: { ...params, metres: accuracyM } }];
}
