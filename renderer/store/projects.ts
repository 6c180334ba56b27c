import type { Bridge, ProjectSummary } from "#core/bridge/bridge";
import { BridgeError } from "#core/bridge/bridge-error";
import { PlanarGraph } from "#core/derived/planar-graph";
import { decodeDocument } from "#core/model/document";
import type { Feature } from "#core/model/feature";
import { emptyHead, type JournalHead, type SealedRecord, verifiedPrefix } from "#core/model/journal";
import { Ledger, type LedgerEnv } from "#core/model/ledger";
import type { ProjectMeta } from "#core/model/project-meta";
import { RefusalError, refuse } from "#core/model/refusal";
import { ChunkMap, weightOf } from "#store/chunks";
import { MaillageDatabase } from "#store/database";
import { Drawings } from "#store/drawings";
import { type KeptRecord, keepInJournal, keepInWindow, RecordPieces } from "#store/keep-records";
import { type Overview, Overviews } from "#store/overviews";
import { comparePlaces, hashIn, type RecoveryCase, type Side } from "#store/recovery";
import { rests } from "#store/rests";
import { storageRefusal } from "#store/saver";
import { journalRecords, recordBytes, windowRecords } from "#store/sealed-records";
import { Session } from "#store/session";
import { freshStore, windowStore } from "#store/store-bucket";
import { fromRecords, readWindowCopy, type WindowCopy, withTail } from "#store/window-copy";

export type Opened = { readonly session: Session; readonly note?: OpenNote } | { readonly recovery: RecoveryCase };

/** What happened on the way that the planner should know. */
export type OpenNote = "caught-up" | "already-newer" | "copy" | "edited-outside";

/** The projects of this machine: listed, made, opened, recovered. Refusals and failures are thrown. */
export class Projects {
  readonly #bridge: Bridge;
  #database: MaillageDatabase;
  readonly #overviews = new Overviews();
  readonly #drawings = new Drawings();
  /** Until the store of this window is known. */
  #finding: Promise<void> | undefined;

  /** @param database another store than the window's own */
  constructor(bridge: Bridge, database?: MaillageDatabase) {
    this.#bridge = bridge;
    this.#database = database ?? new MaillageDatabase();
    if (!database) this.#finding = this.#find();
    // Asks the browser not to clear the store when the disk is short; the journal file stands either way.
    void navigator.storage?.persist?.();
  }

  /** Every project either place knows, newest first. */
  async list(): Promise<ProjectSummary[]> {
    const [kept, rows] = await Promise.all([this.#bridge.call("project.list", {}), this.#windowProjects()]);
    const known = new Map(kept.value.projects.map((project) => [project.id, project]));
    for (const row of rows) if (!known.has(row.id)) known.set(row.id, { ...row, head: emptyHead });
    return [...known.values()].sort((a, b) => (a.modified < b.modified ? 1 : -1));
  }

  /** A new project, saved with what it is made of before it is shown. */
  async create({
    source,
    before,
    ...words
  }: Omit<ProjectMeta, "id" | "created"> & {
    readonly source?: { readonly file: string; readonly features: readonly Feature[] };
    /** Told the new project's id before anything is kept of it: what its records speak of must be there first. */
    readonly before?: (id: string) => Promise<void>;
  }): Promise<Session> {
    const meta = { ...words, id: randomId(16), created: new Date().toISOString() };
    const { ledger, record } = Ledger.found(meta, ledgerEnv);
    const chunks = new ChunkMap();
    const records: KeptRecord[] = [record];
    let tail = 1;
    if (source) {
      // Not with the first screen: it brings the whole of polygon clipping with it.
      const { importFeatures } = await import("#core/commands/import-features");
      const pieces = new RecordPieces();
      const { attributions } = meta;
      const refusal = await ledger.runLarge(
        importFeatures,
        { ...source, attributions },
        {
          piece: (bytes) => pieces.take(bytes),
          sealed: (head) => pieces.seal(head),
          part: (change) => {
            chunks.follow(change);
            tail += weightOf(change);
          },
          rest: rests(),
          done: () => records.push(pieces.record),
        },
      );
      if (refusal) throw new RefusalError(refusal);
    }
    return this.#holding(meta.id, async (release) => {
      await before?.(meta.id);
      await this.#keepBoth(meta.id, records);
      await this.#register(meta.id, meta.name, meta.crs, meta.created);
      return { session: this.#session(ledger, chunks, tail, release) };
    }).then(({ session }) => session);
  }

  /** The picture to show while a project is being opened, if it is of the state the window's store holds. */
  async overview(id: string): Promise<Overview | undefined> {
    await this.#finding;
    const keys = this.#database.journal.where(":id").between([id, 0], [id, Number.MAX_SAFE_INTEGER], true, true);
    const [last] = await keys
      .reverse()
      .limit(1)
      .primaryKeys()
      .catch(() => []);
    return last && this.#overviews.at(id, last[1]);
  }

  /** Keeps the picture to show at the next opening. */
  keepOverview(overview: Overview): Promise<void> {
    return this.#overviews.keep(overview);
  }

  /** Opens a project once both places agree, or says how they do not. */
  open(id: string): Promise<Opened> {
    return this.#holding(id, (release) => this.#compareAndOpen(id, release));
  }

  /**
   * Rebuilds one place from the other. What the place that gives way held is kept aside (journal file) or was
   * unreadable (window); nothing is thrown away that could be read.
   */
  async recover(recovery: RecoveryCase, keep: "window" | "journal"): Promise<Session> {
    const id = recovery.project;
    const opened = await this.#holding(id, async (release) => {
      if (keep === "journal") {
        const records = await journalRecords(this.#bridge, id);
        await this.#rebuildWindow(id, records);
        // A damaged file gives way to its good part; the main side keeps the damaged one aside.
        if (recovery.journal?.brokenAt !== undefined) await this.#replaceJournal(id, records);
      } else {
        const records = await windowRecords(this.#database, id);
        const { good } = verifiedPrefix(records);
        if (good.length === 0) throw new RefusalError(refuse("store.window-empty"));
        await this.#replaceJournal(id, good);
        if (good.length < records.length) await this.#rebuildWindow(id, good);
      }
      return this.#compareAndOpen(id, release);
    });
    if ("recovery" in opened)
      throw new RefusalError(refuse("store.recovery-failed", { params: { reason: opened.recovery.reason } }));
    return opened.session;
  }

  /** Opens a project file. A project that is known here keeps its newer side; one that has gone another way comes in as a copy. */
  async openFile(bytes: Uint8Array, name: string): Promise<Opened> {
    const put = await this.#bridge.call("files.put", { name }, { bytes });
    const answer = await this.#bridge.call("project.open", { handle: put.value.handle });
    const document = decodeDocument(answer.bytes);
    const { id } = document.meta;
    const { handle } = put.value;
    // Files of documents first: no record may speak of one that is not there.
    const adopt = async (project: string): Promise<void> => {
      if (answer.value.attachments > 0) await this.#bridge.call("attachment.adopt", { project, handle });
    };
    const opened = await this.#holding(id, async (release): Promise<Opened | "copy"> => {
      const { value: file } = await this.#bridge.call("journal.head", { project: id });
      const places = [
        await windowRecords(this.#database, id).catch((): SealedRecord[] => []),
        file.exists ? await journalRecords(this.#bridge, id) : [],
      ];
      const theirs = document.records.at(-1);
      // Known here to the end: what this machine has stands, and its two places are compared as at any opening.
      if (theirs && places.some((records) => hashIn(records, theirs.seq) === theirs.hash)) {
        await adopt(id);
        const local = await this.#compareAndOpen(id, release);
        const newer = "session" in local && places.some((records) => records.length > theirs.seq);
        return newer ? { ...local, note: "already-newer" } : local;
      }
      // Never in the place of records that are not in the file: those would be lost.
      const contained = places.every((records) => {
        const last = records.at(-1);
        return !last || hashIn(document.records, last.seq) === last.hash;
      });
      if (!contained || !theirs) return "copy";
      await adopt(id);
      await this.#replaceJournal(id, document.records);
      await this.#rebuildWindow(id, document.records);
      return this.#compareAndOpen(id, release);
    });
    if (opened === "copy") {
      const { meta } = document;
      const session = await this.create({
        ...meta,
        name: `${meta.name} (2)`,
        source: { file: name, features: document.features },
        before: adopt,
      });
      return { session, note: "copy" };
    }
    return "session" in opened && answer.value.editedOutside ? { ...opened, note: "edited-outside" } : opened;
  }

  /** Takes a project off this machine; its journal goes to the bin folder of the main side. */
  async remove(id: string): Promise<void> {
    await this.#holding(id, async () => {
      try {
        await this.#bridge.call("project.remove", { project: id });
      } catch (error) {
        // A project of which the main side has nothing any more stands in the window alone.
        if (!(error instanceof BridgeError && error.refusal.code === "project.unknown")) throw error;
      }
      await this.#clearWindow(id, () => this.#database.projects.delete(id));
    });
  }

  async #compareAndOpen(id: string, release: () => void): Promise<Opened> {
    const [{ value: theirs }, read] = await Promise.all([
      this.#bridge.call("journal.head", { project: id }),
      readWindowCopy(this.#database, id),
    ]);
    const journal: Side = { head: theirs.exists ? theirs.head : undefined, damaged: theirs.brokenAt !== undefined };
    const copy = read === "damaged" ? undefined : read;
    const window: Side = { head: copy?.head, damaged: read === "damaged" };
    const windowHash = copy && (await this.#hashInWindow(copy, theirs.head.seq));
    const further = copy && theirs.head.seq > copy.head.seq ? await this.#recordsFrom(id, copy.head.seq) : [];
    const verdict = comparePlaces(window, journal, (place, seq) =>
      place === "window" ? windowHash : hashIn(further, seq),
    );
    if (verdict.kind === "recover" || !copy) {
      const reason = verdict.kind === "recover" ? verdict.reason : "window-empty";
      return { recovery: await this.#recoveryCase(id, reason, copy, theirs) };
    }
    if (verdict.kind === "same") {
      const refilled = await this.#refillWindow(copy);
      return { session: this.#resume(copy, release), ...(refilled ? { note: "caught-up" } : {}) };
    }
    if (verdict.kind === "catch-up-journal") {
      const records = await windowRecords(this.#database, id, theirs.head.seq + 1);
      if (records.length > 0) await this.#bridge.call("journal.append", { project: id, records });
      return { session: this.#resume(copy, release), note: "caught-up" };
    }
    const records = further.filter((record) => record.seq > copy.head.seq);
    const whole = await withTail(copy, records, this.#database);
    if (whole === "damaged") return { recovery: await this.#recoveryCase(id, "diverged", copy, theirs) };
    await this.#database.journal.bulkPut(records.map((record) => ({ project: id, ...record })));
    return { session: this.#resume(whole, release), note: "caught-up" };
  }

  /** The hash the window holds for a record, as far as it goes. */
  async #hashInWindow(copy: WindowCopy, seq: number): Promise<string | undefined> {
    if (seq >= copy.head.seq) return seq === copy.head.seq ? copy.head.hash : undefined;
    return (await this.#database.journal.get([copy.project.meta.id, seq]))?.hash;
  }

  /** The journal file's records from a number on, that one included. */
  #recordsFrom(id: string, seq: number): Promise<SealedRecord[]> {
    return journalRecords(this.#bridge, id, Math.max(0, seq - 1));
  }

  /**
   * Brings back rows that the window's store has lost behind its checkpoint: nothing shows them, but undo will want
   * them. Called when both places end alike.
   */
  async #refillWindow(copy: WindowCopy): Promise<boolean> {
    const { id } = copy.project.meta;
    const rows = this.#database.journal.where(":id").between([id, 1], [id, copy.head.seq], true, true);
    if ((await rows.count()) === copy.head.seq) return false;
    const records = await journalRecords(this.#bridge, id);
    await this.#database.journal.bulkPut(records.map((record) => ({ project: id, ...record })));
    return true;
  }

  async #recoveryCase(
    id: string,
    reason: RecoveryCase["reason"],
    copy: WindowCopy | undefined,
    journal: { readonly head: JournalHead; readonly exists: boolean; readonly brokenAt?: number | undefined },
  ): Promise<RecoveryCase> {
    const name = (await this.list()).find((project) => project.id === id)?.name ?? id;
    return {
      project: id,
      name,
      reason,
      window: copy && { seq: copy.head.seq, features: copy.project.size },
      journal: journal.exists
        ? { seq: journal.head.seq, ...(journal.brokenAt === undefined ? {} : { brokenAt: journal.brokenAt }) }
        : undefined,
    };
  }

  #resume(copy: WindowCopy, release: () => void): Session {
    const ledger = Ledger.resume(copy.project, copy.history, copy.head, ledgerEnv);
    const { id, name, crs } = copy.project.meta;
    void this.#register(id, name, crs, new Date().toISOString());
    return this.#session(ledger, copy.chunks, copy.tail, release);
  }

  #session(ledger: Ledger, chunks: ChunkMap, tail: number, release: () => void): Session {
    return new Session({ ledger, chunks, tail, release, database: this.#database, bridge: this.#bridge });
  }

  async #keepBoth(id: string, records: readonly KeptRecord[]): Promise<void> {
    await keepInWindow(this.#database, id, records);
    await keepInJournal(this.#bridge, id, records);
  }

  async #register(id: string, name: string, crs: string, modified: string): Promise<void> {
    await this.#database.projects.put({ id, name, crs, modified });
  }

  async #windowProjects() {
    await this.#finding;
    try {
      await this.#database.ready();
      return await this.#database.projects.toArray();
    } catch {
      // An unreadable window store: the journals still list every project, and opening one shows the recovery screen.
      return [];
    }
  }

  async #replaceJournal(id: string, records: readonly SealedRecord[]): Promise<void> {
    await this.#bridge.call("journal.replace", { project: id }, { bytes: recordBytes(records) });
  }

  /** Makes the window's copy anew from records; they must be a whole chain. */
  async #rebuildWindow(id: string, records: readonly SealedRecord[]): Promise<void> {
    const copy = fromRecords(records);
    if (copy === "damaged") throw new RefusalError(refuse("store.journal-unreadable"));
    const rebuild = () =>
      this.#clearWindow(id, () =>
        this.#database.journal.bulkPut(records.map((record) => ({ project: id, ...record }))),
      );
    try {
      await this.#database.ready();
      await rebuild();
    } catch (error) {
      const refusal = storageRefusal(error);
      if (refusal.code === "store.disk-full") throw new RefusalError(refusal);
      // The store itself is broken: a new one, once the journals hold all that can still be read of the others.
      await this.#rescueOthers(id);
      await this.#renewStore();
      await rebuild();
    }
    const { name, crs } = copy.project.meta;
    await this.#register(id, name, crs, new Date().toISOString());
  }

  async #renewStore(): Promise<void> {
    try {
      await this.#database.delete();
      await this.#database.open();
    } catch {
      this.#database = await freshStore();
    }
  }

  async #find(): Promise<void> {
    try {
      this.#database = await windowStore();
    } catch {
      // The bucket does not open: what opens the store next meets an empty one, and the recovery screen makes it anew.
    }
  }

  /** Brings to their journal files what only the window still holds of the other projects. */
  async #rescueOthers(id: string): Promise<void> {
    for (const { id: other } of await this.#windowProjects()) {
      if (other === id) continue;
      const { good } = verifiedPrefix(await windowRecords(this.#database, other).catch(() => []));
      if (good.length > 0) await this.#bridge.call("journal.append", { project: other, records: good });
    }
  }

  async #clearWindow(id: string, then: () => PromiseLike<unknown>): Promise<void> {
    await Promise.all([this.#overviews.forget(id), this.#drawings.forget(id)]);
    const { journal, chunks, checkpoints, projects } = this.#database;
    await this.#database.transaction("rw", [journal, chunks, checkpoints, projects], async () => {
      for (const table of [journal, chunks]) {
        await table.where(":id").between([id, 0], [id, Number.MAX_SAFE_INTEGER], true, true).delete();
      }
      await checkpoints.delete(id);
      await then();
    });
  }

  /** Does work while no other window has the project; the session it gives goes on holding it. */
  async #holding<T>(id: string, work: (release: () => void) => Promise<T>): Promise<T> {
    await this.#finding;
    const release = await this.#hold(id);
    let kept = false;
    try {
      const done = await work(release);
      kept = typeof done === "object" && done !== null && "session" in done;
      return done;
    } finally {
      if (!kept) release();
    }
  }

  /**
   * Holds a project for this window alone.
   *
   * @throws RefusalError `store.open-elsewhere` when another window has it open, and keeps it for longer than a window
   *   that is just closing does
   */
  #hold(id: string): Promise<() => void> {
    return new Promise((resolve, reject) => {
      navigator.locks
        .request(`maillage-project-${id}`, { signal: AbortSignal.timeout(CLOSING_MS) }, () => {
          return new Promise<void>((release) => resolve(() => release()));
        })
        .catch(() => reject(new RefusalError(refuse("store.open-elsewhere"))));
    });
  }
}

/** How long a window that was closed may still hold its project, milliseconds. */
const CLOSING_MS = 2000;

const ledgerEnv: LedgerEnv = {
  newId: () => randomId(10),
  now: () => new Date().toISOString(),
  coverage: (project) => PlanarGraph.build(project),
};

/** A random id of lower-case letters and digits; 10 of them hold 51 bits. */
function randomId(length: number): string {
  const letters = "abcdefghijkmnpqrstuvwxyz23456789";
  return [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => letters[byte % 32]).join("");
}
