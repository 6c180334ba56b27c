import { closeSync, copyFileSync, existsSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { constants, DatabaseSync } from "node:sqlite";
import { RefusalError, refuse } from "#core/model/refusal";
import { diskFailure } from "#services/disk-failure";
import { damageOf } from "#services/gpkg/damage";

/**
 * Reads an outside GeoPackage without changing a byte of it or leaving anything beside it: a copy is read, with what
 * another program may still hold in its write-ahead log, and thrown away. Nothing the file itself brings is run: views,
 * triggers, checks and costly functions are shut out, so that reading ends.
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
    database = new DatabaseSync(copy, {
      allowExtension: false,
      enableDoubleQuotedStringLiterals: false,
      defensive: true,
      limits: { length: MOST_VALUE_BYTES },
    });
    database.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON");
    // A check of the file's own would be run by `quick_check`, row by row.
    database.exec("PRAGMA ignore_check_constraints = ON");
    database.setAuthorizer(allowed);
    const fault = faultOf(database);
    if (fault !== undefined) throw new RefusalError(refuse("gpkg.damaged", { file: name, ...damageOf(path, fault) }));
    return read(database);
  } catch (thrown) {
    throw sqliteRefusal(thrown, path, name);
  } finally {
    database?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What SQLite finds wrong with the tables, one by one. Not the whole database at once: that would look into virtual
 * tables too, and many honest files have an index of shapes that another program left behind broken.
 */
function faultOf(database: DatabaseSync): string | undefined {
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").all();
  const check = database.prepare("SELECT quick_check AS fault FROM pragma_quick_check(?)");
  for (const { name } of [{ name: "sqlite_master" }, ...tables]) {
    const fault = check.get(name as string)?.["fault"];
    if (fault !== "ok") return String(fault ?? "");
  }
  return undefined;
}

/** Longest text or shape a file may hold, bytes. */
const MOST_VALUE_BYTES = 256 * 1024 * 1024;

/** Functions that make no more than they are given. Others give NULL: a file may not have us make gigabytes. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  ...[
    "abs",
    "coalesce",
    "count",
    "date",
    "datetime",
    "ifnull",
    "instr",
    "julianday",
    "length",
    "like",
    "lower",
    "ltrim",
  ],
  ...[
    "max",
    "min",
    "nullif",
    "round",
    "rtrim",
    "strftime",
    "substr",
    "sum",
    "time",
    "total",
    "trim",
    "typeof",
    "upper",
  ],
]);

/**
 * What SQL may do with an outside file: read its tables. What stands inside a view or trigger may do nothing, nor may
 * queries that call themselves. Writing is shut out by `query_only`; an R-tree prepares such statements all the same.
 */
function allowed(action: number, _one: string | null, two: string | null, _db: string | null, within: string | null) {
  if (within !== null || FORBIDDEN.has(action)) return constants.SQLITE_DENY;
  const costly = action === constants.SQLITE_FUNCTION && !FUNCTIONS.has(two?.toLowerCase() ?? "");
  return costly ? constants.SQLITE_IGNORE : constants.SQLITE_OK;
}

const FORBIDDEN: ReadonlySet<number> = new Set([
  constants.SQLITE_RECURSIVE,
  constants.SQLITE_ATTACH,
  constants.SQLITE_DETACH,
]);

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

/** SQLite saying that a database is damaged, as a refusal with its place; any other error as it is. */
function sqliteRefusal(thrown: unknown, path: string, name: string): unknown {
  const { code, errcode, message } = thrown as { code?: string; errcode?: number; message?: string };
  // A whole number past what JavaScript counts, in a column that holds small ones.
  const huge = code === "ERR_OUT_OF_RANGE";
  if (code !== "ERR_SQLITE_ERROR" && !huge) return code?.startsWith("E") ? diskFailure(thrown, name) : thrown;
  const kind = (errcode ?? 0) & 0xff;
  if (!huge && DISK_ERRORS.has(kind)) return diskFailure(thrown, name);
  return new RefusalError(refuse("gpkg.damaged", { file: name, ...damageOf(path, message ?? "") }));
}

/** SQLITE_FULL: the copy found no room. */
const DISK_ERRORS: ReadonlySet<number> = new Set([13]);

/**
 * A table's own columns, none of them generated; `undefined` when there is no such table. Views and virtual tables are
 * none: reading them would run what the file's author wrote.
 */
export function tableColumns(database: DatabaseSync, table: string): string[] | undefined {
  const kind = database
    .prepare(
      "SELECT 1 FROM sqlite_master WHERE lower(name) = lower(?) AND type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
    )
    .get(table);
  if (!kind) return undefined;
  const rows = database.prepare("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0").all(table);
  return rows.map((row) => String(row["name"]));
}
