import { folded } from "#core/derived/search";
import { shownClasses } from "#core/features/classes";
import type { FeatureClass } from "#core/features/feature-class";

/** A class whose objects have a shape of their own. */
type ShapedClass = FeatureClass & { readonly geometry: "point" | "line" | "polygon" };

/** Classes an outside object can become: those with a shape of their own, archives and annexes aside. */
export const shapedClasses: readonly ShapedClass[] = shownClasses.filter(
  (declared): declared is ShapedClass =>
    declared.geometry !== "group" && declared.geometry !== "none" && !declared.annex,
);

/** The class that bears a name, as people or files write it: id, table or label, case and accents aside. */
export function classNamed(name: string): ShapedClass | undefined {
  const wanted = folded(name);
  return shapedClasses.find(({ id, table, label, plural }) =>
    [id, table, label.fr, label.en, plural.fr, plural.en].some((word) => folded(word) === wanted),
  );
}
