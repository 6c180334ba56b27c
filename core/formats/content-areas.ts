import { runsOfShape } from "#core/formats/content-survey";
import { guessCrs } from "#core/formats/guess-crs";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";
import { toGrid } from "#core/formats/to-grid";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import type { Projection } from "#core/geometry/crs";
import { transformOf } from "#core/geometry/crs-transform";
import type { Ring } from "#core/geometry/geometry";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * The areas of an outside file (a site, a perimeter): those of its layer `perimetre`, or of its only layer with
 * surfaces, as rings in millimetres of the projection's CRS, shell first. Points and lines are passed over.
 *
 * @param file for refusals
 * @throws RefusalError `geojson.*`, `gpkg.no-perimeter`, `gpkg.bad-blob`, with layer, feature and line
 */
export function areasOf({ layers, warnings }: OutsideContent, projection: Projection, file: string): Ring[][] {
  const withAreas = layers.filter(({ objects }) => objects.some(isArea));
  const layer =
    withAreas.find(({ name }) => name === "perimetre") ?? (withAreas.length === 1 ? withAreas[0] : undefined);
  if (withAreas.length === 0) throw new RefusalError(refuse("geojson.no-area", { file, line: 1 }));
  if (!layer) {
    const params = { layers: withAreas.map(({ name }) => name).join(", ") };
    throw new RefusalError(refuse("gpkg.no-perimeter", { file, layer: withAreas[0]?.name ?? "", params }));
  }
  // An import leaves a shape out that cannot be read, and says so; a perimeter without one of its shapes is another one.
  const damaged = warnings.find(
    ({ code, params }) => code === "gpkg.unreadable-shape" && params?.["layer"] === layer.name,
  );
  if (damaged) {
    const feature = String(damaged.params?.["which"]);
    throw new RefusalError(refuse("gpkg.bad-blob", { file, layer: layer.name, feature }));
  }
  const areas = { ...layer, objects: layer.objects.filter(isArea).map(areasAlone) };
  const { code } = projection.crs;
  const named = guessCrs(layer.crs, extentOf(areas), undefined, code).crs;
  const door = named === code ? undefined : transformOf(named);
  if (named !== code && !door) {
    throw new RefusalError(
      refuse("geojson.other-crs", { file, layer: layer.name, params: { crs: named, project: code } }),
    );
  }
  return toGrid(areas, door, projection, file).flatMap(({ feature, line, parts, collapsed }) => {
    if (collapsed > 0 || parts.length === 0) {
      const at = { file, layer: layer.name, feature, ...(line === undefined ? {} : { line }) };
      throw new RefusalError(refuse(collapsed > 0 ? "geojson.short-ring" : "geojson.empty-polygon", at));
    }
    return parts.flatMap((part) => (part.kind === "polygon" ? [[...part.rings]] : []));
  });
}

type AreaObject = OutsideLayer["objects"][number];

/** Whether an object is a surface or has one; an empty one is one too, for it may be a fault. */
function isArea({ geometry, shapes }: AreaObject): boolean {
  return shapes.some(({ kind }) => kind === "polygon") || /POLYGON/.test(geometry ?? "");
}

function areasAlone(object: AreaObject): AreaObject {
  return { ...object, shapes: object.shapes.filter(({ kind }) => kind === "polygon") };
}

function extentOf({ objects }: OutsideLayer): Box | null {
  const box = emptyBox();
  for (const { shapes } of objects) for (const shape of shapes) for (const run of runsOfShape(shape)) growBox(box, run);
  return box[0] <= box[2] ? box : null;
}
