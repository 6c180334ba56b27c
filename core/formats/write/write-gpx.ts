import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideObject } from "#core/formats/outside-content";
import { type Column, columnsOf, textOf } from "#core/formats/write/columns";
import { type CoordinateText, coordinateText } from "#core/formats/write/coordinate-text";
import { uniqueNames } from "#core/formats/write/unique-names";
import { namingColumn } from "#core/formats/write/write-kml";
import type { Writer } from "#core/formats/write/writer";
import { xmlName, xmlText } from "#core/formats/write/xml-text";

/**
 * Writes GPX 1.1 for receivers and phones: points become waypoints, lines tracks, areas the track along their
 * boundaries (GPX has no areas; told in a warning). Other values stand in the extensions, where GDAL looks for them.
 *
 * @see https://www.topografix.com/GPX/1/1/
 */
export const writeGpx: Writer = (content, open, { title, time }) => {
  const sink = open("");
  sink.text(
    '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Maillage" xmlns="http://www.topografix.com/GPX/1/1" xmlns:ogr="http://osgeo.org/gdal">\n',
  );
  sink.text(
    `<metadata><name>${xmlText(title)}</name>${licence(content.attributions)}<time>${xmlText(time)}</time></metadata>\n`,
  );
  const warnings: SurveyWarning[] = [];
  const layers = content.layers.map((layer) => {
    const columns = columnsOf(layer);
    const tags = uniqueNames(
      columns.map(({ name }) => name),
      (name, room) => xmlName(name).slice(0, 60 - room),
    );
    return { layer, columns, tags, write: coordinateText(layer.crs) };
  });
  // The schema wants all waypoints before the first track.
  for (const { layer, columns, tags, write } of layers) {
    const naming = namingColumn(columns);
    for (const object of layer.objects) {
      for (const shape of object.shapes) {
        if (shape.kind !== "point") continue;
        const height = shape.z === undefined ? "" : `<ele>${shape.z}</ele>`;
        sink.text(
          `<wpt lat="${write(shape.at[1])}" lon="${write(shape.at[0])}">${height}${wordsOf(object, columns, tags, naming)}</wpt>\n`,
        );
      }
    }
  }
  for (const { layer, columns, tags, write } of layers) {
    const naming = namingColumn(columns);
    let areas = 0;
    for (const object of layer.objects) {
      const segments: string[] = [];
      for (const shape of object.shapes) {
        if (shape.kind === "line") segments.push(segment(shape.path, shape.z, false, write));
        else if (shape.kind === "polygon") {
          areas++;
          shape.rings.forEach((ring, k) => {
            segments.push(segment(ring, shape.z?.[k], true, write));
          });
        }
      }
      if (segments.length > 0) sink.text(`<trk>${wordsOf(object, columns, tags, naming)}${segments.join("")}</trk>\n`);
    }
    if (areas > 0) warnings.push({ code: "write.areas-as-tracks", count: areas, params: { layer: layer.name } });
  }
  sink.text("</gpx>\n");
  sink.end();
  return warnings;
};

function licence(attributions: readonly string[] = []): string {
  return attributions.length > 0 ? `<desc>${xmlText(attributions.join(" · "))}</desc>` : "";
}

function wordsOf(
  { values }: OutsideObject,
  columns: readonly Column[],
  tags: readonly string[],
  naming: Column | undefined,
): string {
  const name = naming && values[naming.name];
  const words = name === undefined ? "" : `<name>${xmlText(textOf(name))}</name>`;
  const more = columns.flatMap((column, i) => {
    const value = values[column.name];
    return value === undefined || (column === naming && column.name.toLowerCase() === "name")
      ? []
      : [`<ogr:${tags[i]}>${xmlText(textOf(value))}</ogr:${tags[i]}>`];
  });
  return words + (more.length > 0 ? `<extensions>${more.join("")}</extensions>` : "");
}

function segment(
  run: ArrayLike<number>,
  z: ArrayLike<number> | undefined,
  close: boolean,
  write: CoordinateText,
): string {
  const n = run.length / 2;
  let text = "<trkseg>";
  for (let k = 0; k < (close ? n + 1 : n); k++) {
    const i = k % n;
    const height = z?.[i];
    text += `<trkpt lat="${write(run[2 * i + 1] as number)}" lon="${write(run[2 * i] as number)}">${height === undefined ? "" : `<ele>${height}</ele>`}</trkpt>`;
  }
  return `${text}</trkseg>`;
}
