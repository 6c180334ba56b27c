import { safeCell } from "#core/formats/csv";
import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideLayer } from "#core/formats/outside-content";
import { layerTable } from "#core/formats/write/table-rows";
import { uniqueNames } from "#core/formats/write/unique-names";
import type { Writer } from "#core/formats/write/writer";

/**
 * Writes a table a layer: UTF-8 with its mark, CRLF, commas and decimal points as programs read them; or, for people
 * who work in French, semicolons and decimal commas as their spreadsheets open them. Shapes stand in X and Y, or in
 * WKT. Text that a spreadsheet would run as a formula gets an apostrophe unless it is to be kept.
 *
 * @see RFC 4180; OWASP, CSV injection
 */
export const writeCsvTables: Writer = (
  content,
  open,
  { keepFormulas = false, forPeople = false, packed = false, lang },
) => {
  const french = forPeople && lang === "fr";
  const separator = french ? ";" : ",";
  const special = french ? /[;"\r\n]/ : /[,"\r\n]/;
  const warnings: SurveyWarning[] = [];
  for (const { ending, layer } of tablesBeside(content.layers, packed)) {
    const sink = open(`${ending}.csv`);
    const table = layerTable(layer);
    let changed = 0;
    const cell = (value: string | number | boolean | undefined, column?: number): string => {
      if (value === undefined) return "";
      if (typeof value === "number" && french) return String(value).replace(".", ",");
      if (typeof value !== "string") return String(value);
      const safe = keepFormulas ? value : safeCell(value);
      if (safe !== value) changed++;
      // Well-known text stands in quotes always: bare, it makes the file look like a list of it.
      const quotes = column !== undefined && column === table.wkt;
      return quotes || special.test(safe) || safe === "" || safe !== safe.trim()
        ? `"${safe.replaceAll('"', '""')}"`
        : safe;
    };
    sink.text(`\ufeff${table.heads.map((head) => cell(head)).join(separator)}\r\n`);
    for (const row of table.rows()) sink.text(`${row.map(cell).join(separator)}\r\n`);
    sink.end();
    if (changed > 0) warnings.push({ code: "write.formula-quoted", count: changed, params: { layer: layer.name } });
    if (layer.crs !== null)
      warnings.push({ code: "write.crs-beside", count: 1, params: { layer: layer.name, crs: layer.crs } });
  }
  return warnings;
};

/** A file a layer. Side by side, the longest table has the plain name; in a pack each has its own. */
function tablesBeside(
  layers: readonly OutsideLayer[],
  packed: boolean,
): { readonly ending: string; readonly layer: OutsideLayer }[] {
  const most = Math.max(...layers.map(({ objects }) => objects.length));
  const main = layers.length === 1 || !packed ? layers.findIndex(({ objects }) => objects.length === most) : -1;
  const names = uniqueNames(
    layers.map(({ name }) => `${packed ? "" : "_"}${name.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "_")}`),
    (name, room) => name.slice(0, 60 - room),
  );
  return layers.map((layer, i) => ({ ending: i === main ? "" : (names[i] as string), layer }));
}
