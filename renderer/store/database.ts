import { Dexie, type EntityTable, type Table } from "dexie";
import type { JournalHead, Step } from "#core/model/journal";
import type { ProjectMeta } from "#core/model/project-meta";

/** One command, as sealed. */
export interface JournalRow {
  readonly project: string;
  readonly seq: number;
  readonly text: string;
  readonly hash: string;
}

/** About 256 features that lie near each other, as JSON text. */
export interface ChunkRow {
  readonly project: string;
  readonly chunk: number;
  readonly count: number;
  readonly text: string;
}

/** A step of the history without what it changed: that is read from its journal row when its turn comes. */
export type StepHead = Omit<Step, "change">;

/** The state of a project folded into chunks: what to read at opening before the tail of the journal. */
export interface CheckpointRow {
  readonly project: string;
  readonly head: JournalHead;
  readonly meta: ProjectMeta;
  /** Every chunk of the state and how many features it holds: a missing one is seen. */
  readonly chunks: readonly (readonly [chunk: number, count: number])[];
  readonly done: readonly StepHead[];
  readonly undone: readonly StepHead[];
}

/** A project this window knows. */
export interface ProjectRow {
  readonly id: string;
  readonly name: string;
  readonly crs: string;
  /** ISO time of its last record. */
  readonly modified: string;
}

/**
 * The window's store. Strict durability: Chromium's default lost every acknowledged edit in eight simulated power
 * cuts out of eight, strict none in 28 (docs/decisions). Shapes only ever change by a new numbered version.
 */
export class MaillageDatabase extends Dexie {
  declare readonly projects: EntityTable<ProjectRow, "id">;
  declare readonly journal: Table<JournalRow, [string, number]>;
  declare readonly chunks: Table<ChunkRow, [string, number]>;
  declare readonly checkpoints: EntityTable<CheckpointRow, "project">;

  /** The storage bucket it lies in, when it is not the origin's own IndexedDB. */
  readonly bucket: string | undefined;

  /** @param place where the database lies; the origin's own IndexedDB when absent */
  constructor(name = "maillage", place: { readonly factory?: IDBFactory; readonly bucket?: string } = {}) {
    const { factory, bucket } = place;
    super(name, { chromeTransactionDurability: "strict", ...(factory ? { indexedDB: factory, IDBKeyRange } : {}) });
    this.bucket = bucket;
    this.version(1).stores({
      projects: "id",
      journal: "[project+seq]",
      chunks: "[project+chunk]",
      checkpoints: "project",
    });
  }

  /**
   * Opens the database again after an opening that failed: Dexie would go on answering with that failure, though
   * the browser may have put the store right meanwhile.
   */
  async ready(): Promise<void> {
    if (!this.isOpen()) await this.open();
  }

  /** All rows of one project in a table keyed by [project, number], from a number on. */
  rowsOf<Row>(table: Table<Row, [string, number]>, project: string, from = 0): Promise<Row[]> {
    return table.where(":id").between([project, from], [project, Number.MAX_SAFE_INTEGER], true, true).toArray();
  }
}
