import Flatbush from "flatbush";
import type { OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import { surveyedFields } from "#core/formats/surveyed-fields";
import { emptyBox, growBox } from "#core/geometry/box";
import { sideOfRing, signedAreaMm2 } from "#core/geometry/ring";

/** Column a drawing's words are in, and the one areas get them in. */
const TEXT = "Text";
/** Column of the words of several texts that stand in one area: no number can be told among them. */
const TEXTS = "Texts";
/** Texts of one layer that are kept together, at most: more are a legend. */
const MOST_IN_ONE = 6;

/**
 * Gives areas the words that stand inside them, as drawings carry numbers and names: of every layer of areas the
 * smallest area around a text takes it, in a column `Text`, or `Text <layer>` where texts of several layers stand in
 * areas of one; several texts of one layer go to `Texts` together.
 */
export function withTextsInside(layers: readonly OutsideLayer[]): OutsideLayer[] {
  const texts = layers.flatMap(({ name, objects }) => objects.flatMap((object) => textOf(name, object)));
  if (texts.length === 0) return [...layers];
  return layers.map((layer) => {
    const found = textsOf(layer, texts);
    if (found.size === 0) return layer;
    const sources = new Set([...found.values()].flatMap((held) => held.map(({ layer: from }) => from)));
    const objects = layer.objects.map((object) => {
      const held = found.get(object);
      if (!held) return object;
      const words = [...Map.groupBy(held, ({ layer: from }) => from)].flatMap(([from, some]) => {
        if (some.length > MOST_IN_ONE) return [];
        const column = some.length === 1 ? TEXT : TEXTS;
        const ordered = some.toSorted((a, b) => b.y - a.y || a.x - b.x).map(({ words: each }) => each);
        return [[sources.size === 1 ? column : `${column} ${from}`, ordered.join(" ")] as const];
      });
      return { ...object, values: { ...object.values, ...Object.fromEntries(words) } };
    });
    return { ...layer, objects, fields: surveyedFields(objects) };
  });
}

interface PlacedText {
  readonly layer: string;
  readonly words: string;
  readonly x: number;
  readonly y: number;
}

function textOf(layer: string, { values, shapes }: OutsideObject): PlacedText[] {
  const words = values[TEXT];
  const [shape] = shapes;
  // What a dimension says is no name of what it lies in.
  if (values["Entity"] === "DIMENSION" || values["Entity"] === "MULTILEADER") return [];
  if (typeof words !== "string" || shape?.kind !== "point") return [];
  return [{ layer, words, x: shape.at[0], y: shape.at[1] }];
}

type Area = Extract<OutsideShape, { kind: "polygon" }>;

/** The texts in each area of a layer. */
function textsOf({ objects }: OutsideLayer, texts: readonly PlacedText[]): Map<OutsideObject, PlacedText[]> {
  const areas = objects.flatMap((object) =>
    object.values[TEXT] === undefined
      ? object.shapes.filter((shape): shape is Area => shape.kind === "polygon").map((shape) => ({ object, shape }))
      : [],
  );
  const found = new Map<OutsideObject, PlacedText[]>();
  if (areas.length === 0) return found;
  const index = new Flatbush(areas.length);
  const sizes = areas.map(({ shape }) => {
    const shell = Array.from(shape.rings[0] ?? []);
    const [minX, minY, maxX, maxY] = growBox(emptyBox(), shell);
    index.add(minX, minY, maxX, maxY);
    return shell.length >= 6 ? Math.abs(signedAreaMm2(shell)) : 0;
  });
  index.finish();
  for (const text of texts) {
    const around = index
      .search(text.x, text.y, text.x, text.y)
      .filter((i) => holds((areas[i] as (typeof areas)[number]).shape, text.x, text.y))
      .sort((a, b) => (sizes[a] as number) - (sizes[b] as number));
    const smallest = around[0] === undefined ? undefined : areas[around[0]]?.object;
    if (!smallest) continue;
    const held = found.get(smallest);
    if (held) held.push(text);
    else found.set(smallest, [text]);
  }
  return found;
}

function holds({ rings }: Area, x: number, y: number): boolean {
  return rings.every((ring, i) => sideOfRing(Array.from(ring), x, y) > 0 === (i === 0));
}
