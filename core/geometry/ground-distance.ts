import geodesic from "geographiclib-geodesic";
import type { Projection } from "#core/geometry/crs";
import type { Position } from "#core/geometry/geometry";

/**
 * Length of the geodesic between two positions on the WGS 84 ellipsoid ("ground"), metres. On UTM it is longer than
 * the plan's by up to 0.4 m a kilometre near the central meridian, shorter at the edge of the zone.
 *
 * @see C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013)
 */
export function groundDistanceM(from: Position, to: Position, projection: Projection): number {
  const [lon1, lat1] = projection.toLonLat(from[0], from[1]);
  const [lon2, lat2] = projection.toLonLat(to[0], to[1]);
  return geodesic.Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, geodesic.Geodesic.DISTANCE).s12 ?? 0;
}
