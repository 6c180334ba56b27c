import type { Reading } from "#core/engines/layout/indicators";
import type { Speak } from "#core/messages/catalogue";
import type { Numbers } from "#ui/numbers";

type Unit = Reading["indicator"]["unit"];

/** A value of an indicator as the window writes it. */
export function valueWords(value: number, unit: Unit, numbers: Numbers): string {
  if (unit === "share") return numbers.share(value);
  if (unit === "area") return numbers.area(value);
  if (unit === "length") return numbers.length(value);
  if (unit === "ratio") return numbers.number(value, 2);
  if (unit === "angle") return `${numbers.number(value, 1)}°`;
  if (unit === "density") return `${numbers.number(value, 1)}\u00a0km/km²`;
  if (unit === "cost") return `${numbers.number(value)}\u00a0FCFA`;
  return numbers.number(value);
}

/** A figure, `2 sur 45` where it is some of many. */
export function figureWords({ indicator, value, of }: Reading, speak: Speak, numbers: Numbers): string {
  const figure = valueWords(value, indicator.unit, numbers);
  return of === undefined ? figure : speak("ui.score.of", { part: figure, all: numbers.number(of) });
}

/** What a figure is held against; nothing where there is nothing. */
export function targetWords({ indicator, least, most, asked }: Reading, speak: Speak, numbers: Numbers): string {
  const words = (value: number): string => valueWords(value, indicator.unit, numbers);
  if (least !== undefined && most !== undefined) {
    return speak("ui.score.between", { least: words(least), most: words(most) });
  }
  if (least !== undefined) return speak("ui.score.least", { value: words(least) });
  if (most !== undefined) return speak("ui.score.most", { value: words(most) });
  return asked === undefined ? "" : speak("ui.score.asked", { value: words(asked) });
}
