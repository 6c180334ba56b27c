import type { Bridge, SnapshotAbout } from "#core/bridge/bridge";
import { decodeDocument, type ProjectDocument } from "#core/model/document";
import type { Projects } from "#store/projects";
import type { Session } from "#store/session";

/** The states of one project that the main side keeps beside its journal. Refusals and failures are thrown. */
export class Snapshots {
  readonly #bridge: Bridge;
  readonly #projects: Projects;
  readonly #project: string;

  /** @param project its id */
  constructor(bridge: Bridge, projects: Projects, project: string) {
    this.#bridge = bridge;
    this.#projects = projects;
    this.#project = project;
  }

  /** What there is, newest first. */
  async list(): Promise<readonly SnapshotAbout[]> {
    return (await this.#bridge.call("snapshot.list", { project: this.#project })).value.snapshots;
  }

  /** What one of them holds. */
  async read(name: string): Promise<ProjectDocument> {
    return decodeDocument((await this.#bridge.call("snapshot.read", { project: this.#project, name })).bytes);
  }

  /**
   * Makes a project of its own of what a snapshot holds, with the documents and backdrops of the one it was taken of.
   * That one stays as it is, harm and all.
   *
   * @param name what the new project is called
   * @param file what its history says it comes from
   */
  restore({ meta, features }: ProjectDocument, name: string, file: string): Promise<Session> {
    return this.#projects.create({
      ...meta,
      name,
      source: { file, features },
      before: async (project) => {
        await this.#bridge.call("attachment.copy", { project, from: this.#project });
        const { value } = await this.#bridge.call("raster.list", { project: this.#project });
        await this.#bridge.call("raster.keep", {
          project,
          backdrops: value.backdrops.map(({ handle, opacity, visible }) => ({ handle, opacity, visible })),
          reliefs: value.reliefs.map(({ handle }) => handle),
        });
      },
    });
  }
}
