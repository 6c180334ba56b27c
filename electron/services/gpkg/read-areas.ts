import { toGrid } from "#core/formats/to-grid";
import type { Projection } from "#core/geometry/crs";
import { transformOf } from "#core/geometry/crs-transform";
import type { Ring } from "#core/geometry/geometry";
import { RefusalError, refuse } from "#core/model/refusal";
import { readGpkgContent } from "#services/gpkg/gpkg-content";

/**
 * The areas of a GeoPackage's table `perimetre`, or of its only table of shapes, as rings in millimetres of the
 * projection's CRS. The file is not changed.
 *
 * @throws RefusalError `gpkg.*`, `geojson.other-crs`
 */
export function readGpkgAreas(path: string, name: string, temp: string, projection: Projection): Ring[][] {
  const { layers, warnings } = readGpkgContent({ path, name, temp });
  const shaped = layers.filter(({ objects }) => objects.some(({ shapes }) => shapes.length > 0));
  const layer = shaped.find((one) => one.name === "perimetre") ?? (shaped.length === 1 ? shaped[0] : undefined);
  if (!layer) {
    throw new RefusalError(
      refuse("gpkg.no-perimeter", { file: name, params: { layers: layers.map((one) => one.name).join(", ") } }),
    );
  }
  const damaged = warnings.find((one) => one.code === "gpkg.unreadable-shape" && one.params?.["layer"] === layer.name);
  if (damaged) {
    const feature = String(damaged.params?.["which"]);
    throw new RefusalError(refuse("gpkg.bad-blob", { file: name, layer: layer.name, feature }));
  }
  const { code } = projection.crs;
  const door = layer.crs === code || layer.crs === null ? undefined : transformOf(layer.crs);
  if (layer.crs !== null && layer.crs !== code && !door) {
    const params = { crs: layer.crs, project: code };
    throw new RefusalError(refuse("geojson.other-crs", { file: name, layer: layer.name, params }));
  }
  return toGrid(layer, door, projection, name).flatMap(({ feature, parts, collapsed }) => {
    const at = { file: name, layer: layer.name, feature };
    if (collapsed > 0) throw new RefusalError(refuse("gpkg.degenerate", at));
    return parts.map((part) => {
      if (part.kind !== "polygon") throw new RefusalError(refuse("gpkg.wrong-kind", at));
      return [...part.rings];
    });
  });
}
