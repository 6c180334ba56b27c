import { areasOf } from "#core/formats/content-areas";
import { geoJsonContent } from "#core/formats/geojson-content";
import type { Projection } from "#core/geometry/crs";
import type { Ring } from "#core/geometry/geometry";
import { type Refusal, RefusalError } from "#core/model/refusal";

/** The areas of a GeoJSON text on the project's grid, as a site is read; a refusal comes back as a value. */
export function readGeoJsonAreas(text: string, file: string, projection: Projection): Ring[][] | Refusal {
  try {
    return areasOf(geoJsonContent(text, file), projection, file);
  } catch (thrown) {
    if (thrown instanceof RefusalError) return thrown.refusal;
    throw thrown;
  }
}
