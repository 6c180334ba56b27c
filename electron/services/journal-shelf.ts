import { readdir, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ProjectSummary } from "#core/bridge/bridge";
import { recordOf } from "#core/model/document";
import { emptyHead, type JournalHead, type SealedRecord } from "#core/model/journal";
import { RefusalError, refuse } from "#core/model/refusal";
import { onDisk } from "#services/disk-failure";
import { fsyncFolder } from "#services/durable-file";
import type { Home } from "#services/home";
import { JournalFile } from "#services/journal-file";
import { scanJournal } from "#services/journal-scan";
import { newestSnapshot, snapshotNames } from "#services/journal-snapshot";
import { type JournalSummary, journalSummary } from "#services/journal-summary";

/** The journals of all projects on this machine. Work on one journal is done one call after the other. */
export class JournalShelf {
  readonly #home: Home;
  readonly #open = new Map<string, { readonly file: JournalFile; turn: Promise<unknown> }>();

  readonly #snapshot: (folder: string) => Promise<unknown>;
  readonly #snapshots = new Set<Promise<unknown>>();
  /** Of each project worked on: the next snapshot by the clock, and how many there were. */
  readonly #clocks = new Map<string, { timer: NodeJS.Timeout | undefined; taken: number }>();

  /** @param snapshot takes a snapshot of the project in a folder, without holding up anything else */
  constructor(home: Home, snapshot: (folder: string) => Promise<unknown>) {
    this.#home = home;
    this.#snapshot = snapshot;
  }

  /** Appends records to a project's journal; now and then a snapshot is taken behind its back. */
  append(project: string, records: readonly SealedRecord[]): Promise<JournalHead> {
    return this.with(project, async (journal) => {
      const before = (await journal.state()).head.seq;
      const head = await journal.append(records);
      if (Math.floor(head.seq / SNAPSHOT_EVERY) > Math.floor(before / SNAPSHOT_EVERY)) this.#take(project);
      else if (head.seq > before) this.#takeSoon(project);
      return head;
    });
  }

  /** Does work on a project's journal once all earlier work on it is over. */
  with<T>(project: string, work: (journal: JournalFile) => Promise<T>): Promise<T> {
    let held = this.#open.get(project);
    if (!held) {
      held = { file: new JournalFile(this.folderOf(project)), turn: Promise.resolve() };
      this.#open.set(project, held);
    }
    const { file } = held;
    const done = held.turn.then(() => work(file));
    held.turn = done.catch(() => undefined);
    return done;
  }

  /** A project's own folder, whether it is there or not. */
  folderOf(project: string): string {
    return join(this.#home.projects, project);
  }

  /** Projects that have a journal here, or only snapshots of one, newest first. One that cannot be read names itself by its folder. */
  async list(): Promise<ProjectSummary[]> {
    const names = await onDisk(this.#home.projects, () => readdir(this.#home.projects));
    const found = await Promise.all(names.filter((name) => PROJECT_ID.test(name)).map((name) => this.#summary(name)));
    return found.filter((summary) => summary !== undefined).sort((a, b) => (a.modified < b.modified ? 1 : -1));
  }

  /**
   * Moves a project's folder to the bin.
   *
   * @throws RefusalError `project.unknown` when there is nothing of it, `journal.in-use` when another process holds it
   */
  async remove(project: string): Promise<void> {
    await this.with(project, async (journal) => {
      const { exists } = await journal.state();
      if (!exists && snapshotNames(journal.folder).length === 0) throw new RefusalError(refuse("project.unknown"));
      this.#forget(project);
      await journal.claim();
      await journal.close();
      const time = new Date().toISOString().replaceAll(/[:.]/g, "-");
      await onDisk(journal.folder, () => rename(journal.folder, join(this.#home.bin, `${project}-${time}`)));
      fsyncFolder(this.#home.bin);
      fsyncFolder(this.#home.projects);
    });
    this.#open.delete(project);
  }

  /** Waits for work under way, then lets go of every file and lock. */
  async close(): Promise<void> {
    const held = [...this.#open.values()];
    this.#open.clear();
    for (const project of [...this.#clocks.keys()]) this.#forget(project);
    await Promise.all(this.#snapshots);
    await Promise.all(held.map(({ file, turn }) => turn.then(() => file.close())));
  }

  #take(project: string): void {
    const clock = this.#clocks.get(project);
    clearTimeout(clock?.timer);
    this.#clocks.set(project, { timer: undefined, taken: (clock?.taken ?? 0) + 1 });
    const taken = this.#snapshot(this.folderOf(project)).catch((thrown: unknown) => {
      console.error("snapshot:", thrown);
    });
    this.#snapshots.add(taken);
    void taken.finally(() => this.#snapshots.delete(taken));
  }

  /** Takes a snapshot in a while, if none is about to be: soon after work begins, then at intervals while it goes on. */
  #takeSoon(project: string): void {
    const { timer, taken } = this.#clocks.get(project) ?? { timer: undefined, taken: 0 };
    if (timer) return;
    const next = setTimeout(() => this.#take(project), taken === 0 ? FIRST_SNAPSHOT_MS : NEXT_SNAPSHOT_MS);
    // Nothing waits for it: the journal itself is on the disk.
    next.unref();
    this.#clocks.set(project, { timer: next, taken });
  }

  #forget(project: string): void {
    clearTimeout(this.#clocks.get(project)?.timer);
    this.#clocks.delete(project);
  }

  async #summary(project: string): Promise<ProjectSummary | undefined> {
    const path = join(this.folderOf(project), "journal.jsonl");
    try {
      const bytes = await readFile(path);
      const summary = journalSummary(bytes) ?? longSummary(bytes);
      if (!summary.meta) return this.#leftOf(project) ?? (await nameless(project, path, summary.head));
      return {
        id: project,
        name: summary.meta.name,
        crs: summary.meta.crs,
        modified: summary.time ?? (await stat(path)).mtime.toISOString(),
        head: summary.head,
      };
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return this.#leftOf(project);
      throw thrown;
    }
  }

  /** A project whose journal is gone or says nothing, as its newest snapshot names it. */
  #leftOf(project: string): ProjectSummary | undefined {
    const snapshot = newestSnapshot(this.folderOf(project));
    if (!snapshot) return undefined;
    const { name, crs, created } = snapshot.document.meta;
    return { id: project, name, crs, modified: snapshot.last?.time ?? created, head: emptyHead };
  }
}

/** Records between two snapshots, however fast they come. */
const SNAPSHOT_EVERY = 200;

/** How long after the first record of a sitting a snapshot is taken, and after the first record behind one. */
const FIRST_SNAPSHOT_MS = 60_000;
const NEXT_SNAPSHOT_MS = 600_000;

const PROJECT_ID = /^[a-z0-9-]{1,64}$/;

/** A project that nothing names any more. */
async function nameless(project: string, path: string, head: JournalHead): Promise<ProjectSummary> {
  return { id: project, name: project, crs: "", modified: (await stat(path)).mtime.toISOString(), head };
}

/** The summary of a journal that is torn or damaged, from the records that are good. */
function longSummary(bytes: Buffer): Partial<JournalSummary> & Pick<JournalSummary, "head"> {
  const { records, head } = scanJournal(bytes);
  const read = records.map(recordOf);
  const time = read.at(-1)?.time;
  const meta = read.findLast((record) => record.change?.meta)?.change?.meta?.[1];
  return { head, ...(time ? { time } : {}), ...(meta ? { meta } : {}) };
}
