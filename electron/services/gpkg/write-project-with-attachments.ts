import type { ExportProfile } from "#core/formats/export-profile";
import type { ProjectDocument } from "#core/model/document";
import { attachmentsOf } from "#services/attachments/attachment-store";
import { writeProjectFile } from "#services/gpkg/write-project";

/** Where and for whom a project file is written. */
export interface ProjectFileOrder {
  readonly path: string;
  readonly profile: ExportProfile;
  /** Attached documents also under a profile that leaves them out. */
  readonly documents?: boolean | undefined;
  /** Folder of projects, where the attachments lie. */
  readonly projects: string;
}

/** Writes a project file with the attachments this machine holds. @returns attachments that could not be had */
export function writeProjectWithAttachments(
  document: ProjectDocument,
  { path, projects, ...options }: ProjectFileOrder,
): number {
  const store = attachmentsOf(projects, document.meta.id);
  return writeProjectFile(path, document, { ...options, attachment: (sha256) => store.whole(sha256) });
}
