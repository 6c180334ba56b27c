import { formatOfName } from "#core/formats/write/writable-formats";
import { decodeDocument } from "#core/model/document";
import { RefusalError, refuse } from "#core/model/refusal";
import type { Job } from "#services/jobs/job";
import { toolsOf } from "#services/outside/reader-tools";
import { type DocumentOrder, writeDocument } from "#services/write/write-document";
import type { WrittenFile } from "#services/write/write-file";

/** How a project is handed over as a file; its ending names the format. */
export type DocumentJobInput = Omit<DocumentOrder, "format" | "ending" | "tools"> & {
  /** Folder for copies. */
  readonly temp: string;
};

/** Writes a project in any format at a path; bytes in: `encodeDocument`. */
export const writeDocumentJob: Job<DocumentJobInput, WrittenFile & { readonly attachmentsMissing: number }> = async (
  { temp, ...order },
  context,
) => {
  const asked = formatOfName(order.path);
  if (!asked) throw new RefusalError(refuse("cli.cannot-write", { file: order.path }));
  return {
    value: await writeDocument(decodeDocument(context.bytes), { ...order, ...asked, tools: toolsOf(context, temp) }),
  };
};
