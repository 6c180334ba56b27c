import type { SurveyedField, SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";

/**
 * What several files of a pack say, as one content. Layers of one name and CRS, such as the sheets of a cadastre bring,
 * are one layer.
 *
 * @param left names of files that no reader takes, for a warning
 */
export function joinedContents(contents: readonly OutsideContent[], left: readonly string[]): OutsideContent {
  const [only] = contents;
  const warnings: SurveyWarning[] = contents.flatMap((content) => content.warnings);
  if (left.length > 0) {
    const which = left.slice(0, MOST_NAMED).join(", ");
    warnings.push({ code: "zip.left-out", count: left.length, params: { which } });
  }
  if (contents.length === 1 && only) return { ...only, warnings };
  const each = (list: (content: OutsideContent) => readonly string[]): string[] => [
    ...new Set(contents.flatMap((content) => list(content))),
  ];
  const attributions = each((content) => content.attributions ?? []);
  const counts: Record<string, number> = {};
  for (const [what, count] of contents.flatMap((content) => Object.entries(content.counts ?? {}))) {
    counts[what] = (counts[what] ?? 0) + count;
  }
  return {
    format: each(({ format }) => [format]).join(", "),
    encoding: each(({ encoding }) => [encoding]).join(", "),
    layers: joinedLayers(contents.flatMap(({ layers }) => layers)),
    warnings,
    ...(Object.keys(counts).length > 0 ? { counts } : {}),
    ...(attributions.length > 0 ? { attributions } : {}),
  };
}

/** Files named in a warning; more are only counted. */
const MOST_NAMED = 6;

function joinedLayers(layers: readonly OutsideLayer[]): OutsideLayer[] {
  const alike = Map.groupBy(layers, ({ name, crs }) => `${name}\n${crs}`);
  return [...alike.values()].map((sheets): OutsideLayer => {
    const [first] = sheets as [OutsideLayer];
    if (sheets.length === 1) return first;
    const fields = new Map<string, SurveyedField>();
    for (const field of sheets.flatMap((sheet) => sheet.fields)) {
      const held = fields.get(field.name);
      fields.set(field.name, held && held.type !== field.type ? { ...field, type: "String" } : field);
    }
    return { ...first, fields: [...fields.values()], objects: sheets.flatMap(({ objects }) => objects) };
  });
}
