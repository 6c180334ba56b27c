import { type Refusal, refuse } from "#core/model/refusal";

/** What a number may be made of, beside the running number. */
export interface NumberPlace {
  readonly commune?: string | undefined;
  readonly section?: string | undefined;
  readonly ilot?: string | undefined;
}

/** Template of numbers that are just counted. */
export const PLAIN_TEMPLATE = "{n}";

/**
 * Writes a number by a template: `{n}` is the running number, `{n:3}` the same with zeros in front to three digits,
 * `{commune}`, `{section}` and `{ilot}` the place; anything else stands as it is. What a place lacks is left out.
 */
export function numberByTemplate(template: string, n: number, place: NumberPlace): string {
  return template.replace(/\{(\w+)(?::(\d))?\}/g, (_, key: string, digits: string | undefined) =>
    key === "n" ? String(n).padStart(Number(digits ?? 1), "0") : (place[key as keyof NumberPlace] ?? ""),
  );
}

/** Why a template cannot number anything: it must count, name nothing unknown, and stay short. */
export function templateFault(template: string): Refusal | undefined {
  const keys = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, key = ""]) => key);
  const unknown = keys.find((key) => !/^(n(:[1-9])?|commune|section|ilot)$/.test(key));
  if (unknown !== undefined) return refuse("number.unknown-word", { params: { word: `{${unknown}}` } });
  if (!keys.some((key) => key.startsWith("n"))) return refuse("number.no-count", { params: { template } });
  return template.length > 60 ? refuse("number.template-too-long", { params: { most: 60 } }) : undefined;
}
