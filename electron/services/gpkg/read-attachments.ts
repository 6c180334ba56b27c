import type { DatabaseSync } from "node:sqlite";
import { isSha256 } from "#core/derived/documents-of";
import { MOST_ATTACHMENT_BYTES } from "#core/formats/media-type";
import { tableColumns, withOutsideDatabase } from "#services/gpkg/open-outside";

/** Table of the attachments' bytes in a project file. */
export const ATTACHMENT_TABLE = "maillage_document";

/** How many attachments a project file brings. */
export function countAttachments(database: DatabaseSync): number {
  if (!hasTable(database)) return 0;
  const row = database.prepare(`SELECT count(*) AS count FROM ${ATTACHMENT_TABLE}`).get();
  return Number(row?.["count"] ?? 0);
}

/**
 * Goes through the attachments of a project file, one in memory at a time.
 *
 * @param take told each row's SHA-256 and its bytes; no bytes where the row holds none that could be an attachment
 * @throws RefusalError `gpkg.not-geopackage`, `gpkg.damaged`
 */
export function eachAttachment(
  path: string,
  name: string,
  temp: string,
  take: (sha256: string, bytes: Uint8Array | undefined) => void,
): void {
  withOutsideDatabase(path, name, temp, (database) => {
    if (!hasTable(database)) return;
    const read = database.prepare(
      `SELECT sha256, CASE WHEN length(contenu) <= ${MOST_ATTACHMENT_BYTES} THEN contenu END AS contenu FROM ${ATTACHMENT_TABLE}`,
    );
    for (const { sha256, contenu } of read.iterate()) {
      if (typeof sha256 !== "string" || !isSha256(sha256)) take("", undefined);
      else take(sha256, contenu instanceof Uint8Array ? contenu : undefined);
    }
  });
}

function hasTable(database: DatabaseSync): boolean {
  const columns = tableColumns(database, ATTACHMENT_TABLE);
  return columns?.includes("sha256") === true && columns.includes("contenu");
}
