import { randomUUID } from "node:crypto";
import { basename, extname } from "node:path";
import { PlanarGraph } from "#core/derived/planar-graph";
import { projectedCrs } from "#core/geometry/crs";
import type { Command } from "#core/model/command";
import { decodeDocument, documentOf, encodeDocument, recordOf, timeOf } from "#core/model/document";
import { replay, type SealedRecord } from "#core/model/journal";
import { Ledger, type LedgerEnv, seededIds } from "#core/model/ledger";
import type { Project } from "#core/model/project";
import { isRefusal, RefusalError, refuse } from "#core/model/refusal";
import { type AttachmentStore, attachmentsOf } from "#services/attachments/attachment-store";
import { nativeChainHash } from "#services/chain-hash";
import { openProject, projectsFolder } from "#shells/cli/open-project";
import { outputPath } from "#shells/cli/paths";
import type { CliContext } from "#shells/cli/verb";

/** A project file, open for a run of the command line: changed in memory, written once at the end. */
export class ProjectOnDisk {
  readonly ledger: Ledger;
  /** The file was edited in another program since Maillage wrote it. */
  readonly editedOutside: boolean;
  readonly #records: SealedRecord[];
  readonly #projects: string;

  private constructor(ledger: Ledger, records: readonly SealedRecord[], editedOutside: boolean, projects: string) {
    this.ledger = ledger;
    this.#projects = projects;
    this.editedOutside = editedOutside;
    this.#records = [...records];
    ledger.listen((_change, record) => this.#records.push(record));
  }

  /** Opens a project file. @throws RefusalError as `readProjectFile` */
  static async open(path: string, context: CliContext): Promise<ProjectOnDisk> {
    const { value, bytes } = await openProject(path, context);
    const { records } = decodeDocument(bytes);
    const { project, history } = replay(records.map(recordOf));
    const last = records.at(-1);
    const env = envOf(context, value.head.seq, last && timeOf(last));
    const ledger = Ledger.resume(project, history, value.head, env);
    return new ProjectOnDisk(ledger, records, value.editedOutside, projectsFolder(context));
  }

  /** A new project, named after its file. @throws RefusalError `project.unknown-crs` */
  static found(path: string, crs: string, context: CliContext): ProjectOnDisk {
    const known = projectedCrs(crs);
    if (!known) throw new RefusalError(refuse("project.unknown-crs", { params: { crs } }));
    const name = basename(path, extname(path));
    const env = envOf(context, 0, undefined);
    const meta = { id: projectId(name, env.newId()), name, crs: known.code, created: env.now(), attributions: [] };
    const { ledger, record } = Ledger.found(meta, env);
    return new ProjectOnDisk(ledger, [record], false, projectsFolder(context));
  }

  get project(): Project {
    return this.ledger.project;
  }

  /** Carries out a command. @throws RefusalError the command's own */
  run<Input>(command: Command<Input>, input: Input): SealedRecord {
    const done = this.ledger.run(command, input);
    if (isRefusal(done)) throw new RefusalError(done);
    return done;
  }

  /** The bytes of its attached documents. */
  get attachments(): AttachmentStore {
    return attachmentsOf(this.#projects, this.project.meta.id);
  }

  /** The whole project as bytes, for jobs. */
  encoded(): Uint8Array<ArrayBuffer> {
    return encodeDocument(documentOf(this.project, this.#records));
  }

  /** Writes the project file: wholly or not at all. */
  async save(path: string): Promise<void> {
    // In this thread: nobody waits at a window, and the project need not be copied to another.
    const { writeProjectWithAttachments } = await import("#services/gpkg/write-project-with-attachments");
    const order = { path: outputPath(path), profile: "interne", projects: this.#projects } as const;
    writeProjectWithAttachments(documentOf(this.project, this.#records), order);
  }
}

/**
 * Seeded ids hold the number of the record they come behind, so that the same seed never gives one again. With a seed the
 * clock stands still at the last record (or at `SOURCE_DATE_EPOCH`): the same input and seed give the same file, byte for
 * byte.
 */
function envOf({ seed }: CliContext, seq: number, lastTime: string | undefined): LedgerEnv {
  const newId = seed === undefined ? randomUUID : seededIds(`${seed}-${seq.toString(36)}`);
  const told = Number(process.env["SOURCE_DATE_EPOCH"]);
  const fixed = told > 0 ? new Date(told * 1000).toISOString() : seed === undefined ? undefined : lastTime;
  return { newId, now: () => fixed ?? new Date().toISOString(), coverage: PlanarGraph.build, hashOf: nativeChainHash };
}

/** `Bèlèko nord` → `beleko-nord-x1`: what the bridge takes for an id. */
function projectId(name: string, unique: string): string {
  const plain = name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  const end = unique
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 20);
  return `${(plain || "projet").slice(0, 40)}-${end}`;
}
