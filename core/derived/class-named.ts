import { folded } from "#core/derived/search";
import { featureClasses } from "#core/features/classes";
import type { FeatureClass } from "#core/features/feature-class";

/** Classes an outside object can become: those with a shape of their own. */
export const shapedClasses: readonly FeatureClass[] = featureClasses.filter(({ geometry }) => geometry !== "group");

/** The class that bears a name, as people or files write it: id, table or label, case and accents aside. */
export function classNamed(name: string): FeatureClass | undefined {
  const wanted = folded(name);
  return shapedClasses.find(({ id, table, label, plural }) =>
    [id, table, label.fr, label.en, plural.fr, plural.en].some((word) => folded(word) === wanted),
  );
}
