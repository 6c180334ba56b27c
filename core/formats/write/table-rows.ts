import type { OutsideLayer } from "#core/formats/outside-content";
import { type Column, columnsOf } from "#core/formats/write/columns";
import { coordinateText } from "#core/formats/write/coordinate-text";
import { uniqueNames } from "#core/formats/write/unique-names";
import { wktText } from "#core/formats/write/wkt-text";
import type { FieldValue } from "#core/model/feature";

/** A layer as a table: its shapes in columns of their own, points as X and Y, anything else as well-known text. */
export interface LayerTable {
  readonly heads: readonly string[];
  readonly types: readonly Column["type"][];
  /** Which column is a shape's well-known text. */
  readonly wkt: number | undefined;
  rows(): Generator<(FieldValue | undefined)[], void>;
}

/** Turns a layer into a table. */
export function layerTable(layer: OutsideLayer): LayerTable {
  const columns = columnsOf(layer);
  const { objects } = layer;
  // One column alone is no table to most programs: rows get a number.
  const numbered = columns.length === 0;
  const shaped = objects.some(({ shapes }) => shapes.length > 0);
  const points =
    shaped &&
    objects.every(({ shapes }) => shapes.length === 0 || (shapes.length === 1 && shapes[0]?.kind === "point"));
  const heights = points && objects.some(({ shapes }) => shapes[0]?.z !== undefined);
  const write = coordinateText(layer.crs);
  const own = numbered ? ["id"] : columns.map(({ name }) => name);
  const asked = points ? (heights ? ["X", "Y", "Z"] : ["X", "Y"]) : shaped ? ["WKT"] : [];
  const places = uniqueNames(asked, (name) => name, own);
  return {
    heads: [...places, ...own],
    types: [
      ...places.map((): Column["type"] => (points ? "real" : "text")),
      ...(numbered ? ["integer" as const] : []),
      ...columns.map(({ type, huge }) => (huge ? "text" : type)),
    ],
    wkt: shaped && !points ? 0 : undefined,
    *rows() {
      for (const [i, object] of objects.entries()) {
        const row: (FieldValue | undefined)[] = [];
        const [first] = object.shapes;
        if (points) {
          const at = first?.kind === "point" ? first : undefined;
          row.push(at && Number(write(at.at[0])), at && Number(write(at.at[1])));
          if (heights) row.push(at?.z);
        } else if (shaped) row.push(wktText(object, write) || undefined);
        if (numbered) row.push(i + 1);
        for (const { name } of columns) row.push(object.values[name]);
        yield row;
      }
    },
  };
}
