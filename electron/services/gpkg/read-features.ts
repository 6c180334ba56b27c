import type { DatabaseSync } from "node:sqlite";
import { fitGeometry, tidied } from "#core/formats/gpkg/fit-geometry";
import { BlobError, type OutsideGeometry, readGeometryBlob } from "#core/formats/gpkg/read-blob";
import type { OutsideFeature } from "#core/formats/outside-feature";
import type { Projection } from "#core/geometry/crs";
import { transformOf } from "#core/geometry/crs-transform";
import type { Geometry } from "#core/geometry/geometry";
import { inReach } from "#core/geometry/projection-reach";
import type { FieldValue } from "#core/model/feature";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";
import { tableColumns, withOutsideDatabase } from "#services/gpkg/open-outside";
import { quoted } from "#services/gpkg/schema";

/** What to read of a GeoPackage, and into which CRS. */
export interface GpkgReading {
  readonly path: string;
  /** Name of the file, for refusals. */
  readonly name: string;
  /** Folder for the copy that is read. */
  readonly temp: string;
  readonly projection: Projection;
  /** Picks a layer among those there; `undefined` refuses with `missing`. */
  readonly pick: (layers: readonly string[]) => string | undefined;
  /** Code of the refusal when no layer is picked. */
  readonly missing: string;
  /** CRS its positions are in, where the planner knows better than the file. */
  readonly crs?: string | undefined;
}

/**
 * The features of one layer of any GeoPackage, on the projection's grid. Positions may be WGS 84 degrees or metres of
 * a CRS `projectedCrs` knows. The file is not changed.
 *
 * @throws RefusalError `gpkg.*`, `geojson.other-crs`, `geojson.outside`, with file, layer and feature
 */
export function readGpkgFeatures(reading: GpkgReading): { layer: string; features: OutsideFeature[] } {
  const { path, name, temp, projection } = reading;
  return withOutsideDatabase(path, name, temp, (database) => {
    if (!tableColumns(database, "gpkg_geometry_columns")) {
      throw new RefusalError(refuse("gpkg.no-contents", { file: name }));
    }
    const layers = database.prepare("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns").all();
    const names = layers.map((layer) => String(layer["table_name"]));
    const picked = reading.pick(names);
    const row = layers[names.indexOf(picked ?? "")];
    if (!row) throw new RefusalError(refuse(reading.missing, { file: name, params: { layers: names.join(", ") } }));
    const layer = String(row["table_name"]);
    const door = doorOf(database, Number(row["srs_id"]), projection, { file: name, layer }, reading.crs);
    const features = rowsOf(database, layer, String(row["column_name"])).map(({ id, values, blob }) => {
      const at = { file: name, layer, feature: id };
      return { feature: id, values, ...partsOf(blob, door, at) } satisfies OutsideFeature;
    });
    return { layer, features };
  });
}

/** Turns positions of a layer into metres of the project's CRS. */
type Door = (x: number, y: number, at: Partial<Refusal>) => readonly [x: number, y: number];

function doorOf(
  database: DatabaseSync,
  srsId: number,
  projection: Projection,
  at: Partial<Refusal>,
  said: string | undefined,
): Door {
  const row = tableColumns(database, "gpkg_spatial_ref_sys")
    ? database.prepare("SELECT organization_coordsys_id AS code FROM gpkg_spatial_ref_sys WHERE srs_id = ?").get(srsId)
    : undefined;
  const crs = said ?? `EPSG:${Number(row?.["code"] ?? srsId)}`;
  if (crs === projection.crs.code) return (x, y) => [x, y];
  const from = transformOf(crs);
  if (!from) {
    throw new RefusalError(refuse("geojson.other-crs", { ...at, params: { crs, project: projection.crs.code } }));
  }
  return (x, y, place) => {
    const [lon, lat] = from.toLonLat(x, y);
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) throw new RefusalError(refuse("gpkg.off-grid", place));
    if (!inReach(projection.crs, lon, lat)) {
      throw new RefusalError(refuse("geojson.outside", { ...place, params: { x, y } }));
    }
    const [gridX, gridY] = projection.toGrid(lon, lat);
    return [gridX / 1000, gridY / 1000];
  };
}

/** Rows of a table: what identifies each, its plain columns, and its shape. */
function rowsOf(
  database: DatabaseSync,
  table: string,
  shape: string,
): { id: string; values: Record<string, FieldValue>; blob: unknown }[] {
  const columns = (tableColumns(database, table) ?? []).filter((column) => column !== shape);
  const select = database.prepare(
    `SELECT ${[shape, ...columns].map(quoted).join(", ")} FROM ${quoted(table)}${columns.includes("fid") ? " ORDER BY fid" : ""}`,
  );
  // Whole numbers past what JavaScript counts (64-bit ids) are kept as text.
  select.setReadBigInts(true);
  select.setReturnArrays(true);
  return (select.all() as unknown as readonly unknown[][]).map(([blob, ...cells], i) => {
    const values: Record<string, FieldValue> = {};
    cells.forEach((cell, c) => {
      const value = plainValue(cell);
      if (value === undefined) return;
      Object.defineProperty(values, columns[c] as string, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    });
    return { id: String(values["id"] ?? values["fid"] ?? i + 1), values, blob };
  });
}

function plainValue(cell: unknown): FieldValue | undefined {
  if (cell === null || cell === "" || cell instanceof Uint8Array) return undefined;
  if (typeof cell !== "bigint") return typeof cell === "number" ? cell : String(cell);
  const number = Number(cell);
  return Number.isSafeInteger(number) ? number : String(cell);
}

function partsOf(blob: unknown, door: Door, at: Partial<Refusal>): { parts: Geometry[]; collapsed: number } {
  if (!(blob instanceof Uint8Array)) return { parts: [], collapsed: 0 };
  try {
    const outside = readGeometryBlob(blob);
    if (!outside) return { parts: [], collapsed: 0 };
    let collapsed = 0;
    const parts = eachPart(outside).flatMap((part) => {
      const fitted = fitGeometry(throughDoor(part, door, at), part.kind);
      if (fitted === "degenerate") collapsed++;
      else if (typeof fitted === "string") throw new RefusalError(refuse(`gpkg.${fitted}`, at));
      return typeof fitted === "string" ? [] : fitted.map(tidied);
    });
    return { parts, collapsed };
  } catch (thrown) {
    if (thrown instanceof BlobError) throw new RefusalError(refuse(`gpkg.${thrown.why}`, at));
    throw thrown;
  }
}

function eachPart(outside: OutsideGeometry): OutsideGeometry[] {
  if (outside.kind === "point") return outside.points.map((one) => ({ kind: "point", points: [one] }));
  if (outside.kind === "line") return outside.lines.map((one) => ({ kind: "line", lines: [one] }));
  return outside.polygons.map((one) => ({ kind: "polygon", polygons: [one] }));
}

function throughDoor(outside: OutsideGeometry, door: Door, at: Partial<Refusal>): OutsideGeometry {
  const through = (run: readonly number[]): number[] => {
    const out: number[] = [];
    for (let i = 0; i + 1 < run.length; i += 2) out.push(...door(run[i] as number, run[i + 1] as number, at));
    return out;
  };
  if (outside.kind === "point") return { kind: "point", points: outside.points.map(through) };
  if (outside.kind === "line") return { kind: "line", lines: outside.lines.map(through) };
  return { kind: "polygon", polygons: outside.polygons.map((rings) => rings.map(through)) };
}
