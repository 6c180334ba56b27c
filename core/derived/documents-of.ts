import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/** Ids of the objects a document is attached to, in the order they were. */
export function attachedTo(document: Feature): readonly string[] {
  const of = document.fields["of"];
  return typeof of === "string" && of !== "" ? of.split("\n") : [];
}

/** The `of` field for some ids; absent when there are none. Each stands once. */
export function ofField(ids: Iterable<string>): { readonly of?: string } {
  const of = [...new Set(ids)].filter((id) => id !== "" && !id.includes("\n")).join("\n");
  return of === "" ? {} : { of };
}

/** Documents of an object: the latest first, those without a date at the end. */
export function documentsOf(project: ProjectView, id: string): readonly Feature[] {
  return sorted([...project.ofClass("document")].filter((document) => attachedTo(document).includes(id)));
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
