/** What the cells of a column are. Identifiers and words are as they stand. */
export type ColumnKind = "date" | "time" | "lat" | "lon" | "whole" | "number" | "flag";

/** What a table of a feed must be like. */
export interface TableRule {
  /** A feed without it is none. */
  readonly needed?: true;
  readonly columns: readonly string[];
  /** Columns whose values together are found once. */
  readonly key?: readonly string[];
  readonly kinds?: Readonly<Record<string, ColumnKind>>;
  /** Columns that name rows of other tables, by the table and its column. */
  readonly refs?: Readonly<Record<string, readonly (readonly [table: string, column: string])[]>>;
}

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SERVICES = [
  ["calendar", "service_id"],
  ["calendar_dates", "service_id"],
] as const;

/** The tables that are known, by name. @see https://gtfs.org/documentation/schedule/reference */
export const GTFS_TABLES: Readonly<Record<string, TableRule>> = {
  agency: { needed: true, columns: ["agency_name", "agency_url", "agency_timezone"], key: ["agency_id"] },
  stops: {
    needed: true,
    columns: ["stop_id", "stop_lat", "stop_lon"],
    key: ["stop_id"],
    kinds: { stop_lat: "lat", stop_lon: "lon", location_type: "whole", wheelchair_boarding: "whole" },
    refs: { parent_station: [["stops", "stop_id"]] },
  },
  routes: {
    needed: true,
    columns: ["route_id", "route_type"],
    key: ["route_id"],
    kinds: { route_type: "whole", route_sort_order: "whole" },
    refs: { agency_id: [["agency", "agency_id"]] },
  },
  trips: {
    needed: true,
    columns: ["route_id", "service_id", "trip_id"],
    key: ["trip_id"],
    kinds: { direction_id: "flag" },
    refs: { route_id: [["routes", "route_id"]], service_id: SERVICES, shape_id: [["shapes", "shape_id"]] },
  },
  stop_times: {
    needed: true,
    columns: ["trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"],
    key: ["trip_id", "stop_sequence"],
    kinds: {
      arrival_time: "time",
      departure_time: "time",
      stop_sequence: "whole",
      pickup_type: "whole",
      drop_off_type: "whole",
      shape_dist_traveled: "number",
    },
    refs: { trip_id: [["trips", "trip_id"]], stop_id: [["stops", "stop_id"]] },
  },
  calendar: {
    columns: ["service_id", ...DAYS, "start_date", "end_date"],
    key: ["service_id"],
    kinds: {
      ...Object.fromEntries(DAYS.map((day) => [day, "flag" as const])),
      start_date: "date",
      end_date: "date",
    },
  },
  calendar_dates: {
    columns: ["service_id", "date", "exception_type"],
    key: ["service_id", "date"],
    kinds: { date: "date", exception_type: "whole" },
  },
  shapes: {
    columns: ["shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"],
    key: ["shape_id", "shape_pt_sequence"],
    kinds: { shape_pt_lat: "lat", shape_pt_lon: "lon", shape_pt_sequence: "whole", shape_dist_traveled: "number" },
  },
  frequencies: {
    columns: ["trip_id", "start_time", "end_time", "headway_secs"],
    kinds: { start_time: "time", end_time: "time", headway_secs: "whole", exact_times: "flag" },
    refs: { trip_id: [["trips", "trip_id"]] },
  },
  transfers: {
    columns: ["from_stop_id", "to_stop_id"],
    kinds: { transfer_type: "whole", min_transfer_time: "whole" },
    refs: { from_stop_id: [["stops", "stop_id"]], to_stop_id: [["stops", "stop_id"]] },
  },
  fare_attributes: {
    columns: ["fare_id", "price", "currency_type", "payment_method"],
    key: ["fare_id"],
    kinds: { price: "number", payment_method: "whole", transfers: "whole", transfer_duration: "whole" },
  },
  fare_rules: {
    columns: ["fare_id"],
    refs: { fare_id: [["fare_attributes", "fare_id"]], route_id: [["routes", "route_id"]] },
  },
  feed_info: {
    columns: ["feed_publisher_name", "feed_publisher_url", "feed_lang"],
    kinds: { feed_start_date: "date", feed_end_date: "date" },
  },
  levels: { columns: ["level_id", "level_index"], key: ["level_id"], kinds: { level_index: "number" } },
  pathways: {
    columns: ["pathway_id", "from_stop_id", "to_stop_id"],
    key: ["pathway_id"],
    refs: { from_stop_id: [["stops", "stop_id"]], to_stop_id: [["stops", "stop_id"]] },
  },
  attributions: { columns: ["organization_name"] },
  translations: { columns: [] },
};

/** Whether a cell is what its column holds; empty ones always are. */
export function fits(cell: string, kind: ColumnKind): boolean {
  const text = cell.trim();
  if (text === "") return true;
  switch (kind) {
    case "date":
      return isDate(text);
    case "time":
      return /^\d{1,3}:[0-5]\d:[0-5]\d$/.test(text);
    case "lat":
      return isNumber(text) && Math.abs(Number(text)) <= 90;
    case "lon":
      return isNumber(text) && Math.abs(Number(text)) <= 180;
    case "whole":
      return /^\d{1,12}$/.test(text);
    case "flag":
      return text === "0" || text === "1";
    case "number":
      return isNumber(text);
  }
}

function isNumber(text: string): boolean {
  return /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?$/.test(text);
}

function isDate(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)].map(Number) as [
    number,
    number,
    number,
  ];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const most = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= most;
}
