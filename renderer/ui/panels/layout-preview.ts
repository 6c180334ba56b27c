import type { LayoutResult } from "#core/engines/layout/layout-types";
import { lineOf } from "#core/geometry/geometry";
import type { Feature, Fields, FieldValue } from "#core/model/feature";

/** What a plan would bring, as features with ids of their own: drawn on the map, never part of the project. */
export function previewOf(result: Pick<LayoutResult, "faces" | "axes">): Feature[] {
  const faces = result.faces.map((face, index): Feature => {
    const { ilot, number, use, houses } = face;
    return {
      id: `preview-${index}`,
      class: face.class,
      geometry: { kind: "polygon", rings: face.rings },
      fields: known({ ilot, number, use, houses }),
    };
  });
  const axes = result.axes.map(
    (axis, index): Feature => ({
      id: `preview-axis-${index}`,
      class: "streetAxis",
      geometry: lineOf(axis.path),
      fields: known({ rank: axis.rank, widthM: axis.widthM, name: axis.name }),
    }),
  );
  return [...faces, ...axes];
}

function known(values: Readonly<Record<string, FieldValue | undefined>>): Fields {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, FieldValue] => entry[1] !== undefined),
  );
}
