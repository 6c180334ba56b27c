import type { Projection } from "#core/geometry/crs";

/** Way north that the angle is measured over, degrees of latitude: about 1.1 km, so that a millimetre is a microradian. */
const STEP_DEG = 0.01;

/**
 * Meridian convergence: the angle from true north to grid north at a position, degrees, positive when grid north lies
 * east of true north. On UTM in the northern hemisphere: positive east of the central meridian.
 *
 * @param x millimetres in the projection's CRS
 * @param y millimetres
 */
export function convergenceDeg(projection: Projection, x: number, y: number): number {
  const [lon, lat] = projection.toLonLat(x, y);
  const [ax, ay] = projection.toGrid(lon, lat - STEP_DEG);
  const [bx, by] = projection.toGrid(lon, lat + STEP_DEG);
  return (Math.atan2(ax - bx, by - ay) * 180) / Math.PI;
}
