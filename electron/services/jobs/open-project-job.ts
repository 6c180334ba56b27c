import { randomUUID } from "node:crypto";
import type { BridgeOutput } from "#core/bridge/bridge";
import { encodeDocument } from "#core/model/document";
import { readProjectFile } from "#services/gpkg/read-project";
import type { Job, NamedFile } from "#services/jobs/job";

/** Opens a project file; bytes: `encodeDocument`. */
export const openProjectJob: Job<NamedFile & { readonly temp: string }, BridgeOutput<"project.open">> = ({
  path,
  name,
  temp,
}) => {
  const now = new Date().toISOString();
  const { document, editedOutside, attachments } = readProjectFile(path, { name, temp, now, newId: randomUUID });
  const last = document.records.at(-1);
  const { id, name: title, crs } = document.meta;
  return {
    value: {
      meta: { id, name: title, crs },
      head: { seq: last?.seq ?? 0, hash: last?.hash ?? "" },
      editedOutside,
      attachments,
    },
    bytes: encodeDocument(document),
  };
};
