import { attachedTo, objectOfId } from "#core/derived/documents-of";
import { classOf } from "#core/features/classes";
import { fieldOf } from "#core/features/feature-class";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import type { Language } from "#ui/language.tsx";

/** Name of a document for people: its title, or else its file's name. */
export function documentName(document: Feature): string {
  return String(document.fields["title"] ?? document.fields["fileName"] ?? "");
}

/** What a document is, when it was made, how large it is. */
export function documentFacts(document: Feature, { numbers, word }: Language): string {
  const { kind, date, bytes, number } = document.fields;
  const choice = fieldOf(classOf("document"), "kind")?.choices?.find(({ value }) => value === kind);
  const day = typeof date === "string" ? numbers.day(date) : undefined;
  const size = typeof bytes === "number" ? numbers.bytes(bytes) : undefined;
  const what = [choice ? word(choice.label) : undefined, number].filter((part) => part !== undefined).join(" ");
  return [what, day, size].filter(Boolean).join(" · ");
}

/** The objects a document is attached to, closed parcels too; not those that were deleted. */
export function objectsOf(project: ProjectView, document: Feature): readonly Feature[] {
  return attachedTo(document).flatMap((id) => objectOfId(project, id) ?? []);
}

/** An object as planners call it: `Parcelle 12/5`. */
export function objectName({ class: id, fields }: Feature, { word }: Language): string {
  const { number, ilot, name } = fields;
  const called = number === undefined ? name : ilot === undefined ? number : `${ilot}/${number}`;
  return [word(classOf(id).label), called].filter((part) => part !== undefined).join(" ");
}
