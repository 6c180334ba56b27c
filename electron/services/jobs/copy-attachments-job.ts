import { AttachmentStore } from "#services/attachments/attachment-store";
import type { Adopted } from "#services/jobs/adopt-attachments-job";
import type { Job } from "#services/jobs/job";

/** Takes the attachments of a project of this machine into the folder of another. */
export const copyAttachmentsJob: Job<{ readonly from: string; readonly folder: string }, Adopted> = ({
  from,
  folder,
}) => {
  const [source, store] = [new AttachmentStore(from), new AttachmentStore(folder)];
  let taken = 0;
  let damaged = 0;
  for (const sha256 of source.kept()) {
    const bytes = source.whole(sha256);
    if (!bytes || !store.keepAs(sha256, bytes)) damaged++;
    else taken++;
  }
  return { value: { taken, damaged } };
};
