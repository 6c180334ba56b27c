import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";
import { pointAt } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { canonicalText } from "#core/model/project";
import { MaillageDatabase } from "#store/database";
import { Projects } from "#store/projects";
import type { Session } from "#store/session";
import { MemoryBridge } from "#tests/helpers/memory-bridge";

const PLACE = { name: "Sinsina", crs: "EPSG:32629", attributions: ["© OpenStreetMap contributors"] };
const post = (id: string, x: number): Feature => ({ id, class: "transformer", geometry: pointAt(x, 0), fields: {} });

/** Adds a post at x, or moves it there. */
const placePost: Command<{ id: string; x: number }> = {
  id: "test-place",
  plan(project, { id, x }) {
    const before = project.get(id);
    const after = post(id, x);
    return {
      change: before
        ? { added: [], updated: [[before, after]], removed: [] }
        : { added: [after], updated: [], removed: [] },
    };
  },
};

let bridge: MemoryBridge;
let database: MaillageDatabase;
let projects: Projects;
let number = 0;

beforeEach(() => {
  bridge = new MemoryBridge();
  database = new MaillageDatabase(`test-${++number}`);
  projects = new Projects(bridge, database);
});

async function reopened(session: Session): Promise<Session> {
  await session.close();
  return opened(session.project.meta.id);
}

async function opened(id: string): Promise<Session> {
  const outcome = await projects.open(id);
  if (!("session" in outcome)) throw new Error(`recovery: ${outcome.recovery.reason}`);
  return outcome.session;
}

async function saved(session: Session): Promise<void> {
  await expect.poll(() => session.snapshot().save.kind).toBe("saved");
}

describe("a project that is opened again", () => {
  test("has its features, and undoes and redoes the steps of an earlier day", async () => {
    const features = Array.from({ length: 600 }, (_, i) => post(`osm-${i}`, i * 1000));
    let session = await projects.create({ ...PLACE, source: { file: "village.osm", features } });
    for (let i = 0; i < 100; i++) session.run(placePost, { id: `p${i % 7}`, x: i });
    await saved(session);
    const before = canonicalText(session.project);

    session = await reopened(session);
    expect(canonicalText(session.project)).toBe(before);
    expect(session.snapshot().history.done).toHaveLength(101);

    await session.backTo(0);
    expect(session.project.size).toBe(0);
    session = await reopened(session);
    expect(session.project.size).toBe(0);
    await session.backTo(102);
    expect(canonicalText(session.project)).toBe(before);
  });

  test("is read from chunks and the records behind them, not from the whole journal", async () => {
    const session = await projects.create(PLACE);
    const { id } = session.project.meta;
    for (let i = 0; i < 10; i++) session.run(placePost, { id: `p${i}`, x: i });
    await session.close();
    await database.journal.where(":id").between([id, 1], [id, 8], true, true).delete();
    const again = await opened(id);
    expect(again.project.size).toBe(10);
    await again.close();
  });

  test("cannot be opened twice at once", async () => {
    const session = await projects.create(PLACE);
    await expect(projects.open(session.project.meta.id)).rejects.toMatchObject({
      refusal: { code: "store.open-elsewhere" },
    });
    await session.close();
  });
});

describe("the status", () => {
  test("says saved only when the journal file has answered too, and resumes after a full disk", async () => {
    const session = await projects.create(PLACE);
    bridge.diskFull = true;
    session.run(placePost, { id: "a", x: 1 });
    expect(session.snapshot().save.kind).toBe("saving");
    await expect.poll(() => session.snapshot().save.kind).toBe("unsaved");
    session.run(placePost, { id: "b", x: 1 });
    expect(session.snapshot().save).toMatchObject({
      kind: "unsaved",
      waiting: 2,
      refusal: { code: "failure.disk-full" },
    });
    bridge.diskFull = false;
    session.retrySave();
    await saved(session);
    expect(bridge.journals.get(session.project.meta.id)).toHaveLength(3);
    await session.close();
  });
});

describe("the two places compared at start", () => {
  type Damage = (id: string) => Promise<unknown>;

  async function projectOfTen(): Promise<string> {
    const session = await projects.create(PLACE);
    for (let i = 0; i < 10; i++) session.run(placePost, { id: `p${i}`, x: i });
    await session.close();
    return session.project.meta.id;
  }

  test("a journal that is a few records ahead is caught up", async () => {
    const id = await projectOfTen();
    await database.checkpoints.delete(id);
    await database.chunks.clear();
    await database.journal.where(":id").between([id, 8], [id, 99]).delete();
    const outcome = await projects.open(id);
    expect(outcome).toMatchObject({ note: "caught-up" });
    if ("session" in outcome) {
      expect(outcome.session.project.size).toBe(10);
      await outcome.session.close();
    }
  });

  test("a journal that lacks the last records gets them from the window", async () => {
    const id = await projectOfTen();
    bridge.journals.set(id, (bridge.journals.get(id) ?? []).slice(0, 7));
    const outcome = await projects.open(id);
    expect(outcome).toMatchObject({ note: "caught-up" });
    expect(bridge.journals.get(id)).toHaveLength(11);
    if ("session" in outcome) await outcome.session.close();
  });

  test.each<[string, Damage]>([
    ["window-empty", async (id) => clearWindow(id)],
    ["window-damaged", async (id) => database.chunks.where(":id").between([id, 0], [id, 9]).modify({ text: "[]" })],
    ["journal-missing", async (id) => bridge.journals.delete(id)],
    ["journal-damaged", async (id) => alterJournal(id, 6)],
  ])("%s is said, and each side can be rebuilt from the other", async (reason, damage) => {
    const id = await projectOfTen();
    await damage(id);
    const outcome = await projects.open(id);
    if (!("recovery" in outcome)) throw new Error("opened in silence");
    expect(outcome.recovery.reason).toBe(reason);
    const session = await projects.recover(outcome.recovery, reason.startsWith("window") ? "journal" : "window");
    expect(session.project.size).toBe(10);
    await session.undo();
    expect(session.project.size).toBe(9);
    await saved(session);
    expect(bridge.journals.get(id)).toHaveLength(12);
    await session.close();
  });

  test("a damaged journal with an empty window gives back its good part", async () => {
    const id = await projectOfTen();
    await clearWindow(id);
    alterJournal(id, 6);
    const outcome = await projects.open(id);
    if (!("recovery" in outcome)) throw new Error("opened in silence");
    const session = await projects.recover(outcome.recovery, "journal");
    expect(session.project.size).toBe(5);
    await session.close();
  });

  async function clearWindow(id: string): Promise<void> {
    await Promise.all([
      database.journal.clear(),
      database.chunks.clear(),
      database.checkpoints.delete(id),
      database.projects.delete(id),
    ]);
  }

  function alterJournal(id: string, index: number): void {
    const records = bridge.journals.get(id) ?? [];
    bridge.journals.set(
      id,
      records.map((record, i) => (i === index ? { ...record, text: record.text.replace("p5", "q5") } : record)),
    );
  }
});

describe("the picture a project is opened with", () => {
  const frame = { left: 0, top: 0, mmPerPx: 1000, width: 4, height: 3 };
  const picture = (session: Session) => ({
    project: session.project.meta.id,
    seq: session.head.seq,
    image: new Blob(["picture"]),
    frame,
    place: { left: 10, top: 20 },
  });

  test("is shown of the state it was made of, and of no other", async () => {
    const session = await projects.create(PLACE);
    const { id } = session.project.meta;
    expect(await projects.overview(id)).toBeUndefined();
    await projects.keepOverview(picture(session));
    expect(await projects.overview(id)).toMatchObject({ seq: 1, frame, place: { left: 10, top: 20 } });
    session.run(placePost, { id: "p", x: 1 });
    await saved(session);
    expect(await projects.overview(id)).toBeUndefined();
    await session.close();
  });

  test("goes with its project", async () => {
    const session = await projects.create(PLACE);
    const { id } = session.project.meta;
    await projects.keepOverview(picture(session));
    await session.close();
    await projects.remove(id);
    expect(await projects.overview(id)).toBeUndefined();
  });
});
