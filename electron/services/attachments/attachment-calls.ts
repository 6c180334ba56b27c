import type { Services } from "#core/bridge/bridge";
import { attachmentsOf } from "#services/attachments/attachment-store";
import type { Home } from "#services/home";
import type { OutsideFiles } from "#services/outside-files";
import { runJob } from "#services/run-job";

type AttachmentCalls = Pick<
  Services,
  "attachment.put" | "attachment.read" | "attachment.check" | "attachment.adopt" | "attachment.copy"
>;

/** The calls on the bytes of attached documents. */
export function attachmentCalls(home: Home, files: OutsideFiles): AttachmentCalls {
  return {
    "attachment.put": async ({ project, name }, { bytes }) => ({
      value: attachmentsOf(home.projects, project).take(bytes, name),
    }),
    "attachment.read": async ({ project, sha256 }) => {
      const bytes = attachmentsOf(home.projects, project).read(sha256);
      return { value: { bytes: bytes.length }, bytes };
    },
    "attachment.check": async ({ project, sha256 }) => {
      const store = attachmentsOf(home.projects, project);
      return { value: { states: sha256.map((one) => store.state(one)) } };
    },
    "attachment.adopt": ({ project, handle }, { signal }) => {
      const { path, name } = files.get(handle);
      const { folder } = attachmentsOf(home.projects, project);
      return runJob("attachments.adopt", { path, name, temp: files.folder, folder }, { signal });
    },
    "attachment.copy": ({ project, from }, { signal }) => {
      const { folder } = attachmentsOf(home.projects, project);
      return runJob("attachments.copy", { from: attachmentsOf(home.projects, from).folder, folder }, { signal });
    },
  };
}
