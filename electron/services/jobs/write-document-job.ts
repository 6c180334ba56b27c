import type { ExportProfile } from "#core/formats/export-profile";
import { formatOfName } from "#core/formats/write/writable-formats";
import { decodeDocument } from "#core/model/document";
import { RefusalError, refuse } from "#core/model/refusal";
import type { Job } from "#services/jobs/job";
import { type DocumentOrder, writeDocument } from "#services/write/write-document";
import type { WrittenFile } from "#services/write/write-file";

/** How a project is handed over as a file; its ending names the format. */
export type DocumentJobInput = Omit<DocumentOrder, "format" | "ending"> & { readonly profile: ExportProfile };

/** Writes a project in any format at a path; bytes in: `encodeDocument`. */
export const writeDocumentJob: Job<DocumentJobInput, WrittenFile & { readonly attachmentsMissing: number }> = async (
  order,
  { bytes },
) => {
  const asked = formatOfName(order.path);
  if (!asked) throw new RefusalError(refuse("cli.cannot-write", { file: order.path }));
  return { value: await writeDocument(decodeDocument(bytes), { ...order, ...asked }) };
};
