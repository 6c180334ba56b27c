import { AttachmentStore } from "#services/attachments/attachment-store";
import { eachAttachment } from "#services/gpkg/read-attachments";
import type { Job, NamedFile } from "#services/jobs/job";

/** How many attachments of a project file were taken over, and how many were damaged there. */
export interface Adopted {
  readonly taken: number;
  readonly damaged: number;
}

/** Takes the attachments of a project file into a folder. */
export const adoptAttachmentsJob: Job<NamedFile & { readonly temp: string; readonly folder: string }, Adopted> = ({
  path,
  name,
  temp,
  folder,
}) => {
  const store = new AttachmentStore(folder);
  let taken = 0;
  let damaged = 0;
  eachAttachment(path, name, temp, (sha256, bytes) => {
    // A blob that is not what its row says is no document of this project.
    if (!bytes || !store.keepAs(sha256, bytes)) damaged++;
    else taken++;
  });
  return { value: { taken, damaged } };
};
