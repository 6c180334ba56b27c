import type { FeatureClass, Style } from "#core/features/feature-class";
import type { Fields } from "#core/model/feature";

/** A class's style once the case of one feature has been taken in. */
export type PlainStyle = Omit<Style, "by">;

/** The style of a feature: that of its class, with what its case (`by`) changes. */
export function styleOf(featureClass: FeatureClass, fields: Fields): PlainStyle {
  const { by, ...base } = featureClass.style;
  if (!by) return base;
  return { ...base, ...by.cases[String(fields[by.field])] };
}

/** The value as the reader should see it: the label of a choice, else the value itself. */
export function shownValue(featureClass: FeatureClass, key: string, fields: Fields, lang: "fr" | "en"): string {
  const value = fields[key];
  if (value === undefined) return "";
  const field = featureClass.fields.find((one) => one.key === key);
  return field?.choices?.find((choice) => choice.value === value)?.label[lang] ?? String(value);
}
