import { GTFS_TABLES } from "#core/formats/gtfs/gtfs-columns";
import type { GtfsFeed, GtfsTable } from "#core/formats/gtfs/gtfs-feed";
import type { ReaderWarnings } from "#core/formats/reader-warnings";
import type { Row } from "#core/formats/table/parse-rows";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * Holds the tables of a feed to one another: keys found once, references found at all, times at both ends of a trip.
 * What misleads nobody is told.
 *
 * @throws RefusalError `gtfs.…` with table and line
 */
export function checkFeed(feed: GtfsFeed, warnings: ReaderWarnings): void {
  const keys = new Map<string, Set<string>>();
  const valuesOf = (table: string, column: string): Set<string> | undefined => {
    const held = feed.get(table);
    if (!held?.columns.includes(column)) return undefined;
    const name = `${table}.${column}`;
    const known = keys.get(name) ?? new Set(held.rows.map((row) => held.cell(row, column)));
    keys.set(name, known);
    return known;
  };
  for (const table of feed.values()) {
    checkKeys(table);
    for (const [column, targets] of Object.entries(GTFS_TABLES[table.name]?.refs ?? {})) {
      if (!table.columns.includes(column)) continue;
      const sets = targets.flatMap(([name, key]) => valuesOf(name, key) ?? []);
      if (sets.length === 0 && !targets.some(([name]) => feed.has(name))) continue;
      for (const row of table.rows) {
        const value = table.cell(row, column);
        if (value === "" || sets.some((set) => set.has(value))) continue;
        fail(table, row, "gtfs.unknown-id", { column, id: value.slice(0, 40) });
      }
    }
  }
  checkStops(feed.get("stops"), valuesOf("stop_times", "stop_id"), warnings);
  checkNearStops(feed.get("stops"), warnings);
  checkRoutes(feed.get("routes"), warnings);
  const times = feed.get("stop_times");
  if (times) checkTimes(times);
}

function checkKeys(table: GtfsTable): void {
  const { key } = GTFS_TABLES[table.name] ?? {};
  if (!key || (table.name !== "agency" && !key.every((column) => table.columns.includes(column)))) return;
  const seen = new Set<string>();
  for (const row of table.rows) {
    const values = key.map((column) => table.cell(row, column));
    // Only a single agency may go without an id.
    if (values.some((value) => value === "") && (table.name !== "agency" || table.rows.length > 1)) {
      fail(table, row, "gtfs.missing-value", { column: key.join(", ") });
    }
    const name = values.join("\u001f");
    if (seen.has(name)) fail(table, row, "gtfs.twice", { column: key.join(", "), id: values.join(", ").slice(0, 60) });
    seen.add(name);
  }
}

function checkStops(
  stops: GtfsTable | undefined,
  used: ReadonlySet<string> | undefined,
  warnings: ReaderWarnings,
): void {
  if (!stops) return;
  for (const row of stops.rows) {
    const type = Number(stops.cell(row, "location_type") || 0);
    const placed = stops.cell(row, "stop_lat") !== "" && stops.cell(row, "stop_lon") !== "";
    if (!placed && type < 3) fail(stops, row, "gtfs.missing-value", { column: "stop_lat, stop_lon" });
    const id = stops.cell(row, "stop_id");
    if (used && type === 0 && !used.has(id))
      warnings.add("gtfs.unused-stop", { line: row.line, name: `stops.txt ${row.line} ${id}` });
  }
}

/** Stops nearer to each other than this are one, most likely; degrees of latitude, 2 m. */
const NEAR_DEG = 0.000018;

/** Tells stops that lie on top of one another. */
function checkNearStops(stops: GtfsTable | undefined, warnings: ReaderWarnings): void {
  const placed = (stops?.rows ?? []).flatMap((row) => {
    const [lat, lon] = [stops?.cell(row, "stop_lat"), stops?.cell(row, "stop_lon")];
    const boards = Number(stops?.cell(row, "location_type") || 0) === 0;
    return lat && lon && boards ? [{ row, lat: Number(lat), lon: Number(lon) }] : [];
  });
  placed.sort((a, b) => a.lat - b.lat);
  for (const [i, one] of placed.entries()) {
    const narrow = Math.max(Math.cos((one.lat * Math.PI) / 180), 1e-6);
    for (let j = i + 1; j < placed.length; j++) {
      const other = placed[j] as (typeof placed)[number];
      if (other.lat - one.lat > NEAR_DEG) break;
      if (Math.hypot(other.lat - one.lat, (other.lon - one.lon) * narrow) > NEAR_DEG) continue;
      const line = Math.max(one.row.line, other.row.line);
      warnings.add("gtfs.near-stops", { line, name: `stops.txt ${line}` });
      break;
    }
  }
}

function checkRoutes(routes: GtfsTable | undefined, warnings: ReaderWarnings): void {
  if (!routes) return;
  const names = new Set<string>();
  for (const row of routes.rows) {
    const [short, long] = [routes.cell(row, "route_short_name"), routes.cell(row, "route_long_name")];
    if (short === "" && long === "")
      fail(routes, row, "gtfs.missing-value", { column: "route_short_name, route_long_name" });
    const where = { line: row.line, name: `routes.txt ${row.line} ${long || short}` };
    if (short !== "" && short === long) warnings.add("gtfs.same-names", where);
    const name = [short, long, routes.cell(row, "route_type"), routes.cell(row, "agency_id")].join("\u001f");
    if (names.has(name)) warnings.add("gtfs.repeated-name", where);
    names.add(name);
  }
}

/** First and last times of every trip must be there, and an arrival has its departure. */
function checkTimes(times: GtfsTable): void {
  const ends = new Map<string, { first: Row; last: Row; from: number; to: number }>();
  for (const row of times.rows) {
    const [arrival, departure] = [times.cell(row, "arrival_time"), times.cell(row, "departure_time")];
    if ((arrival === "") !== (departure === ""))
      fail(times, row, "gtfs.missing-value", { column: arrival === "" ? "arrival_time" : "departure_time" });
    const at = Number(times.cell(row, "stop_sequence"));
    const trip = times.cell(row, "trip_id");
    const held = ends.get(trip);
    if (!held) ends.set(trip, { first: row, last: row, from: at, to: at });
    else if (at < held.from) Object.assign(held, { first: row, from: at });
    else if (at > held.to) Object.assign(held, { last: row, to: at });
  }
  for (const { first, last } of ends.values()) {
    for (const row of [first, last]) {
      if (times.cell(row, "arrival_time") === "")
        fail(times, row, "gtfs.missing-value", { column: "arrival_time, departure_time" });
    }
  }
}

function fail({ file }: GtfsTable, { line }: Row, code: string, params: Readonly<Record<string, string>>): never {
  throw new RefusalError(refuse(code, { file, line, params }));
}
