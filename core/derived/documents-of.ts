import { Lineage } from "#core/derived/lineage";
import type { Feature } from "#core/model/feature";
import { idsOfText, idsText } from "#core/model/parent-ids";
import type { ProjectView } from "#core/model/project";

/** Ids of the objects a document is attached to, in the order they were. */
export function attachedTo(document: Feature): readonly string[] {
  return idsOfText(document.fields["of"]);
}

/** The `of` field for some ids; absent when there are none. Each stands once. */
export function ofField(ids: Iterable<string>): { readonly of?: string } {
  const of = idsText([...new Set(ids)]);
  return of === "" ? {} : { of };
}

/**
 * Documents of an object: the latest first, those without a date at the end. Of a parcel that an act has closed, those
 * it had while it lived.
 */
export function documentsOf(project: ProjectView, id: string): readonly Feature[] {
  return attachedToAny(project, namesOf(project, id));
}

/** Documents of the parcels that a parcel came from by acts: the deed of the whole speaks of its parts. */
export function documentsOfAncestors(project: ProjectView, id: string): readonly Feature[] {
  if (project.countOf("pastParcel") === 0 || project.countOf("document") === 0) return [];
  const names = namesOf(project, id);
  const lineage = Lineage.build(project);
  const before = names.flatMap((name) => lineage.ancestors(name)).filter((name) => !names.includes(name));
  const own = new Set(attachedToAny(project, names));
  return attachedToAny(project, before).filter((document) => !own.has(document));
}

/** The object an id stands for: itself, or the past parcel it has become. */
export function objectOfId(project: ProjectView, id: string): Feature | undefined {
  const live = project.get(id);
  if (live) return live;
  for (const past of project.ofClass("pastParcel")) if (past.fields["of"] === id) return past;
  return undefined;
}

/** Ids documents may know an object by: a past parcel also goes by the one it had while it lived. */
function namesOf(project: ProjectView, id: string): readonly string[] {
  const feature = project.get(id);
  const lived = feature?.class === "pastParcel" ? feature.fields["of"] : undefined;
  return typeof lived === "string" && !project.get(lived) ? [id, lived] : [id];
}

function attachedToAny(project: ProjectView, ids: readonly string[]): readonly Feature[] {
  if (ids.length === 0) return [];
  const wanted = new Set(ids);
  return sorted(
    [...project.ofClass("document")].filter((document) => attachedTo(document).some((id) => wanted.has(id))),
  );
}

/** Every document of a project, the latest first. */
export function allDocuments(project: ProjectView): readonly Feature[] {
  return sorted([...project.ofClass("document")]);
}

/** The document that holds a file, by its SHA-256. */
export function documentOfFile(project: ProjectView, sha256: string): Feature | undefined {
  for (const document of project.ofClass("document")) if (document.fields["sha256"] === sha256) return document;
  return undefined;
}

/** SHA-256 of every file that a project's state speaks of. */
export function filesOf(features: Iterable<Feature>): Set<string> {
  const files = new Set<string>();
  for (const { class: id, fields } of features) {
    const sha256 = id === "document" ? fields["sha256"] : undefined;
    if (typeof sha256 === "string" && isSha256(sha256)) files.add(sha256);
  }
  return files;
}

/** Whether a text is a SHA-256 in hexadecimal, lower case. */
export function isSha256(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function sorted(documents: Feature[]): readonly Feature[] {
  const when = ({ fields }: Feature): string => String(fields["takenAt"] ?? fields["date"] ?? "");
  return documents.sort((a, b) => when(b).localeCompare(when(a)) || (a.id < b.id ? -1 : 1));
}
