import type { JournalHead } from "#core/model/journal";
import type { ProjectMeta } from "#core/model/project-meta";

/** What a list of projects shows of a journal. */
export interface JournalSummary {
  readonly head: JournalHead;
  /** ISO time of the last record. */
  readonly time: string;
  /** The project's own words after their last change. An undone renaming counts as if it stood: names only. */
  readonly meta: ProjectMeta;
}

const LINE_START = /^\{"seq":(\d+),"text":"\{\\"seq\\":\d+,\\"time\\":\\"([^"\\]+)\\"/;
const LINE_END = /,"hash":"([0-9a-f]{64})"\}$/;
/** The project's words in a record, as they stand inside the line's own text. They come last in a change. */
const META = Buffer.from('\\"meta\\":[');

/**
 * Reads a summary from the bytes of a journal without following its chain or parsing its records: an import alone
 * may be 40 MB. Nothing is verified here; that is done when the project is opened.
 *
 * @returns `undefined` when the bytes do not look as this program writes them; then the whole is to be read
 */
export function journalSummary(bytes: Buffer): JournalSummary | undefined {
  if (bytes.at(-1) !== 0x0a) return undefined;
  const end = bytes.length - 1;
  const start = bytes.lastIndexOf(0x0a, end - 1) + 1;
  const first = LINE_START.exec(bytes.toString("utf8", start, Math.min(end, start + 200)));
  const last = LINE_END.exec(bytes.toString("utf8", Math.max(start, end - 100), end));
  const meta = latestMeta(bytes);
  if (!first?.[1] || !first[2] || !last?.[1] || !meta) return undefined;
  return { head: { seq: Number(first[1]), hash: last[1] }, time: first[2], meta };
}

function latestMeta(bytes: Buffer): ProjectMeta | undefined {
  const at = bytes.lastIndexOf(META);
  if (at < 0) return undefined;
  const lineEnd = bytes.indexOf(0x0a, at);
  const line = bytes.toString("utf8", at, lineEnd);
  const textEnd = LINE_END.exec(line)?.index;
  if (textEnd === undefined) return undefined;
  try {
    // The end of the record's text: `"meta":[…]}}` with the braces of change and record behind it.
    const text = JSON.parse(`"${line.slice(0, textEnd)}`) as string;
    const read = JSON.parse(`{${text.replace(/\}\}$/, "")}}`) as { readonly meta: readonly [ProjectMeta, ProjectMeta] };
    const meta = read.meta[1];
    return typeof meta.name === "string" && typeof meta.crs === "string" ? meta : undefined;
  } catch {
    return undefined;
  }
}
