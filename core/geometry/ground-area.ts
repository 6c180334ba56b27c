import geodesic from "geographiclib-geodesic";
import type { Projection } from "#core/geometry/crs";
import type { PolygonGeometry } from "#core/geometry/geometry";

/**
 * Area of a polygon on the WGS 84 ellipsoid ("ground"), square metres: what a title may state where the plan area
 * of the UTM grid differs from it (300 m² of plan lie on 300.15 m² of ground in Bamako, on 299.61 in Sikasso).
 *
 * @param polygon millimetres in the projection's CRS; edges are taken as geodesics, which at the size of a parcel
 *   differ from straight lines of the plan by far less than a millimetre
 * @see C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013)
 */
export function groundAreaM2(polygon: PolygonGeometry, projection: Projection): number {
  let sum = 0;
  polygon.rings.forEach((ring, i) => {
    const area = geodesic.Geodesic.WGS84.Polygon(false);
    for (let k = 0; k < ring.length; k += 2) {
      const [lon, lat] = projection.toLonLat(ring[k] as number, ring[k + 1] as number);
      area.AddPoint(lat, lon);
    }
    sum += (i === 0 ? 1 : -1) * Math.abs(area.Compute(false, true).area ?? 0);
  });
  return sum;
}
