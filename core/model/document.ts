import type { Feature } from "#core/model/feature";
import type { JournalRecord, SealedRecord } from "#core/model/journal";
import type { ProjectView } from "#core/model/project";
import type { ProjectMeta } from "#core/model/project-meta";

/** A whole project on its way between shells, files and windows: its words, its state, its journal. */
export interface ProjectDocument {
  readonly meta: ProjectMeta;
  readonly features: readonly Feature[];
  /** All records from the first; empty when the history is not handed on. */
  readonly records: readonly SealedRecord[];
}

/** Gathers a project into a document. */
export function documentOf(project: ProjectView, records: readonly SealedRecord[]): ProjectDocument {
  return { meta: project.meta, features: [...project.all()], records };
}

/** A document as bytes (UTF-8 JSON). */
export function encodeDocument(document: ProjectDocument): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(document));
}

/** Reads back `encodeDocument`. Only for bytes that Maillage itself made: outside files go through `core/formats`. */
export function decodeDocument(bytes: Uint8Array): ProjectDocument {
  return JSON.parse(new TextDecoder().decode(bytes)) as ProjectDocument;
}

/** The record inside a sealed record's text. */
export function recordOf(sealed: SealedRecord): JournalRecord {
  return JSON.parse(sealed.text) as JournalRecord;
}

/** ISO time of a sealed record, from the head of its text: an import's alone may be 40 MB. */
export function timeOf(sealed: SealedRecord): string {
  return /^\{"seq":\d+,"time":"([^"\\]+)"/.exec(sealed.text)?.[1] ?? recordOf(sealed).time;
}
