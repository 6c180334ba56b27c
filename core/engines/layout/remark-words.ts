import type { LayoutRemark } from "#core/engines/layout/layout-types";
import { facilityKinds, landUses } from "#core/features/common-fields";
import type { Words } from "#core/features/feature-class";

/** Values of `use` that remarks name: what reserves are kept for, and houses. */
const uses = new Map([...landUses, ...facilityKinds].map(({ value, label }) => [value, label]));

/** The sentence of a remark, its facilities named as the form names them. */
export function remarkSentence(
  { code, params = {} }: LayoutRemark,
  speak: (key: string, params: Readonly<Record<string, string | number>>) => string,
  word: (words: Words) => string,
): string {
  const named = Object.entries(params).map(([name, value]) => {
    const label = name === "use" || name === "other" ? uses.get(String(value)) : undefined;
    return [name, label ? word(label) : value];
  });
  return speak(`remark.${code}`, Object.fromEntries(named));
}
