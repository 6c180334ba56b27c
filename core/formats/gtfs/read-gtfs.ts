import { checkFeed } from "#core/formats/gtfs/check-feed";
import { GTFS_TABLES } from "#core/formats/gtfs/gtfs-columns";
import { type GtfsFeed, type GtfsTable, readFeed } from "#core/formats/gtfs/gtfs-feed";
import type { OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import type { OutsideReader } from "#core/formats/outside-source";
import { ReaderWarnings } from "#core/formats/reader-warnings";
import { surveyedFields } from "#core/formats/surveyed-fields";
import type { Row } from "#core/formats/table/parse-rows";
import type { FieldValue } from "#core/model/feature";

/** Rows of a table that are taken one by one, at most; the times of a large city are millions. */
const MOST_ROWS = 200_000;

/**
 * Reads a public transport feed: stops, shapes and routes with where they lie, all other tables row by row. A feed
 * whose tables contradict one another is refused with the table and the line.
 *
 * @throws RefusalError `gtfs.…`, `csv.open-quote`, `read.null-bytes`
 * @see https://gtfs.org/documentation/schedule/reference
 */
export const readGtfs: OutsideReader = (source) => {
  const warnings = new ReaderWarnings();
  const feed = readFeed(source, warnings);
  checkFeed(feed, warnings);
  const shapes = shapePaths(feed.get("shapes"));
  const layers: OutsideLayer[] = [];
  const add = (
    table: GtfsTable | undefined,
    shapesOf: (row: Row) => readonly OutsideShape[],
    geometry?: string,
  ): void => {
    if (!table) return;
    const kept = table.rows.slice(0, MOST_ROWS);
    if (kept.length < table.rows.length) {
      warnings.add("gtfs.left-rows", { count: table.rows.length - kept.length, name: `${table.name}.txt` });
    }
    const objects = kept.map((row, i): OutsideObject => {
      const drawn = shapesOf(row);
      const shaped = geometry !== undefined && drawn.length > 0 ? { geometry } : {};
      return {
        feature: idOf(table, row) ?? String(i + 1),
        line: row.line,
        values: valuesOf(table, row),
        ...shaped,
        shapes: drawn,
      };
    });
    layers.push({ name: table.name, crs: "EPSG:4326", fields: surveyedFields(objects, table.columns), objects });
  };
  const stops = feed.get("stops");
  const places = new Map(stops?.rows.map((row) => [stops.cell(row, "stop_id"), placeOf(stops, row)]));
  add(stops, (row) => {
    const at = stops && placeOf(stops, row);
    return at ? [{ kind: "point", at }] : [];
  });
  const routes = feed.get("routes");
  const lines = routeLines(feed, shapes, places);
  add(routes, (row) => lines.get(routes?.cell(row, "route_id") ?? "") ?? [], "MULTILINESTRING");
  if (shapes.size > 0) layers.push(shapeLayer(shapes));
  for (const name of Object.keys(GTFS_TABLES)) {
    if (name !== "stops" && name !== "routes" && name !== "shapes") add(feed.get(name), () => []);
  }
  const counts = Object.fromEntries([...feed.values()].map(({ name, rows }) => [name, rows.length]));
  return { format: "GTFS", encoding: "UTF-8", layers, warnings: warnings.list(), counts };
};

function idOf({ name, cell }: GtfsTable, row: Row): string | undefined {
  const [key, more] = GTFS_TABLES[name]?.key ?? [];
  return key === undefined || more !== undefined ? undefined : cell(row, key) || undefined;
}

/** Cells as values: numbers where the standard has numbers, texts else, the empty ones not at all. */
function valuesOf({ name, columns }: GtfsTable, { cells }: Row): Readonly<Record<string, FieldValue>> {
  const kinds = GTFS_TABLES[name]?.kinds ?? {};
  const values: [string, FieldValue][] = [];
  columns.forEach((column, i) => {
    const cell = cells[i]?.trim() ?? "";
    if (cell === "") return;
    const kind = Object.hasOwn(kinds, column) ? kinds[column] : undefined;
    values.push([column, kind && kind !== "date" && kind !== "time" ? Number(cell) : cell]);
  });
  return Object.fromEntries(values);
}

function placeOf({ cell }: GtfsTable, row: Row): readonly [number, number] | undefined {
  const [lon, lat] = [cell(row, "stop_lon"), cell(row, "stop_lat")];
  return lon === "" || lat === "" ? undefined : [Number(lon), Number(lat)];
}

/** Paths of the shapes by their id, in the order of their points. */
function shapePaths(table: GtfsTable | undefined): Map<string, number[]> {
  const points = new Map<string, { at: number; x: number; y: number }[]>();
  for (const row of table?.rows ?? []) {
    const id = table?.cell(row, "shape_id") ?? "";
    const held = points.get(id) ?? [];
    points.set(id, held);
    const number = (column: string): number => Number(table?.cell(row, column));
    held.push({ at: number("shape_pt_sequence"), x: number("shape_pt_lon"), y: number("shape_pt_lat") });
  }
  const paths = new Map<string, number[]>();
  for (const [id, held] of points) {
    held.sort((a, b) => a.at - b.at);
    paths.set(
      id,
      held.flatMap(({ x, y }) => [x, y]),
    );
  }
  return paths;
}

function shapeLayer(shapes: ReadonlyMap<string, number[]>): OutsideLayer {
  const objects = [...shapes].map(([id, path]): OutsideObject => {
    return { feature: id, values: { shape_id: id }, shapes: path.length >= 4 ? [{ kind: "line", path }] : [] };
  });
  return { name: "shapes", crs: "EPSG:4326", fields: surveyedFields(objects), objects };
}

/** Where each route goes: the shapes of its trips, or from stop to stop where they have none; each way once. */
function routeLines(
  feed: GtfsFeed,
  shapes: ReadonlyMap<string, number[]>,
  places: ReadonlyMap<string, readonly [number, number] | undefined>,
): Map<string, OutsideShape[]> {
  const [trips, times] = [feed.get("trips"), feed.get("stop_times")];
  const lines = new Map<string, Map<string, number[]>>();
  const bare = new Map<string, string>();
  const put = (route: string, name: string, path: number[]): void => {
    if (path.length < 4) return;
    const held = lines.get(route) ?? new Map<string, number[]>();
    lines.set(route, held);
    held.set(name, path);
  };
  for (const row of trips?.rows ?? []) {
    const route = trips?.cell(row, "route_id") ?? "";
    const shape = trips?.cell(row, "shape_id") ?? "";
    const path = shapes.get(shape);
    if (path) put(route, shape, path);
    else bare.set(trips?.cell(row, "trip_id") ?? "", route);
  }
  const calls = new Map<string, { at: number; stop: string }[]>();
  for (const row of bare.size > 0 ? (times?.rows ?? []) : []) {
    const trip = times?.cell(row, "trip_id") ?? "";
    if (!bare.has(trip)) continue;
    const held = calls.get(trip) ?? [];
    calls.set(trip, held);
    held.push({ at: Number(times?.cell(row, "stop_sequence")), stop: times?.cell(row, "stop_id") ?? "" });
  }
  for (const [trip, held] of calls) {
    held.sort((a, b) => a.at - b.at);
    const path = held.flatMap(({ stop }) => places.get(stop) ?? []);
    put(bare.get(trip) ?? "", held.map(({ stop }) => stop).join("\u001f"), path);
  }
  return new Map(
    [...lines].map(([route, paths]) => [
      route,
      [...paths.values()].map((path): OutsideShape => ({ kind: "line", path })),
    ]),
  );
}
