import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Where an SQLite file is damaged, for a refusal `gpkg.damaged`. */
export interface Damage {
  readonly layer?: string;
  readonly params: { readonly what: string; readonly page: number };
}

/**
 * Finds the place of a damage SQLite complained about: the page it names, the first page a cut file lacks, else page 1,
 * which holds the list of tables. A table or index it names becomes the layer.
 *
 * @param what SQLite's own words
 */
export function damageOf(path: string, what: string): Damage {
  const line = what.replace(/^\*\*\* in database main \*\*\*\s*/, "").split("\n")[0] ?? "";
  const layer =
    /malformed database schema \(([^)]+)\)|(?:no such (?:table|column)|value in|row .* from index): ?(\S+)/.exec(line);
  const named = layer?.[1] ?? layer?.[2];
  const page = Number(/page (\d+)/i.exec(line)?.[1] ?? 0) || firstMissingPage(path) || 1;
  return { ...(named ? { layer: named } : {}), params: { what: line, page } };
}

/** The first page a file that was cut does not hold wholly; `undefined` when it is as long as its head says. */
function firstMissingPage(path: string): number | undefined {
  const head = Buffer.alloc(100);
  const file = openSync(path, "r");
  try {
    if (readSync(file, head, 0, 100, 0) < 100) return 1;
    const said = head.readUInt16BE(16);
    const pageBytes = said === 1 ? 65_536 : said;
    if (pageBytes < 512) return 1;
    const pages = Math.floor(fstatSync(file).size / pageBytes);
    return pages < head.readUInt32BE(28) ? pages + 1 : undefined;
  } finally {
    closeSync(file);
  }
}
