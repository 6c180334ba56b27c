import { classOf } from "#core/features/classes";
import { columnNamesPerson } from "#core/features/personal-names";
import type { ProjectDocument } from "#core/model/document";
import type { Feature, FieldValue } from "#core/model/feature";

/**
 * Who a file is for. `interne`: the office itself, everything. `affichage`: a plan on the town hall's wall, nothing
 * that names people. `ouvert`: open data, nothing that leads to people either.
 */
export type ExportProfile = "interne" | "affichage" | "ouvert";

/** Fields that can name someone although they are not declared personal: free remarks, and who made them. */
const FREE_TEXT = new Set(["note", "text", "author", "reason"]);

const PARCEL_TRACES = [
  "houses",
  "officialAreaM2",
  "declaredAreaM2",
  "ninacad",
  "state",
  "tenure",
  "tenureDate",
  "tenureNumber",
];

/** Fields that say who lives or owns where, by class; left out of open data. */
const LEADS_TO_PEOPLE: Readonly<Record<string, readonly string[]>> = {
  parcel: PARCEL_TRACES,
  pastParcel: PARCEL_TRACES,
};

/** Fields that often name someone: a file called after the holder, the number of a deed. */
const NAMES_PEOPLE: Readonly<Record<string, readonly string[]>> = {
  document: ["title", "fileName", "number"],
  annexPoint: ["sourceFile"],
  annexLine: ["sourceFile"],
  annexArea: ["sourceFile"],
  annexRow: ["sourceFile"],
};

/** Outside tags of free words, and who wrote them. */
const FREE_TAG = /(^|:)(note|fixme|user|uid)(:|$)/i;

/**
 * The document a profile may hand out. Other than `interne`, personal fields, remarks and the whole journal (which
 * remembers what was once written) are left out, and so are attached documents: a deed names its holder, and a photo
 * may show a face. Scenarios are the office's own drafts. Law 2013-015.
 *
 * @param documents attached documents are handed out all the same, by the planner's own decision
 */
export function profiledDocument(
  document: ProjectDocument,
  profile: ExportProfile,
  documents = false,
): ProjectDocument {
  if (profile === "interne") return document;
  return {
    meta: document.meta,
    features: document.features
      .filter((feature) => feature.class !== "scenario" && (documents || feature.class !== "document"))
      .map((feature) => withoutPeople(feature, profile)),
    records: [],
  };
}

/** Whether a field may be handed out under a profile. */
export function fieldAllowed(feature: Feature["class"], key: string, profile: ExportProfile): boolean {
  if (profile === "interne") return true;
  if (FREE_TEXT.has(key) || NAMES_PEOPLE[feature]?.includes(key)) return false;
  if (classOf(feature).fields.some((field) => field.key === key && field.personal)) return false;
  return profile === "affichage" || !(LEADS_TO_PEOPLE[feature] ?? []).includes(key);
}

function withoutPeople(feature: Feature, profile: ExportProfile): Feature {
  const { tags, ...rest } = feature;
  const declared = new Set(classOf(feature.class).fields.map((field) => field.key));
  const fields: Record<string, FieldValue> = {};
  for (const [key, value] of Object.entries(feature.fields)) {
    // A key that no class declares could be anything.
    if (declared.has(key) && fieldAllowed(feature.class, key, profile)) fields[key] = value;
  }
  const personal = classOf(feature.class).fields.filter((field) => !fieldAllowed(feature.class, field.key, profile));
  const spellings = new Set(personal.flatMap((field) => [field.key, field.column, ...(field.from ?? [])]));
  const kept = Object.entries(tags ?? {}).filter(
    ([key]) => !FREE_TAG.test(key) && !columnNamesPerson(key) && !spellings.has(key),
  );
  return { ...rest, fields, ...(kept.length > 0 ? { tags: Object.fromEntries(kept) } : {}) };
}
