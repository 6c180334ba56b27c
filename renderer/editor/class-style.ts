import { classOf } from "#core/features/classes";
import type { Style } from "#core/features/feature-class";
import { colourOf, type PaletteToken, type Tone } from "#core/features/palette";
import type { ClassId, Feature } from "#core/model/feature";
import { veiled } from "#editor/tone";

/** A declared style made ready to draw: colours instead of tokens. Widths stay paper millimetres. */
export interface Pen {
  readonly fill?: string;
  readonly stroke?: string;
  readonly widthMm: number;
  readonly dashMm?: readonly number[];
  readonly symbol?: NonNullable<Style["symbol"]>;
}

/** The pens of a class: the plain one first, then one a case of `by`. */
export interface ClassStyle {
  readonly id: ClassId;
  readonly pens: readonly Pen[];
  readonly label?: NonNullable<Style["label"]>;
}

/**
 * Makes the pens of a class.
 *
 * @param surfaces share of its colour that a surface keeps, 0 to 1; signs of points keep all of theirs
 */
export function classStyle(id: ClassId, tone: Tone, surfaces = 1): ClassStyle {
  const { style, geometry } = classOf(id);
  const { by, label, ...plain } = style;
  const share = geometry === "point" ? 1 : surfaces;
  const cases = Object.values(by?.cases ?? {}).map((more) => penOf({ ...plain, ...more }, tone, share));
  return { id, pens: [penOf(plain, tone, share), ...cases], ...(label ? { label } : {}) };
}

function penOf(style: Omit<Style, "by" | "label">, tone: Tone, share: number): Pen {
  const { fill, stroke, widthMm = 0.18, ...rest } = style;
  return {
    ...rest,
    ...(fill ? { fill: share < 1 ? veiled(fill as PaletteToken, share, tone) : colourOf(fill, tone) } : {}),
    ...(stroke ? { stroke: colourOf(stroke, tone) } : {}),
    widthMm: tone === "contrast" ? widthMm * 1.4 : widthMm,
  };
}

const caseNumbers = new Map<ClassId, Map<unknown, number>>();

/** Which pen of its class a feature is drawn with: 0 is the plain one. */
export function penNumber(feature: Feature): number {
  let numbers = caseNumbers.get(feature.class);
  const by = classOf(feature.class).style.by;
  if (!numbers) {
    numbers = new Map(Object.keys(by?.cases ?? {}).map((value, i) => [value, i + 1]));
    caseNumbers.set(feature.class, numbers);
  }
  return by ? (numbers.get(feature.fields[by.field]) ?? 0) : 0;
}

/** Fields of a class that a picture of the map may ask for: never those that name persons. */
export function drawnFields(id: ClassId): readonly string[] {
  return classOf(id).fields.flatMap(({ key, personal }) => (personal ? [] : [key]));
}
