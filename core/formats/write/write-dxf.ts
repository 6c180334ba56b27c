import { runsOfShape } from "#core/formats/content-survey";
import { type DxfPosition, DxfSheet } from "#core/formats/dxf-sheet";
import type { DxfLayer } from "#core/formats/dxf-tables";
import { dxfName, latin1 } from "#core/formats/dxf-tags";
import type { OutsideShape } from "#core/formats/outside-content";
import { columnsOf, textOf } from "#core/formats/write/columns";
import { type CoordinateText, coordinateText } from "#core/formats/write/coordinate-text";
import { uniqueNames } from "#core/formats/write/unique-names";
import type { Writer } from "#core/formats/write/writer";
import { emptyBox, growBox } from "#core/geometry/box";

/**
 * Writes any content as a drawing (`DxfSheet`), a layer a layer: points, polylines, closed polylines for areas, a
 * further one for each hole. Values ride along as XDATA.
 */
export const writeDxfContent: Writer = (content, open) => {
  const sink = open("");
  const box = emptyBox();
  let entities = 0;
  for (const { objects } of content.layers) {
    for (const { shapes } of objects) {
      for (const shape of shapes) {
        for (const run of runsOfShape(shape)) {
          growBox(box, run);
          entities += shape.z === undefined ? 1 : run.length / 2 + 2;
        }
      }
    }
  }
  const names = uniqueNames(
    content.layers.map(({ name }) => name),
    (name, room) => dxfName(name).slice(0, 200 - room),
  );
  const looks = names.map(
    (name, i): DxfLayer => ({ name, color: COLOURS[i % COLOURS.length] as number, widthMm: 0.18 }),
  );
  const sheet = new DxfSheet(content.attributions ?? [], box, looks, entities, (text) => sink.bytes(latin1(text)));
  content.layers.forEach((layer, i) => {
    const name = names[i] as string;
    const columns = columnsOf(layer);
    const write = coordinateText(layer.crs);
    for (const { shapes, values } of layer.objects) {
      const data = columns.flatMap((column) => {
        const value = values[column.name];
        return value === undefined ? [] : [`${column.name.replaceAll("=", "_")}=${textOf(value)}`];
      });
      for (const shape of shapes) draw(sheet, name, shape, data, write);
    }
  });
  sheet.end();
  sink.end();
  return [];
};

/** Colours that show on black and on white, one layer after the other. */
const COLOURS: readonly number[] = [30, 5, 3, 1, 6, 4, 8, 34, 94, 174];

function draw(
  sheet: DxfSheet,
  layer: string,
  shape: OutsideShape,
  data: readonly string[],
  write: CoordinateText,
): void {
  if (shape.kind === "point") {
    sheet.point(layer, [real(write(shape.at[0])), real(write(shape.at[1])), height(shape.z)], data);
  } else if (shape.kind === "line") sheet.line(layer, positions(shape.path, shape.z, write), false, data);
  else
    shape.rings.forEach((ring, k) => {
      sheet.line(layer, positions(ring, shape.z?.[k], write), true, data);
    });
}

function positions(run: ArrayLike<number>, z: ArrayLike<number> | undefined, write: CoordinateText): DxfPosition[] {
  return Array.from(
    { length: run.length / 2 },
    (_, i): DxfPosition => [real(write(run[2 * i] as number)), real(write(run[2 * i + 1] as number)), height(z?.[i])],
  );
}

function height(z: number | undefined): string | undefined {
  return z === undefined ? undefined : real(String(Math.round(z * 1e6) / 1e6));
}

/** Some readers take a number without a point for a whole one. */
function real(text: string): string {
  return text.includes(".") ? text : `${text}.0`;
}
