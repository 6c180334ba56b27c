import type { OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";

/** What the shapes of a layer have in common. */
export interface LayerShapes {
  /** Objects by the kind of their shapes; `mixed`: of several kinds in one. */
  readonly counts: Readonly<Record<OutsideShape["kind"] | "mixed" | "none", number>>;
  /** Some object has several parts, or says it is a multiple. */
  readonly multiple: boolean;
  /** Shapes with heights, and without. */
  readonly withZ: number;
  readonly withoutZ: number;
}

/** Looks through the shapes of a layer. */
export function shapesOf({ objects }: Pick<OutsideLayer, "objects">): LayerShapes {
  const counts = { point: 0, line: 0, polygon: 0, mixed: 0, none: 0 };
  let multiple = false;
  let withZ = 0;
  let withoutZ = 0;
  for (const object of objects) {
    counts[kindOf(object)]++;
    if (isMultiple(object)) multiple = true;
    for (const { z } of object.shapes) {
      if (z === undefined) withoutZ++;
      else withZ++;
    }
  }
  return { counts, multiple, withZ, withoutZ };
}

/** The kind of an object's shapes. */
export function kindOf({ shapes }: Pick<OutsideObject, "shapes">): OutsideShape["kind"] | "mixed" | "none" {
  const [first] = shapes;
  if (!first) return "none";
  for (const { kind } of shapes) if (kind !== first.kind) return "mixed";
  return first.kind;
}

/** Whether an object is written as a multiple. */
export function isMultiple({ shapes, geometry }: OutsideObject): boolean {
  return shapes.length > 1 || (geometry?.startsWith("MULTI") ?? false);
}

/** One layer a kind of shape, for formats that hold one only: an object of several kinds stands in several layers. */
export function byKind(
  layer: OutsideLayer,
): { readonly kind: OutsideShape["kind"] | "none"; readonly layer: OutsideLayer }[] {
  const { counts } = shapesOf(layer);
  const kinds = (["polygon", "line", "point"] as const).filter((kind) => counts[kind] > 0 || counts.mixed > 0);
  const [only] = kinds;
  if (kinds.length === 0) return [{ kind: "none", layer }];
  // Objects without a shape stay with those that have one.
  if (kinds.length === 1 && only) return [{ kind: only, layer }];
  return kinds
    .map((kind, i) => {
      const objects = layer.objects.flatMap((object): OutsideObject[] => {
        if (object.shapes.length === 0) return i === 0 ? [object] : [];
        const shapes = object.shapes.filter((shape) => shape.kind === kind);
        return shapes.length === object.shapes.length ? [object] : shapes.length > 0 ? [{ ...object, shapes }] : [];
      });
      return { kind, layer: { ...layer, objects } };
    })
    .filter(({ layer: { objects } }) => objects.length > 0);
}

/** Twice the signed area of a flat ring, in its own units; above 0 when it turns counter-clockwise. */
export function twiceArea(ring: ArrayLike<number>): number {
  const n = ring.length;
  const ox = ring[0] ?? 0;
  const oy = ring[1] ?? 0;
  let twice = 0;
  for (let i = 2; i + 3 < n; i += 2) {
    twice +=
      ((ring[i] as number) - ox) * ((ring[i + 3] as number) - oy) -
      ((ring[i + 2] as number) - ox) * ((ring[i + 1] as number) - oy);
  }
  return twice;
}
