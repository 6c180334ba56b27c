import type { Speak } from "#core/messages/catalogue";
import type { Norm } from "#core/model/referentiel";
import type { NormFinding, NormStatus } from "#core/rules/norm-status";
import type { Numbers } from "#ui/numbers";

/** Keys whose ratio is a share of a whole, written in per cent. */
const SHARES = /^(share\.|drainage\.|plan\.(access|conformity|deviation|rectangularity)\.)/;
/** Keys that say yes or no. */
const YES_NO = /^along\./;

/** A quantity as the window writes it: shares in per cent, lengths and areas with their unit, counts in words. */
export function quantityWords(
  key: string,
  { value, unit }: NormFinding | Pick<Norm, "value" | "unit">,
  speak: Speak,
  numbers: Numbers,
): string {
  switch (unit) {
    case "parcels":
    case "buildings":
    case "facilities":
      return speak(`norms.count.${unit}`, { count: value });
    case "1":
      if (YES_NO.test(key)) return speak(value > 0 ? "norms.yes" : "norms.no");
      return SHARES.test(key) ? numbers.share(value) : numbers.number(value, 2);
    case "m":
      return numbers.length(value);
    case "m²":
      return numbers.area(value);
    default:
      return `${numbers.number(value, value < 100 ? 1 : 0)}\u00a0${unit}`;
  }
}

/** What a norm asks: `au moins 22 %`. */
export function askedWords({ key, norm, bound }: NormStatus, speak: Speak, numbers: Numbers): string {
  const value = quantityWords(key, norm, speak, numbers);
  if (bound === "min" || key.endsWith(".min")) return speak("norms.least", { value });
  if (bound === "max" || key.endsWith(".max")) return speak("norms.most", { value });
  return value;
}
