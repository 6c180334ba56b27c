import { maliReferentiel } from "#core/features/mali";
import type { ExportProfile } from "#core/formats/export-profile";
import { decodeDocument, type ProjectDocument } from "#core/model/document";
import { writeProjectFile } from "#services/gpkg/write-project";
import type { Job } from "#services/jobs/job";

/** Writes a project file at a path; bytes in: `encodeDocument`. */
export const writeProjectJob: Job<{ readonly path: string; readonly profile: ExportProfile }, null> = (
  { path, profile },
  { bytes },
) => {
  writeProject(path, decodeDocument(bytes), profile);
  return { value: null };
};

/** Writes a project file with the référentiel of this version. */
export function writeProject(path: string, document: ProjectDocument, profile: ExportProfile): void {
  writeProjectFile(path, document, { profile, norms: maliReferentiel });
}
