import type { OutsideObject } from "#core/formats/outside-content";
import { type OutsideReader, stemOf } from "#core/formats/outside-source";
import { decodeText } from "#core/formats/text-encoding";
import { looksLikeWkt, parseWkt, WktFault } from "#core/formats/wkt/parse-wkt";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * Reads a file of geometries in well-known text, one after the other, each after an id if it has one.
 *
 * @throws RefusalError `wkt.broken` with the line
 */
export const readWkt: OutsideReader = ({ file, main }, { encoding: asked }) => {
  const { text, encoding } = decodeText(main.bytes(), file, { asked });
  const objects: OutsideObject[] = [];
  let crs: string | null = null;
  let at = 0;
  let line = 1;
  const fail = (where: number): never => {
    const found = text.slice(where, where + 20).split("\n")[0] ?? "";
    throw new RefusalError(refuse("wkt.broken", { file, line: line + lineBreaks(text, at, where), params: { found } }));
  };
  for (;;) {
    const next = /[\s;,]*/y;
    next.lastIndex = at;
    const from = at + (next.exec(text)?.[0].length ?? 0);
    line += lineBreaks(text, at, from);
    at = from;
    if (at >= text.length) break;
    const id = looksLikeWkt(text.slice(at, at + 60)) ? undefined : /\S{1,40}\s+/y;
    if (id) id.lastIndex = at;
    const named = id?.exec(text)?.[0];
    try {
      const geometry = parseWkt(text, at + (named?.length ?? 0));
      crs ??= geometry.crs ?? null;
      objects.push({
        feature: named?.trim() || String(objects.length + 1),
        line,
        values: named ? { id: named.trim() } : {},
        geometry: geometry.type,
        shapes: geometry.shapes,
      });
      line += lineBreaks(text, at, geometry.end);
      at = geometry.end;
    } catch (thrown) {
      if (!(thrown instanceof WktFault)) throw thrown;
      fail(thrown.at);
    }
  }
  const fields = objects.some(({ values }) => "id" in values) ? [{ name: "id", type: "String" as const }] : [];
  const name = stemOf(main.name.split("/").at(-1) ?? main.name);
  return { format: "WKT", encoding, layers: [{ name, crs, fields, objects }], warnings: [] };
};

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
