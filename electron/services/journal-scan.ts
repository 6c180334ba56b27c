import { z } from "zod";
import { emptyHead, type JournalHead, type SealedRecord, verifiedPrefix } from "#core/model/journal";
import { nativeChainHash } from "#services/chain-hash";

const line = z.strictObject({ seq: z.number().int().positive(), text: z.string(), hash: z.string() });

/** What a journal file holds, read from its bytes. */
export interface JournalScan {
  readonly records: readonly SealedRecord[];
  readonly head: JournalHead;
  /** `seq` of the first record that is missing, unreadable or altered though others, or its own line end, follow. */
  readonly brokenAt?: number;
  /** How many bytes are whole lines of good records. */
  readonly goodBytes: number;
  /** Bytes of a last line that never got its end: a write that was cut short, never acknowledged. */
  readonly tornBytes: number;
  /** The last line is a good record that only lacks its line end. */
  readonly lacksLineEnd: boolean;
}

/** A record as a line of the file. JSON escapes line ends, so a line is a record. */
export function journalLine(record: SealedRecord): string {
  return `${JSON.stringify({ seq: record.seq, text: record.text, hash: record.hash })}\n`;
}

/** Reads the lines of a journal and follows their chain. */
export function scanJournal(bytes: Buffer): JournalScan {
  const read: SealedRecord[] = [];
  const ends: number[] = [];
  let at = 0;
  let unreadable = false;
  while (at < bytes.length) {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) break;
    const record = readLine(bytes.subarray(at, end));
    if (!record) {
      unreadable = true;
      break;
    }
    read.push(record);
    at = end + 1;
    ends.push(at);
  }
  const { good, head, brokenAt } = verifiedPrefix(read, emptyHead, nativeChainHash);
  const goodBytes = ends[good.length - 1] ?? 0;
  const whole = { records: good, head, goodBytes };
  if (brokenAt !== undefined) return { ...whole, brokenAt, tornBytes: 0, lacksLineEnd: false };
  if (unreadable) return { ...whole, brokenAt: head.seq + 1, tornBytes: 0, lacksLineEnd: false };
  const tail = bytes.subarray(at);
  const last = tail.length > 0 ? readLine(tail) : undefined;
  const next = last && verifiedPrefix([last], head, nativeChainHash);
  if (last && next?.brokenAt === undefined) {
    return {
      records: [...good, last],
      head: { seq: last.seq, hash: last.hash },
      goodBytes: bytes.length,
      tornBytes: 0,
      lacksLineEnd: true,
    };
  }
  return { ...whole, tornBytes: tail.length, lacksLineEnd: false };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function readLine(bytes: Buffer): SealedRecord | undefined {
  try {
    const text = utf8.decode(bytes);
    const read = line.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
