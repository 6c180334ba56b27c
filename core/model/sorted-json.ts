import type { Feature } from "#core/model/feature";

/** JSON with the keys of every object sorted, so that equal values give equal text. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) => {
    if (held === null || typeof held !== "object" || Array.isArray(held)) return held;
    return inOrder(held);
  });
}

/** The text `sortedJson` gives of a feature, several times sooner: what a feature is made of is known. */
export function featureJson(feature: Feature): string {
  const { id, class: cls, geometry, fields, tags } = feature;
  if (Object.keys(feature).length !== (tags === undefined ? 4 : 5)) return sortedJson(feature);
  const shape = geometry && inOrder(geometry);
  return JSON.stringify({ class: cls, fields: inOrder(fields), geometry: shape, id, tags: tags && inOrder(tags) });
}

/** An object with its keys in order; the very same where they are already. */
function inOrder<T extends object>(held: T): T {
  const keys = Object.keys(held);
  let sorted = true;
  for (let i = 1; i < keys.length && sorted; i++) sorted = (keys[i - 1] as string) < (keys[i] as string);
  if (sorted) return held;
  return Object.fromEntries(keys.sort().map((key) => [key, held[key as keyof T]])) as T;
}
