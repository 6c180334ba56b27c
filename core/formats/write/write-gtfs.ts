import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer, OutsideObject } from "#core/formats/outside-content";
import type { ByteSink } from "#core/formats/write/byte-sink";
import { columnsOf, textOf } from "#core/formats/write/columns";
import { coordinateText } from "#core/formats/write/coordinate-text";
import { uniqueNames } from "#core/formats/write/unique-names";
import { namingColumn } from "#core/formats/write/write-kml";
import type { OpenPart, WriteOptions, Writer } from "#core/formats/write/writer";
import type { FieldValue } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";

/** How near a line a stop is served by it, metres. */
const NEAR_M = 60;
/** Speed of a minibus in town between stops, stops included, metres a second. */
const SPEED_MS = 5;
/** What a line without a timetable is said to do: from six to eight in the evening, every ten minutes. */
const SERVICE = { from: "06:00:00", to: "20:00:00", everyS: 600 };

const DEGREE_M = 111_320;

interface Stop {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly values: Readonly<Record<string, FieldValue>>;
}

/**
 * Writes a GTFS feed. One that was read is written as it was; else of stops (points) and lines: routes with their shapes, one trip each, the stops that lie along it
 * in their order, and `frequencies.txt` in place of a timetable, since minibuses have none. Columns of GTFS among the
 * values are kept (`route_short_name`, `stop_name`…). Lines that pass fewer than two stops cannot be said and are told.
 *
 * @throws RefusalError `write.no-lines` without stops or lines
 * @see https://gtfs.org/documentation/schedule/reference
 */
export const writeGtfs: Writer = (content, open, options) => {
  if (content.format === "GTFS") return writeFeed(content, open);
  return writeNewFeed(content, open, options);
};

/** A feed that was read, table by table as it was. */
function writeFeed({ layers }: OutsideContent, open: OpenPart): SurveyWarning[] {
  for (const { name, fields, objects } of layers) {
    const isShapes = name === "shapes";
    const columns = isShapes
      ? ["shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"]
      : fields.map((field) => field.name);
    const sink = open(`${name}.txt`);
    sink.text(`${columns.join(",")}\r\n`);
    for (const { values, shapes } of objects) {
      if (!isShapes) sink.text(`${columns.map((column) => cell(values[column] ?? "")).join(",")}\r\n`);
      else
        for (const row of shapeRows(textOf(values["shape_id"] ?? ""), shapes))
          sink.text(`${row.map(cell).join(",")}\r\n`);
    }
    sink.end();
  }
  return [];
}

function shapeRows(id: string, shapes: OutsideObject["shapes"]): FieldValue[][] {
  const write = coordinateText("EPSG:4326");
  return shapes.flatMap((shape) =>
    shape.kind === "line"
      ? Array.from({ length: shape.path.length / 2 }, (_, i) => [
          id,
          write(shape.path[2 * i + 1] as number),
          write(shape.path[2 * i] as number),
          i + 1,
        ])
      : [],
  );
}

function writeNewFeed(content: OutsideContent, open: OpenPart, { title, lang }: WriteOptions): SurveyWarning[] {
  const stops = stopsOf(content);
  const lines = linesOf(content);
  if (stops.length === 0 || lines.length === 0) throw new RefusalError(refuse("write.no-lines"));
  const routes = lines
    .map((line) => ({ line, served: servedBy(line.path, stops) }))
    .filter(({ served }) => served.length >= 2);
  const warnings: SurveyWarning[] = [
    { code: "write.usual-timetable", count: 1, params: { minutes: SERVICE.everyS / 60 } },
  ];
  if (routes.length < lines.length)
    warnings.push({ code: "write.no-stops", count: lines.length - routes.length, params: { metres: NEAR_M } });
  if (routes.length === 0) throw new RefusalError(refuse("write.no-lines"));
  const file = (name: string, heads: readonly string[], rows: Iterable<readonly FieldValue[]>): void => {
    const sink: ByteSink = open(name);
    sink.text(`${heads.join(",")}\r\n`);
    for (const row of rows) sink.text(`${row.map(cell).join(",")}\r\n`);
    sink.end();
  };
  const first = lines[0]?.values ?? {};
  file(
    "agency.txt",
    ["agency_id", "agency_name", "agency_url", "agency_timezone", "agency_lang"],
    [
      [
        said(first, "agency_id", "1"),
        said(first, "agency_name", title),
        said(first, "agency_url", "https://example.org"),
        said(first, "agency_timezone", "Africa/Bamako"),
        lang,
      ],
    ],
  );
  const write = coordinateText("EPSG:4326");
  file(
    "stops.txt",
    ["stop_id", "stop_name", "stop_lat", "stop_lon"],
    stops.map(({ id, x, y, values }) => [
      id,
      said(values, "stop_name", said(values, "nom", said(values, "name", id))),
      write(y),
      write(x),
    ]),
  );
  file(
    "routes.txt",
    ["route_id", "agency_id", "route_short_name", "route_long_name", "route_type"],
    routes.map(({ line: { id, values, name } }) => {
      const long = said(values, "route_long_name", name ?? "");
      return [
        id,
        said(first, "agency_id", "1"),
        said(values, "route_short_name", long === "" ? id : ""),
        long,
        said(values, "route_type", "3"),
      ];
    }),
  );
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  file(
    "calendar.txt",
    ["service_id", ...days, "start_date", "end_date"],
    [["tous", ...days.map(() => 1), "20260101", "20351231"]],
  );
  file(
    "trips.txt",
    ["route_id", "service_id", "trip_id", "shape_id"],
    routes.map(({ line: { id } }) => [id, "tous", `${id}_1`, id]),
  );
  file(
    "stop_times.txt",
    ["trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"],
    routes.flatMap(({ line: { id }, served }) => {
      const start = served[0]?.alongM ?? 0;
      return served.map(({ stop, alongM }, i) => {
        const time = clock(6 * 3600 + Math.round((alongM - start) / SPEED_MS));
        return [`${id}_1`, time, time, stop.id, i + 1];
      });
    }),
  );
  file(
    "frequencies.txt",
    ["trip_id", "start_time", "end_time", "headway_secs"],
    routes.map(({ line: { id } }) => [`${id}_1`, SERVICE.from, SERVICE.to, SERVICE.everyS]),
  );
  file(
    "shapes.txt",
    ["shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"],
    routes.flatMap(({ line: { id, path } }) => shapeRows(id, [{ kind: "line", path }])),
  );
  if ((content.attributions ?? []).length > 0) {
    file(
      "attributions.txt",
      ["organization_name", "is_producer"],
      (content.attributions ?? []).map((name) => [name, 1]),
    );
  }
  return warnings;
}

function stopsOf({ layers }: OutsideContent): Stop[] {
  const held = layers.flatMap(({ objects }) =>
    objects.flatMap(({ values, shapes }) =>
      shapes.flatMap((shape) => (shape.kind === "point" ? [{ values, x: shape.at[0], y: shape.at[1] }] : [])),
    ),
  );
  const ids = uniqueNames(
    held.map(({ values }, i) => said(values, "stop_id", said(values, "id", `A${i + 1}`))),
    (name) => name,
  );
  return held.map((stop, i) => ({ ...stop, id: ids[i] as string }));
}

interface Line {
  readonly id: string;
  readonly name: string | undefined;
  readonly path: ArrayLike<number>;
  readonly values: Readonly<Record<string, FieldValue>>;
}

function linesOf({ layers }: OutsideContent): Line[] {
  const held = layers.flatMap((layer) => layer.objects.flatMap((object) => pathsOf(object, layer)));
  const ids = uniqueNames(
    held.map(({ values }, i) => said(values, "route_id", said(values, "shape_id", said(values, "id", `L${i + 1}`)))),
    (name) => name,
  );
  return held.map((line, i) => ({ ...line, id: ids[i] as string }));
}

function pathsOf({ values, shapes }: OutsideObject, layer: OutsideLayer): Omit<Line, "id">[] {
  const naming = namingColumn(columnsOf({ fields: layer.fields, objects: [] }))?.name;
  const name = naming === undefined ? undefined : values[naming];
  return shapes.flatMap((shape) =>
    shape.kind === "line" ? [{ values, path: shape.path, name: name === undefined ? undefined : textOf(name) }] : [],
  );
}

/** The stops along a line, in its direction, with their distance from its beginning. */
function servedBy(path: ArrayLike<number>, stops: readonly Stop[]): { readonly stop: Stop; readonly alongM: number }[] {
  const scale = Math.cos(((path[1] ?? 0) * Math.PI) / 180);
  const served: { stop: Stop; alongM: number }[] = [];
  for (const stop of stops) {
    let best = NEAR_M;
    let alongM: number | undefined;
    let before = 0;
    for (let i = 2; i + 1 < path.length; i += 2) {
      const ax = ((path[i - 2] as number) - stop.x) * scale * DEGREE_M;
      const ay = ((path[i - 1] as number) - stop.y) * DEGREE_M;
      const dx = ((path[i] as number) - (path[i - 2] as number)) * scale * DEGREE_M;
      const dy = ((path[i + 1] as number) - (path[i - 1] as number)) * DEGREE_M;
      const length = Math.hypot(dx, dy);
      const t = length > 0 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (length * length))) : 0;
      const away = Math.hypot(ax + t * dx, ay + t * dy);
      if (away < best) {
        best = away;
        alongM = before + t * length;
      }
      before += length;
    }
    if (alongM !== undefined) served.push({ stop, alongM });
  }
  return served.sort((a, b) => a.alongM - b.alongM);
}

function said(values: Readonly<Record<string, FieldValue>>, key: string, otherwise: string): string {
  const value = values[key];
  return value === undefined || value === "" ? otherwise : textOf(value);
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function cell(value: FieldValue): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
