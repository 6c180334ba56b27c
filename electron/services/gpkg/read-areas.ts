import { fitGeometry, tidied } from "#core/formats/gpkg/fit-geometry";
import { BlobError, readGeometryBlob } from "#core/formats/gpkg/read-blob";
import type { Projection } from "#core/geometry/crs";
import type { Ring } from "#core/geometry/geometry";
import { inReach } from "#core/geometry/projection-reach";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";
import { tableColumns, withOutsideDatabase } from "#services/gpkg/open-outside";
import { quoted } from "#services/gpkg/schema";

/**
 * The areas of a GeoPackage's table `perimetre`, or of its only table of areas, as rings in millimetres of the
 * projection's CRS. The file is not changed.
 *
 * @throws RefusalError `gpkg.*`, `geojson.other-crs`
 */
export function readGpkgAreas(path: string, name: string, temp: string, projection: Projection): Ring[][] {
  return withOutsideDatabase(path, name, temp, (database) => {
    if (!tableColumns(database, "gpkg_geometry_columns")) {
      throw new RefusalError(refuse("gpkg.no-contents", { file: name }));
    }
    const layers = database.prepare("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns").all();
    const named = layers.find((layer) => layer["table_name"] === "perimetre");
    const layer = named ?? (layers.length === 1 ? layers[0] : undefined);
    if (!layer) throw new RefusalError(refuse("gpkg.no-perimeter", { file: name }));
    const table = String(layer["table_name"]);
    const srsId = Number(layer["srs_id"]);
    const degrees = srsId === 4326;
    if (!degrees && srsId !== projection.crs.epsg) {
      const params = { crs: `EPSG:${srsId}`, project: projection.crs.code };
      throw new RefusalError(refuse("geojson.other-crs", { file: name, layer: table, params }));
    }
    const areas: Ring[][] = [];
    const rows = database.prepare(`SELECT ${quoted(String(layer["column_name"]))} AS g FROM ${quoted(table)}`).all();
    rows.forEach((row, i) => {
      if (!(row["g"] instanceof Uint8Array)) return;
      for (const rings of polygonsOf(row["g"], degrees ? projection : undefined, {
        file: name,
        layer: table,
        feature: String(i + 1),
      })) {
        areas.push(rings);
      }
    });
    return areas;
  });
}

function polygonsOf(
  blob: Uint8Array,
  projection: Projection | undefined,
  at: { file: string; layer: string; feature: string },
): Ring[][] {
  try {
    const outside = readGeometryBlob(blob);
    if (!outside) return [];
    if (outside.kind !== "polygon") throw new RefusalError(refuse("gpkg.wrong-kind", at));
    const metres = projection
      ? { ...outside, polygons: outside.polygons.map((rings) => rings.map((ring) => projected(ring, projection, at))) }
      : outside;
    const fitted = fitGeometry(metres, "polygon");
    if (typeof fitted === "string") throw new RefusalError(refuse(`gpkg.${fitted}`, at));
    return fitted.flatMap((one) => {
      const whole = tidied(one);
      return whole.kind === "polygon" ? [[...whole.rings]] : [];
    });
  } catch (thrown) {
    if (thrown instanceof BlobError) throw new RefusalError(refuse(`gpkg.${thrown.why}`, at));
    throw thrown;
  }
}

/** Degrees to metres. @throws RefusalError `geojson.outside` far from the projection's own land */
function projected(ring: readonly number[], projection: Projection, at: Partial<Refusal>): number[] {
  const out: number[] = [];
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const [lon, lat] = [ring[i] as number, ring[i + 1] as number];
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) throw new RefusalError(refuse("gpkg.off-grid", at));
    if (!inReach(projection.crs, lon, lat)) {
      throw new RefusalError(refuse("geojson.outside", { ...at, params: { x: lon, y: lat } }));
    }
    const [x, y] = projection.toGrid(lon, lat);
    out.push(x / 1000, y / 1000);
  }
  return out;
}
