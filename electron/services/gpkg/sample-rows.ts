import { SAMPLED_ROWS } from "#core/formats/column-samples";
import type { FieldValue } from "#core/model/feature";
import { tableColumns, withOutsideDatabase } from "#services/gpkg/open-outside";
import { quoted } from "#services/gpkg/schema";

/** The first rows of every table of a GeoPackage that its contents list, plain values only. @throws RefusalError `gpkg.*` */
export function gpkgRows(
  path: string,
  name: string,
  temp: string,
): ReadonlyMap<string, readonly Readonly<Record<string, FieldValue>>[]> {
  return withOutsideDatabase(path, name, temp, (database) => {
    const tables = database.prepare("SELECT table_name AS name FROM gpkg_contents").all();
    return new Map(
      tables.flatMap(({ name: table }) => {
        if (typeof table !== "string" || !tableColumns(database, table)) return [];
        const select = database.prepare(`SELECT * FROM ${quoted(table)} LIMIT ${SAMPLED_ROWS}`);
        select.setReadBigInts(true);
        return [[table, select.all().map(plainRow)]];
      }),
    );
  });
}

function plainRow(row: Readonly<Record<string, unknown>>): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, cell]): [string, FieldValue][] =>
      cell === null || cell === "" || cell instanceof Uint8Array ? [] : [[column, String(cell)]],
    ),
  );
}
