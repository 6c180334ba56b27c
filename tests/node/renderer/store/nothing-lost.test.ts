import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { BridgeName, CallOptions } from "#core/bridge/bridge";
import { addFeature } from "#core/commands/add-feature";
import { pointAt } from "#core/geometry/geometry";
import { encodeDocument, type ProjectDocument } from "#core/model/document";
import { verifiedPrefix } from "#core/model/journal";
import { canonicalText } from "#core/model/project";
import { MaillageDatabase } from "#store/database";
import { Projects } from "#store/projects";
import type { Session } from "#store/session";
import { MemoryBridge } from "#tests/helpers/memory-bridge";

const PLACE = { name: "Sinsina", crs: "EPSG:32629", attributions: [] };

/** A main side that also has project files to give. */
class FilingBridge extends MemoryBridge {
  file: ProjectDocument | undefined;

  override async call(name: BridgeName, input: unknown, options: CallOptions = {}): Promise<never> {
    if (name === "files.put") return { value: { handle: "f" }, bytes: new Uint8Array(0) } as never;
    if (name === "project.open" && this.file) {
      return { value: { editedOutside: false }, bytes: encodeDocument(this.file) } as never;
    }
    return super.call(name, input, options);
  }
}

let bridge: FilingBridge;
let database: MaillageDatabase;
let projects: Projects;
let number = 0;

beforeEach(() => {
  bridge = new FilingBridge();
  database = new MaillageDatabase(`lost-${++number}`);
  projects = new Projects(bridge, database);
});

const place = (session: Session, count: number): void => {
  for (let i = 0; i < count; i++) {
    const refusal = session.run(addFeature, { class: "transformer", geometry: pointAt(i * 1000, 0), fields: {} });
    if (refusal) throw new Error(refusal.code);
  }
};
const saved = (session: Session) => expect.poll(() => session.snapshot().save.kind).toBe("saved");
const unsaved = (session: Session) => expect.poll(() => session.snapshot().save.kind).toBe("unsaved");

async function opened(id: string): Promise<Session> {
  const outcome = await projects.open(id);
  if (!("session" in outcome)) throw new Error(`recovery: ${outcome.recovery.reason}`);
  return outcome.session;
}

describe("closing a project", () => {
  test("keeps work that only the window's store has taken, for the next opening to catch up", async () => {
    const session = await projects.create(PLACE);
    const { id } = session.project.meta;
    bridge.diskFull = true;
    place(session, 3);
    await unsaved(session);
    await session.close();
    expect(bridge.journals.get(id)).toHaveLength(1);
    bridge.diskFull = false;
    const outcome = await projects.open(id);
    expect(outcome).toMatchObject({ note: "caught-up" });
    expect(bridge.journals.get(id)).toHaveLength(4);
    if ("session" in outcome) await outcome.session.close();
  });

  test("is refused while neither place has taken everything, and lets the work go on", async () => {
    const session = await projects.create(PLACE);
    const window = vi.spyOn(database.journal, "bulkPut").mockRejectedValue(new Error("no room"));
    bridge.diskFull = true;
    place(session, 1);
    await unsaved(session);
    await expect(session.close()).rejects.toMatchObject({ refusal: { code: "store.unsaved-work" } });
    await expect(projects.open(session.project.meta.id)).rejects.toMatchObject({
      refusal: { code: "store.open-elsewhere" },
    });
    window.mockRestore();
    bridge.diskFull = false;
    session.retrySave();
    await saved(session);
    await session.close();
    const again = await opened(session.project.meta.id);
    expect(again.project.size).toBe(1);
    await again.close();
  });
});

describe("a project another window is just closing", () => {
  test("is opened a moment later instead of being refused", async () => {
    const session = await projects.create(PLACE);
    const { id } = session.project.meta;
    const opening = new Projects(bridge, database).open(id);
    setTimeout(() => void session.close(), 200);
    const outcome = await opening;
    if (!("session" in outcome)) throw new Error("not opened");
    await outcome.session.close();
  });
});

describe("a project handed over as a file", () => {
  test("has its whole history though neither place takes the last records", async () => {
    const session = await projects.create(PLACE);
    place(session, 3);
    await saved(session);
    bridge.diskFull = true;
    vi.spyOn(database.journal, "bulkPut").mockRejectedValue(new Error("no room"));
    place(session, 2);
    await unsaved(session);
    const { features, records } = await session.document();
    expect(features).toHaveLength(5);
    expect(verifiedPrefix(records)).toMatchObject({ head: { seq: 6 } });
    expect(records).toHaveLength(6);
  });
});

describe("undo behind a checkpoint", () => {
  test("reads a record the window has lost from the journal file", async () => {
    let session = await projects.create(PLACE);
    const { id } = session.project.meta;
    place(session, 3);
    await session.close();
    session = await opened(id);
    await database.journal.delete([id, 4]);
    expect(await session.undo()).toBeUndefined();
    expect(session.project.size).toBe(2);
    await saved(session);
    await session.close();
  });

  test("that failed once can be asked again", async () => {
    let session = await projects.create(PLACE);
    const { id } = session.project.meta;
    place(session, 3);
    await session.close();
    session = await opened(id);
    const read = vi.spyOn(bridge, "call").mockRejectedValue(new Error("the main side is gone"));
    await database.journal.delete([id, 4]);
    await expect(session.undo()).rejects.toThrow("gone");
    read.mockRestore();
    expect(await session.undo()).toBeUndefined();
    expect(session.project.size).toBe(2);
    await saved(session);
    await session.close();
  });
});

describe("opening", () => {
  test("brings back rows the window has lost behind its checkpoint", async () => {
    const session = await projects.create(PLACE);
    const { id } = session.project.meta;
    place(session, 9);
    await session.close();
    await database.journal.where(":id").between([id, 3], [id, 7]).delete();
    const outcome = await projects.open(id);
    expect(outcome).toMatchObject({ note: "caught-up" });
    expect(await database.journal.count()).toBe(10);
    if ("session" in outcome) await outcome.session.close();
  });

  test("calls a tail that cannot be followed damaged instead of failing", async () => {
    let session = await projects.create(PLACE);
    const { id } = session.project.meta;
    place(session, 2);
    await session.close();
    session = await opened(id);
    await session.undo();
    await saved(session);
    // What the undo takes back is gone, and the window closed without a fold.
    await database.journal.delete([id, 3]);
    const second = new Projects(bridge, database);
    vi.spyOn(navigator.locks, "request").mockImplementation(((_: string, __: object, work: (lock: object) => unknown) =>
      Promise.resolve(work({}))) as never);
    const outcome = await second.open(id);
    vi.restoreAllMocks();
    expect(outcome).toMatchObject({ recovery: { reason: "window-damaged" } });
  });

  test("a large import is folded without waiting for 64 records", async () => {
    const features = Array.from({ length: 4000 }, (_, i) => ({
      id: `b${i}`,
      class: "transformer" as const,
      geometry: pointAt(i * 1000, 0),
      fields: {},
    }));
    const session = await projects.create({ ...PLACE, source: { file: "v.osm", features } });
    await expect.poll(() => database.checkpoints.count(), { timeout: 5000 }).toBe(1);
    expect(await database.chunks.count()).toBeGreaterThan(10);
    await session.close();
  });
});

describe("a fold", () => {
  test("during which the same chunk changes leaves that change for the next", async () => {
    const session = await projects.create(PLACE);
    const { id } = session.project.meta;
    place(session, 10);
    await saved(session);
    const folding = session.checkpoint();
    place(session, 1);
    await folding;
    await saved(session);
    const before = canonicalText(session.project);
    await session.close();
    const again = await opened(id);
    expect(canonicalText(again.project)).toBe(before);
    await again.close();
  });
});

describe("a project file that is opened", () => {
  async function projectWithFile(): Promise<{ id: string; state: string }> {
    const session = await projects.create(PLACE);
    place(session, 3);
    await saved(session);
    bridge.file = await session.document();
    place(session, 4);
    await session.close();
    return { id: session.project.meta.id, state: canonicalText(session.project) };
  }

  test("never costs records that only the window still holds", async () => {
    const { id, state } = await projectWithFile();
    bridge.journals.delete(id);
    const outcome = await projects.openFile(new Uint8Array(1), "v.gpkg");
    if (!("recovery" in outcome)) throw new Error("the window's records gave way in silence");
    expect(outcome.recovery.reason).toBe("journal-missing");
    const session = await projects.recover(outcome.recovery, "window");
    expect(canonicalText(session.project)).toBe(state);
    await session.close();
  });

  test("does not replace a project that another window has open", async () => {
    const { id } = await projectWithFile();
    const session = await opened(id);
    const before = bridge.journals.get(id)?.length;
    await expect(projects.openFile(new Uint8Array(1), "v.gpkg")).rejects.toMatchObject({
      refusal: { code: "store.open-elsewhere" },
    });
    expect(bridge.journals.get(id)).toHaveLength(before ?? 0);
    await session.close();
  });

  test("that goes further than this machine brings what is missing", async () => {
    const { id, state } = await projectWithFile();
    const records = bridge.journals.get(id) ?? [];
    const features = [...(await opened(id)).project.all()];
    bridge = new FilingBridge();
    bridge.file = { meta: (bridge.file ?? { meta: { ...PLACE, id, created: "" } }).meta, features, records };
    projects = new Projects(bridge, new MaillageDatabase(`elsewhere-${++number}`));
    vi.spyOn(navigator.locks, "request").mockImplementation(((_: string, __: object, work: (lock: object) => unknown) =>
      Promise.resolve(work({}))) as never);
    const outcome = await projects.openFile(new Uint8Array(1), "v.gpkg");
    vi.restoreAllMocks();
    if (!("session" in outcome)) throw new Error("not opened");
    expect(canonicalText(outcome.session.project)).toBe(state);
  });
});

describe("a window's store that is broken", () => {
  const failing = () => {
    const request = { error: new DOMException("Internal error opening backing store", "UnknownError") };
    setTimeout(() => (request as unknown as IDBRequest).onerror?.({ target: request, preventDefault() {} } as never));
    return request as unknown as IDBOpenDBRequest;
  };

  async function closedProject(count: number): Promise<{ id: string; state: string }> {
    const session = await projects.create(PLACE);
    place(session, count);
    await saved(session);
    await session.close();
    return { id: session.project.meta.id, state: canonicalText(session.project) };
  }

  async function rebuilt(id: string): Promise<Session> {
    const outcome = await projects.open(id);
    if (!("recovery" in outcome)) throw new Error("opened in silence");
    return projects.recover(outcome.recovery, "journal");
  }

  test("at its first opening is opened again, and rebuilt", async () => {
    const { id, state } = await closedProject(4);
    database.close();
    projects = new Projects(bridge, database);
    const opening = vi.spyOn(indexedDB, "open").mockImplementation(failing);
    const outcome = await projects.open(id);
    opening.mockRestore();
    if (!("recovery" in outcome)) throw new Error("opened in silence");
    const session = await projects.recover(outcome.recovery, "journal");
    expect(canonicalText(session.project)).toBe(state);
    await session.close();
  });

  test("that takes nothing any more is made anew, once the journals hold what it still had of others", async () => {
    const { id, state } = await closedProject(4);
    const other = await closedProject(6);
    bridge.journals.set(other.id, bridge.journals.get(other.id)?.slice(0, 3) ?? []);
    await database.chunks.where(":id").between([id, 0], [id, 9]).modify({ text: "broken" });
    vi.spyOn(database, "transaction").mockRejectedValueOnce(new DOMException("Internal error", "UnknownError"));
    const session = await rebuilt(id);
    expect(canonicalText(session.project)).toBe(state);
    await session.close();
    expect(bridge.journals.get(other.id)).toHaveLength(7);
    const again = await rebuilt(other.id);
    expect(canonicalText(again.project)).toBe(other.state);
    await again.close();
  });
});
