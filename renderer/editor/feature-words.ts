import { classOf } from "#core/features/classes";
import type { Lang } from "#core/messages/catalogue";
import type { Feature } from "#core/model/feature";
import { labelText } from "#editor/label-painter";

/** What a feature is called in one breath: "Parcelle 12, îlot 3", "École Djigui". */
export function featureWords(feature: Feature, lang: Lang): string {
  const declared = classOf(feature.class);
  const key = ["number", "name", "use", "kind", "level", "rank"].find((one) => feature.fields[one] !== undefined);
  const own = key ? labelText(feature, key, lang) : undefined;
  const ilot = feature.fields["ilot"];
  const words = own ? `${declared.label[lang]} ${own}` : declared.label[lang];
  return ilot === undefined ? words : `${words}, îlot ${ilot}`;
}
