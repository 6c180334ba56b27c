import type { OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import { byKind } from "#core/formats/write/shape-kinds";
import type { FormatId } from "#core/formats/write/writable-formats";

/**
 * The layers a faithful reader finds in a file that was written from these: what the format cannot say is gone, what
 * it says in pieces is in pieces.
 */
export function asReadAgain(layers: readonly OutsideLayer[], format: FormatId): OutsideLayer[] {
  if (format === "shp") return layers.flatMap((layer) => byKind(layer).map((part) => part.layer));
  if (format === "csv") return layers.map(withoutBlankRows);
  const each = PIECES[format];
  return each ? layers.map((layer) => ({ ...layer, objects: layer.objects.flatMap(each) })) : [...layers];
}

/** A row of nothing is no row; where there are no columns at all, rows are numbered and none is blank. */
function withoutBlankRows(layer: OutsideLayer): OutsideLayer {
  const says = ({ values }: OutsideObject): boolean => Object.values(values).some((value) => value !== "");
  if (layer.fields.length === 0 && !layer.objects.some(says)) return layer;
  return { ...layer, objects: layer.objects.filter((object) => object.shapes.length > 0 || says(object)) };
}

const PIECES: Partial<Record<FormatId, (object: OutsideObject) => OutsideObject[]>> = {
  // Points one by one; boundaries and lines as the segments of one track.
  gpx: (object) => {
    const points = object.shapes
      .filter(({ kind }) => kind === "point")
      .map((shape) => ({ ...object, shapes: [shape] }));
    const track = object.shapes.flatMap(segmentsOf);
    return track.length > 0 ? [...points, { ...object, shapes: track }] : points;
  },
};

function segmentsOf(shape: OutsideShape): OutsideShape[] {
  if (shape.kind === "line") return [shape];
  if (shape.kind === "point") return [];
  return shape.rings.map((ring) => ({
    kind: "line",
    path: [...Array.from(ring), ring[0] as number, ring[1] as number],
  }));
}
