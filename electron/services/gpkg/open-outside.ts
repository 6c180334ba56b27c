import { closeSync, copyFileSync, existsSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { RefusalError, refuse } from "#core/model/refusal";
import { diskFailure } from "#services/disk-failure";

/**
 * Reads an outside GeoPackage without changing a byte of it or leaving anything beside it: a copy is read, with what
 * another program may still hold in its write-ahead log, and thrown away.
 *
 * @param path the file
 * @param name its name for refusals
 * @param temp a folder for the copy
 * @throws RefusalError `gpkg.not-geopackage`, `gpkg.damaged`
 */
export function withOutsideDatabase<T>(
  path: string,
  name: string,
  temp: string,
  read: (database: DatabaseSync) => T,
): T {
  if (!hasSqliteHead(path)) throw new RefusalError(refuse("gpkg.not-geopackage", { file: name }));
  let folder: string | undefined;
  let database: DatabaseSync | undefined;
  try {
    folder = mkdtempSync(join(temp, "gpkg-"));
    const copy = join(folder, "copy.gpkg");
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    database = new DatabaseSync(copy, { allowExtension: false, enableDoubleQuotedStringLiterals: false });
    database.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON");
    const check = database.prepare("PRAGMA quick_check(1)").get() as { quick_check?: string } | undefined;
    if (check?.quick_check !== "ok") {
      throw new RefusalError(refuse("gpkg.damaged", { file: name, params: { what: check?.quick_check ?? "" } }));
    }
    return read(database);
  } catch (thrown) {
    throw sqliteRefusal(thrown, name);
  } finally {
    database?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a file starts as an SQLite database does. @throws BridgeError `failure` when it cannot be read */
export function hasSqliteHead(path: string): boolean {
  const head = Buffer.alloc(16);
  try {
    const file = openSync(path, "r");
    try {
      readSync(file, head, 0, 16, 0);
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    throw diskFailure(thrown, basename(path));
  }
  return head.toString("latin1") === "SQLite format 3\0";
}

/** SQLite saying that a database is damaged, as a refusal with its file; any other error as it is. */
function sqliteRefusal(thrown: unknown, name: string): unknown {
  const { code, errcode, message } = thrown as { code?: string; errcode?: number; message?: string };
  if (code !== "ERR_SQLITE_ERROR") return code?.startsWith("E") ? diskFailure(thrown, name) : thrown;
  const kind = (errcode ?? 0) & 0xff;
  if (DISK_ERRORS.has(kind)) return diskFailure(thrown, name);
  return new RefusalError(refuse("gpkg.damaged", { file: name, params: { what: message ?? "" } }));
}

/** SQLITE_FULL: the copy found no room. */
const DISK_ERRORS: ReadonlySet<number> = new Set([13]);

/** A table's own columns, none of them generated; `undefined` when there is no such table (a view is none). */
export function tableColumns(database: DatabaseSync, table: string): string[] | undefined {
  const kind = database
    .prepare("SELECT type FROM sqlite_master WHERE name = ? AND type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    .get(table);
  if (!kind) return undefined;
  const rows = database.prepare("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0").all(table);
  return rows.map((row) => String(row["name"]));
}
