import type { OutsideContent, OutsideObject } from "#core/formats/outside-content";
import { columnsOf, textOf } from "#core/formats/write/columns";
import { namingColumn } from "#core/formats/write/write-kml";
import type { Writer } from "#core/formats/write/writer";

/** A point to set out. Metres. */
export interface SettingOutPoint {
  readonly number: string;
  readonly x: number;
  readonly y: number;
  readonly z: number | undefined;
}

/**
 * Writes a setting-out file for a total station or a receiver: number, X, Y, Z, a point a line, semicolons, metres with
 * three decimals. Points of the content when it has any; else the corners of its lines and areas, each place once.
 */
export const writePoints: Writer = (content, open) => {
  const sink = open("");
  sink.text("numero;x;y;z\r\n");
  for (const { number, x, y, z } of settingOut(content)) {
    sink.text(`${number};${x.toFixed(3)};${y.toFixed(3)};${z === undefined ? "" : z.toFixed(3)}\r\n`);
  }
  sink.end();
  return [];
};

/** The points to set out of content, numbers unique. */
export function settingOut({ layers }: OutsideContent): SettingOutPoint[] {
  const objects = layers.flatMap((layer) => {
    const naming = namingColumn(columnsOf(layer))?.name;
    return layer.objects.map((object) => ({ object, naming }));
  });
  const held: { number: string | undefined; x: number; y: number; z: number | undefined }[] = [];
  for (const { object, naming } of objects) {
    const name = naming === undefined ? undefined : object.values[naming];
    for (const shape of object.shapes) {
      if (shape.kind !== "point") continue;
      held.push({
        number: name === undefined ? undefined : plain(textOf(name)),
        x: shape.at[0],
        y: shape.at[1],
        z: shape.z,
      });
    }
  }
  if (held.length === 0) held.push(...corners(objects.map(({ object }) => object)));
  const used = new Set<string>();
  let next = 1;
  return held.map(({ number, x, y, z }) => {
    let unique = number ?? "";
    if (unique === "" || used.has(unique)) {
      const base = unique === "" ? "" : `${unique}-`;
      let n = base === "" ? next : 2;
      while (used.has(`${base}${n}`)) n++;
      unique = `${base}${n}`;
      if (base === "") next = n + 1;
    }
    used.add(unique);
    return { number: unique, x, y, z };
  });
}

/** Corners of lines and areas, each place (to the millimetre) once. */
function corners(
  objects: readonly OutsideObject[],
): { number: undefined; x: number; y: number; z: number | undefined }[] {
  const places = new Map<string, { number: undefined; x: number; y: number; z: number | undefined }>();
  for (const { shapes } of objects) {
    for (const shape of shapes) {
      if (shape.kind === "point") continue;
      const runs = shape.kind === "line" ? [shape.path] : shape.rings;
      const heights = shape.kind === "line" ? [shape.z] : (shape.z ?? []);
      runs.forEach((run, k) => {
        for (let i = 0; i + 1 < run.length; i += 2) {
          const [x, y] = [run[i] as number, run[i + 1] as number];
          const key = `${x.toFixed(3)} ${y.toFixed(3)}`;
          if (!places.has(key)) places.set(key, { number: undefined, x, y, z: heights[k]?.[i / 2] });
        }
      });
    }
  }
  return [...places.values()];
}

/** A number without the signs that part columns. */
function plain(text: string): string {
  return text.replace(/[;,\t\r\n"]+/g, " ").trim();
}
