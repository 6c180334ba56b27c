import { ilotOutlines } from "#core/derived/ilot-outline";
import { featureClasses } from "#core/features/classes";
import type { FeatureClass, Field } from "#core/features/feature-class";
import { type ExportProfile, fieldAllowed, profiledDocument } from "#core/formats/export-profile";
import { shownValue } from "#core/formats/feature-style";
import { computedMeasure } from "#core/formats/gpkg/class-table";
import type { SurveyedField } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import type { Geometry } from "#core/geometry/geometry";
import type { Lang } from "#core/messages/catalogue";
import type { ProjectDocument } from "#core/model/document";
import type { ClassId, Feature, FieldValue } from "#core/model/feature";
import { Project } from "#core/model/project";

/** What of a project is handed over. */
export interface ProjectContentOptions {
  readonly profile: ExportProfile;
  /** Classes to hand over; all that today's plan shows when absent. */
  readonly classes?: readonly ClassId[] | undefined;
  /** Headings, and values of choices, in words of a language; names and values of the file's own when absent. */
  readonly words?: Lang | undefined;
}

/**
 * A project as outside content, a layer a class that has objects: named as in the project file, in metres of its CRS,
 * with the plan area or the length. Îlots come with the outline of their faces; what the profile keeps back is not
 * there, not even as a column. Annexes show the columns they came with.
 */
export function projectContent(document: ProjectDocument, options: ProjectContentOptions): OutsideContent {
  const { meta } = document;
  const project = new Project(meta, profiledDocument(document, options.profile).features);
  const outlines = ilotOutlines(project);
  const layers = featureClasses
    .filter(({ id, archive }) => (options.classes ? options.classes.includes(id) : !archive))
    .filter(({ id }) => project.countOf(id) > 0)
    .map((featureClass): OutsideLayer => {
      const shapesOf = (feature: Feature): readonly Geometry[] => {
        if (featureClass.geometry !== "group") return feature.geometry ? [feature.geometry] : [];
        return outlines.get(String(feature.fields["number"] ?? "")) ?? [];
      };
      return layerOf(featureClass, [...project.ofClass(featureClass.id)], meta.crs, shapesOf, options);
    });
  return { format: "Maillage", encoding: "UTF-8", layers, warnings: [], attributions: meta.attributions };
}

function layerOf(
  featureClass: FeatureClass,
  features: readonly Feature[],
  crs: string,
  shapesOf: (feature: Feature) => readonly Geometry[],
  { profile, words }: ProjectContentOptions,
): OutsideLayer {
  const { id, table, plural, geometry } = featureClass;
  const declared = featureClass.fields.filter(({ key }) => fieldAllowed(id, key, profile));
  const nameOf = (field: Field): string => (words ? headingOf(field, words) : field.column);
  const measure = { point: undefined, none: undefined, line: LENGTH, polygon: AREA, group: AREA }[geometry];
  const measureName = measure && (words ? measure[words] : measure.column);
  const columns = new Set<string>();
  const objects = features.map((feature): OutsideObject => {
    const values: Record<string, FieldValue> = { id: feature.id };
    for (const field of declared) {
      const value = feature.fields[field.key];
      if (value === undefined) continue;
      values[nameOf(field)] =
        words && field.choices ? shownValue(featureClass, field.key, feature.fields, words) : value;
    }
    const shapes = shapesOf(feature);
    const measured = measureName === undefined ? undefined : computedMeasure(shapes);
    if (measureName !== undefined && measured !== undefined) {
      values[measureName] = measure === AREA ? Math.round(measured * 100) / 100 : measured;
    }
    if (featureClass.annex) {
      for (const [key, value] of Object.entries(feature.tags ?? {})) {
        columns.add(key);
        Object.defineProperty(values, key, { value, enumerable: true, configurable: true, writable: true });
      }
    }
    return { feature: feature.id, values, shapes: shapes.map(inMetres) };
  });
  const fields: SurveyedField[] = [
    { name: "id", type: "String" },
    ...declared.map(
      (field): SurveyedField => ({ name: nameOf(field), type: words && field.choices ? "String" : TYPES[field.type] }),
    ),
    ...(measureName === undefined ? [] : [{ name: measureName, type: "Real" as const }]),
    ...[...columns].map((name): SurveyedField => ({ name, type: "String" })),
  ];
  return { name: words ? plural[words] : table, crs, fields, objects };
}

const AREA = { column: "surface_m2", fr: "Surface du plan (m²)", en: "Plan area (m²)" };
const LENGTH = { column: "longueur_m", fr: "Longueur (m)", en: "Length (m)" };

const TYPES: Readonly<Record<Field["type"], SurveyedField["type"]>> = {
  text: "String",
  choice: "String",
  integer: "Integer",
  number: "Real",
  boolean: "Boolean",
  date: "Date",
};

/** What people read above a column: its label, with its unit. */
function headingOf({ label, unit }: Field, lang: Lang): string {
  return unit ? `${label[lang]} (${unit})` : label[lang];
}

function inMetres(geometry: Geometry): OutsideShape {
  if (geometry.kind === "point") return { kind: "point", at: [geometry.at[0] / 1000, geometry.at[1] / 1000] };
  if (geometry.kind === "line") return { kind: "line", path: geometry.path.map((value) => value / 1000) };
  return { kind: "polygon", rings: geometry.rings.map((ring) => ring.map((value) => value / 1000)) };
}
