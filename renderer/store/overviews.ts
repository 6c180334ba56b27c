import { Dexie, type EntityTable } from "dexie";

/** A picture of a project as it is seen when it is opened: shown first, until the map itself is drawn. */
export interface Overview {
  readonly project: string;
  /** The last record it shows. */
  readonly seq: number;
  readonly image: Blob;
  /** Ground at its left and top edge (millimetres), its scale and its size (CSS pixels). */
  readonly frame: {
    readonly left: number;
    readonly top: number;
    readonly mmPerPx: number;
    readonly width: number;
    readonly height: number;
  };
  /** Where on the window it stood, CSS pixels. */
  readonly place: { readonly left: number; readonly top: number };
}

/**
 * The pictures of the projects of this window, in a database of their own: what becomes of it concerns nothing that
 * is kept. So no failure is told: without a picture, the map comes as it is drawn.
 */
export class Overviews {
  #database: (Dexie & { readonly overviews: EntityTable<Overview, "project"> }) | undefined;

  /** The picture of a project at a record; `undefined` when there is none, or one of another state. */
  async at(project: string, seq: number): Promise<Overview | undefined> {
    const kept = await this.#table()
      .get(project)
      .catch(() => undefined);
    return kept?.seq === seq ? kept : undefined;
  }

  async keep(overview: Overview): Promise<void> {
    await this.#table()
      .put(overview)
      .catch(() => undefined);
  }

  async forget(project: string): Promise<void> {
    await this.#table()
      .delete(project)
      .catch(() => undefined);
  }

  #table(): EntityTable<Overview, "project"> {
    if (!this.#database) {
      this.#database = new Dexie("maillage-overviews") as Dexie & { overviews: EntityTable<Overview, "project"> };
      this.#database.version(1).stores({ overviews: "project" });
    }
    return this.#database.overviews;
  }
}
