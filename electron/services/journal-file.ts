import { constants, type Stats } from "node:fs";
import { type FileHandle, mkdir, open, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { emptyHead, type JournalHead, type SealedRecord } from "#core/model/journal";
import { RefusalError, refuse } from "#core/model/refusal";
import { nativeChainHash } from "#services/chain-hash";
import { diskFailure, onDisk } from "#services/disk-failure";
import { fsyncFolder, writeBytesDurably } from "#services/durable-file";
import { type JournalScan, journalLine, scanJournal } from "#services/journal-scan";
import { type ProcessLock, takeLock } from "#services/process-lock";

/** Where a journal stands. */
export interface JournalState {
  readonly head: JournalHead;
  readonly exists: boolean;
  /** `seq` of the first record at fault. While it stands, nothing can be appended. */
  readonly brokenAt?: number;
  /** Bytes of a last record that was never wholly written; they were put aside. */
  readonly tornBytes?: number;
}

/** What this process knows of a journal it holds. */
interface Known {
  /** Hash of record `seq` at `seq - 1`. */
  readonly hashes: string[];
  /** Length of the file, bytes. */
  size: number;
  /** The file as this process left it, to see whether anybody else has touched it; none before the first write. */
  mark: FileMark | undefined;
  state: JournalState;
}

type FileMark = Pick<Stats, "ino" | "size" | "mtimeMs">;

/**
 * The append-only, hash-chained journal of one project: `journal.jsonl`, one sealed record a line. `append` answers
 * once the records are on the disk (`fdatasync`). Calls on one journal must not overlap (`JournalShelf` sees to it).
 */
export class JournalFile {
  readonly folder: string;
  readonly path: string;
  #lock: ProcessLock | undefined;
  #file: FileHandle | undefined;
  #known: Known | undefined;

  /** @param folder the project's own folder; made at the first append */
  constructor(folder: string) {
    this.folder = folder;
    this.path = join(folder, "journal.jsonl");
  }

  /** Where the journal stands. A torn tail is put aside first, when no other process holds the journal. */
  async state(): Promise<JournalState> {
    if (this.#known) return this.#known.state;
    const scan = await this.#firstScan();
    return scan ? stateOf(scan) : { head: emptyHead, exists: false };
  }

  /** Good records after a number, and the head they lead to. */
  async read(after: number): Promise<{ records: readonly SealedRecord[]; head: JournalHead }> {
    const scan = await (this.#known ? this.#scan() : this.#firstScan());
    return { records: scan?.records.slice(after) ?? [], head: scan?.head ?? emptyHead };
  }

  /**
   * Appends records behind the head and forces them to the disk. Records that are there already are accepted again,
   * so that a caller whose answer was lost can simply repeat.
   *
   * @throws RefusalError `journal.damaged`, `journal.in-use`, `journal.does-not-follow`: nothing was written
   * @throws BridgeError `failure`: the disk said no, and the journal is as it was
   */
  async append(records: readonly SealedRecord[]): Promise<JournalHead> {
    const known = await this.#open();
    if (known.state.brokenAt !== undefined) {
      throw new RefusalError(refuse("journal.damaged", { params: { seq: known.state.brokenAt } }));
    }
    const fresh = this.#freshOf(records, known);
    const last = fresh.at(-1);
    if (!last) return known.state.head;
    const bytes = Buffer.from(fresh.map(journalLine).join(""), "utf8");
    const file = await this.#handle();
    try {
      await writeFully(file, bytes, known.size);
      await file.datasync();
    } catch (thrown) {
      await this.#rollBack(file, known.size);
      throw diskFailure(thrown, this.path);
    }
    for (const record of fresh) known.hashes.push(record.hash);
    known.size += bytes.length;
    known.mark = await file.stat();
    known.state = { head: { seq: last.seq, hash: last.hash }, exists: true };
    return known.state.head;
  }

  /**
   * Puts another chain in the place of this one. The old file is kept as `journal.replaced-<time>.jsonl`.
   *
   * @throws RefusalError `journal.does-not-follow` when the new chain is not whole from 1
   */
  async replace(records: readonly SealedRecord[]): Promise<JournalHead> {
    await this.#makeFolder();
    this.#needLock();
    this.#freshOf(records, { hashes: [], state: { head: emptyHead, exists: false } });
    await this.#closeFile();
    this.#known = undefined;
    await onDisk(this.path, async () => {
      if (await this.#scan()) {
        // A second name for the old bytes, so that at no moment there is no journal.
        writeBytesDurably(join(this.folder, `journal.replaced-${stamp()}.jsonl`), await readFile(this.path));
      }
      writeBytesDurably(this.path, records.map(journalLine).join(""));
    });
    return (await this.state()).head;
  }

  /** Makes sure that no other process holds the journal. @throws RefusalError `journal.in-use` */
  async claim(): Promise<void> {
    await this.#open();
  }

  /** Lets go of the file and the lock. */
  async close(): Promise<void> {
    await this.#closeFile();
    this.#known = undefined;
    this.#lock?.release();
    this.#lock = undefined;
  }

  #freshOf(records: readonly SealedRecord[], known: Pick<Known, "hashes" | "state">): SealedRecord[] {
    const fresh: SealedRecord[] = [];
    let head = known.state.head;
    for (const record of records) {
      const there = known.hashes[record.seq - 1];
      if (there !== undefined && there === record.hash) continue;
      if (record.seq !== head.seq + 1 || nativeChainHash(head.hash, record.text) !== record.hash) {
        throw new RefusalError(
          refuse("journal.does-not-follow", { params: { seq: record.seq, expected: head.seq + 1 } }),
        );
      }
      fresh.push(record);
      head = { seq: record.seq, hash: record.hash };
    }
    return fresh;
  }

  async #open(): Promise<Known> {
    const known = await this.#untouched();
    if (known) return known;
    await this.#makeFolder();
    this.#needLock();
    const scan = (await this.#scan()) ?? EMPTY;
    return this.#take(scan);
  }

  /** Reads the journal, and takes it into use when no other process holds it. */
  async #firstScan(): Promise<JournalScan | undefined> {
    const scan = await this.#scan();
    if (scan && this.#tryLock()) await this.#take(scan);
    return scan;
  }

  /** Takes the journal into use: puts a torn tail aside, ends a line that lacks its end. Needs the lock. */
  async #take(scan: JournalScan): Promise<Known> {
    let size = scan.goodBytes;
    if (scan.tornBytes > 0) {
      const bytes = await readFile(this.path);
      await onDisk(this.path, async () => {
        writeBytesDurably(join(this.folder, `journal.torn-${stamp()}`), bytes.subarray(scan.goodBytes));
        const file = await this.#handle();
        await file.truncate(scan.goodBytes);
        await file.datasync();
      });
    }
    if (scan.lacksLineEnd) {
      const file = await this.#handle();
      await writeFully(file, Buffer.from("\n"), size);
      await file.datasync();
      size += 1;
    }
    const mark = await this.#mark();
    this.#known = { hashes: scan.records.map((record) => record.hash), size, mark, state: stateOf(scan) };
    return this.#known;
  }

  /**
   * What is known, if the file is still as it was left. One that was removed, cut or altered meanwhile (another
   * program, a hand) is let go of and read anew: an append must never go to a file that nobody will find.
   */
  async #untouched(): Promise<Known | undefined> {
    if (!this.#known) return undefined;
    const [was, is] = [this.#known.mark, await this.#mark()];
    if (was?.ino === is?.ino && was?.size === is?.size && was?.mtimeMs === is?.mtimeMs) return this.#known;
    await this.close();
    return undefined;
  }

  #mark(): Promise<FileMark | undefined> {
    return stat(this.path).catch(() => undefined);
  }

  async #scan(): Promise<JournalScan | undefined> {
    try {
      return scanJournal(await readFile(this.path));
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw diskFailure(thrown, this.path);
    }
  }

  async #makeFolder(): Promise<void> {
    await onDisk(this.folder, () => mkdir(this.folder, { recursive: true, mode: 0o700 }));
  }

  #tryLock(): boolean {
    this.#lock ??= takeLock(join(this.folder, "lock"));
    return this.#lock !== undefined;
  }

  #needLock(): void {
    if (!this.#tryLock()) throw new RefusalError(refuse("journal.in-use"));
  }

  async #handle(): Promise<FileHandle> {
    if (this.#file) return this.#file;
    return onDisk(this.path, async () => {
      const file = await open(this.path, constants.O_RDWR | constants.O_CREAT, 0o600);
      this.#file = file;
      fsyncFolder(this.folder);
      fsyncFolder(dirname(this.folder));
      return file;
    });
  }

  /** After a failed write: back to the last good length. If even that fails, the file is read anew next time. */
  async #rollBack(file: FileHandle, size: number): Promise<void> {
    try {
      await file.truncate(size);
      await file.datasync();
    } catch {
      await this.#closeFile();
      this.#known = undefined;
    }
  }

  async #closeFile(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }
}

const EMPTY: JournalScan = { records: [], head: emptyHead, goodBytes: 0, tornBytes: 0, lacksLineEnd: false };

function stateOf(scan: JournalScan): JournalState {
  return {
    head: scan.head,
    exists: true,
    ...(scan.brokenAt !== undefined ? { brokenAt: scan.brokenAt } : {}),
    ...(scan.tornBytes > 0 ? { tornBytes: scan.tornBytes } : {}),
  };
}

async function writeFully(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

/** A time that can stand in a file name, and never the same twice. */
function stamp(): string {
  return `${new Date().toISOString().replaceAll(/[:.]/g, "-")}-${process.hrtime.bigint().toString(36)}`;
}
