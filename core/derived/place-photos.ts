import { documentOfFile } from "#core/derived/documents-of";
import { boxOf, emptyBox } from "#core/geometry/box";
import { projectionOf } from "#core/geometry/crs";
import type { Position } from "#core/geometry/geometry";
import { sideOfPolygon } from "#core/geometry/ring";
import type { ClassId } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** What placing a photo needs to know of it; degrees, WGS 84. */
export interface PhotoToPlace {
  readonly sha256: string;
  readonly lon?: number;
  readonly lat?: number;
}

/** Where a photo goes: its place and the parcel under it, or why it goes nowhere. */
export type PhotoPlace =
  | { readonly kind: "placed"; readonly at: Position; readonly of: readonly string[] }
  | { readonly kind: "duplicate" }
  | { readonly kind: "no-position" }
  | { readonly kind: "outside" };

/** A photo this far from everything the project shows is of another village, millimetres. */
const MARGIN_MM = 1_000_000;

/** Land a photo is attached to when it was taken there. */
const LAND: readonly ClassId[] = ["parcel", "reserve"];

/**
 * Where photos go by the position they bear, in their order. A file that the project or the batch has already is taken
 * once.
 */
export function placePhotos(project: ProjectView, photos: readonly PhotoToPlace[]): readonly PhotoPlace[] {
  const projection = projectionOf(project.meta.crs);
  const shown = emptyBox();
  for (const { geometry, class: id } of project.all()) {
    if (!geometry || id === "document") continue;
    const box = boxOf(geometry);
    shown[0] = Math.min(shown[0], box[0]);
    shown[1] = Math.min(shown[1], box[1]);
    shown[2] = Math.max(shown[2], box[2]);
    shown[3] = Math.max(shown[3], box[3]);
  }
  const isInside = ([x, y]: Position): boolean =>
    Number.isFinite(x) &&
    Number.isFinite(y) &&
    (shown[0] > shown[2] ||
      (x >= shown[0] - MARGIN_MM &&
        x <= shown[2] + MARGIN_MM &&
        y >= shown[1] - MARGIN_MM &&
        y <= shown[3] + MARGIN_MM));

  const seen = new Set<string>();
  const places = photos.map(({ sha256, lon, lat }): Exclude<PhotoPlace, { kind: "placed" }> | Placed => {
    if (seen.has(sha256) || documentOfFile(project, sha256)) return { kind: "duplicate" };
    seen.add(sha256);
    if (lon === undefined || lat === undefined) return { kind: "no-position" };
    const at = projection.toGrid(lon, lat);
    return isInside(at) ? { kind: "placed", at, of: [] } : { kind: "outside" };
  });
  attachToLand(
    project,
    places.filter((place): place is Placed => place.kind === "placed"),
  );
  return places;
}

type Placed = { readonly kind: "placed"; readonly at: Position; of: readonly string[] };

/** One pass over the land for all photos: there are far more parcels than photos. */
function attachToLand(project: ProjectView, placed: readonly Placed[]): void {
  if (placed.length === 0) return;
  for (const id of LAND) {
    for (const { id: land, geometry } of project.ofClass(id)) {
      if (geometry?.kind !== "polygon") continue;
      const [minX, minY, maxX, maxY] = boxOf(geometry);
      for (const place of placed) {
        const [x, y] = place.at;
        if (x < minX || x > maxX || y < minY || y > maxY || place.of.length > 0) continue;
        if (sideOfPolygon(geometry, x, y) >= 0) place.of = [land];
      }
    }
  }
}
