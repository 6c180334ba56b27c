import { Dexie, type EntityTable } from "dexie";
import type { JournalHead } from "#core/model/journal";

/** What the map shows of a project at a record, ready to be drawn without the project. */
export interface Drawing<Packs> {
  readonly project: string;
  /** The record it is made of. */
  readonly head: JournalHead;
  /** How it is packed: one of another form is of no use. */
  readonly form: string;
  readonly packs: Packs;
}

/**
 * Drawings of the projects of this window, in a database of their own: like the kept pictures they can be made anew,
 * so no failure is told.
 */
export class Drawings<Packs = unknown> {
  #database: (Dexie & { readonly drawings: EntityTable<Drawing<Packs>, "project"> }) | undefined;

  /** The drawing of a project at a record; `undefined` when there is none, or one of another state or form. */
  async at(project: string, seq: number, form: string): Promise<Drawing<Packs> | undefined> {
    const kept = await this.#table()
      .get(project)
      .catch(() => undefined);
    return kept?.head.seq === seq && kept.form === form ? kept : undefined;
  }

  async keep(drawing: Drawing<Packs>): Promise<void> {
    await this.#table()
      .put(drawing)
      .catch(() => undefined);
  }

  async forget(project: string): Promise<void> {
    await this.#table()
      .delete(project)
      .catch(() => undefined);
  }

  #table(): EntityTable<Drawing<Packs>, "project"> {
    if (!this.#database) {
      this.#database = new Dexie("maillage-drawings") as Dexie & { drawings: EntityTable<Drawing<Packs>, "project"> };
      this.#database.version(1).stores({ drawings: "project" });
    }
    return this.#database.drawings;
  }
}
