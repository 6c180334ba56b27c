import type { Projection } from "#core/geometry/crs";
import type { Ring } from "#core/geometry/geometry";
import { RefusalError, refuse } from "#core/model/refusal";
import { readGpkgFeatures } from "#services/gpkg/read-features";

/**
 * The areas of a GeoPackage's table `perimetre`, or of its only table of shapes, as rings in millimetres of the
 * projection's CRS. The file is not changed.
 *
 * @throws RefusalError `gpkg.*`, `geojson.other-crs`
 */
export function readGpkgAreas(path: string, name: string, temp: string, projection: Projection): Ring[][] {
  const pick = (layers: readonly string[]): string | undefined =>
    layers.includes("perimetre") ? "perimetre" : layers.length === 1 ? layers[0] : undefined;
  const { layer, features } = readGpkgFeatures({ path, name, temp, projection, pick, missing: "gpkg.no-perimeter" });
  return features.flatMap(({ feature, parts, collapsed }) => {
    const at = { file: name, layer, feature };
    if (collapsed > 0) throw new RefusalError(refuse("gpkg.degenerate", at));
    return parts.map((part) => {
      if (part.kind !== "polygon") throw new RefusalError(refuse("gpkg.wrong-kind", at));
      return [...part.rings];
    });
  });
}
