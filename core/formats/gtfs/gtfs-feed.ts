import { decodeUtf8 } from "#core/formats/decode-utf8";
import { fits, GTFS_TABLES } from "#core/formats/gtfs/gtfs-columns";
import { type OutsideFile, type OutsideSource, stemOf } from "#core/formats/outside-source";
import type { ReaderWarnings } from "#core/formats/reader-warnings";
import { parseRows, type Row } from "#core/formats/table/parse-rows";
import { wideEncoding } from "#core/formats/text-encoding";
import { RefusalError, refuse } from "#core/model/refusal";

/** A table of a feed, its cells by the names of their columns. */
export interface GtfsTable {
  readonly name: string;
  /** As messages name it: `reseau.zip/stops.txt`. */
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** The cell of a row, trimmed; empty where there is none. */
  cell(row: Row, column: string): string;
}

export type GtfsFeed = ReadonlyMap<string, GtfsTable>;

/**
 * Reads all tables of the feed a file is of: those beside it in the same folder, of the disk or of a pack.
 *
 * @throws RefusalError `gtfs.…`, `csv.open-quote`, `read.null-bytes` with the table and the line
 */
export function readFeed({ file, main, beside }: OutsideSource, warnings: ReaderWarnings): GtfsFeed {
  const folder = folderOf(main.name);
  const prefix = file.endsWith(main.name) ? file.slice(0, -main.name.length) : "";
  const feed = new Map<string, GtfsTable>();
  for (const one of [main, ...beside]) {
    if (folderOf(one.name) !== folder || !/\.txt$/i.test(one.name)) continue;
    const name = stemOf(one.name.slice(folder.length)).toLowerCase();
    if (Object.hasOwn(GTFS_TABLES, name)) feed.set(name, readTable(one, name, prefix + one.name, warnings));
    else if (!/licen[cs]e|readme|lisez|copying/i.test(name)) warnings.add("gtfs.unknown-file", { name: one.name });
  }
  const missing = Object.keys(GTFS_TABLES).find((name) => GTFS_TABLES[name]?.needed && !feed.has(name));
  const table = missing ?? (feed.has("calendar") || feed.has("calendar_dates") ? undefined : "calendar");
  if (table) {
    const where = `${prefix}${folder}${table}.txt`;
    throw new RefusalError(refuse("gtfs.missing-table", { file: where, line: 1, params: { table: `${table}.txt` } }));
  }
  return feed;
}

/** The first line that ends otherwise than the first one does, or holds a sign some programs take for a line end. */
function oddLineEnd(text: string): number | undefined {
  const ends = /\r\n|\n|\r|[\f\v\u0085\u2028\u2029]/g;
  let first: string | undefined;
  let line = 0;
  for (let found = ends.exec(text); found; found = ends.exec(text)) {
    line++;
    first ??= found[0];
    if (found[0] !== first || !/^\r?\n$/.test(found[0])) return line;
  }
  return undefined;
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf("/") + 1);
}

function readTable(source: OutsideFile, name: string, file: string, warnings: ReaderWarnings): GtfsTable {
  const bytes = source.bytes();
  if (wideEncoding(bytes)) throw new RefusalError(refuse("gtfs.not-utf8", { file, line: 1 }));
  const text = decodeUtf8(bytes, file, "gtfs.not-utf8");
  const nul = text.indexOf("\0");
  if (nul >= 0)
    throw new RefusalError(refuse("read.null-bytes", { file, line: text.slice(0, nul).split("\n").length }));
  const odd = oddLineEnd(text);
  if (odd !== undefined) warnings.add("gtfs.line-ends", { line: odd, name: `${name}.txt ${odd}` });
  const [head, ...rows] = parseRows(text, ",", file);
  if (!head) throw new RefusalError(refuse("gtfs.empty-table", { file, line: 1 }));
  const columns = head.cells.map((cell) => cell.trim());
  const rule = GTFS_TABLES[name];
  for (const column of rule?.columns ?? []) {
    if (columns.includes(column)) continue;
    throw new RefusalError(refuse("gtfs.missing-column", { file, line: head.line, params: { column } }));
  }
  const twice = columns.find((column, i) => column !== "" && columns.indexOf(column) !== i);
  if (twice !== undefined) {
    throw new RefusalError(
      refuse("gtfs.column-twice", { file, line: head.line, params: { column: twice.slice(0, 40) } }),
    );
  }
  const kinds = columns.flatMap((column, i) => {
    const kind = rule?.kinds && Object.hasOwn(rule.kinds, column) ? rule.kinds[column] : undefined;
    return kind ? [{ column, i, kind }] : [];
  });
  for (const row of rows) {
    if (row.cells.length !== columns.length) {
      warnings.add("gtfs.ragged", { line: row.line, name: `${name}.txt ${row.line}` });
    }
    for (const { column, i, kind } of kinds) {
      const cell = row.cells[i];
      if (cell === undefined || fits(cell, kind)) continue;
      const params = { column, found: cell.slice(0, 40) };
      throw new RefusalError(refuse("gtfs.bad-value", { file, line: row.line, params }));
    }
  }
  const places = new Map(columns.map((column, i) => [column, i]));
  return {
    name,
    file,
    columns,
    rows,
    cell: (row, column) => row.cells[places.get(column) ?? -1]?.trim() ?? "",
  };
}
