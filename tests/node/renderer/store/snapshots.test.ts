import "fake-indexeddb/auto";
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Bridge, BridgeName, CallOptions } from "#core/bridge/bridge";
import { serveCall } from "#core/bridge/serve";
import { addFeature } from "#core/commands/add-feature";
import { pointAt } from "#core/geometry/geometry";
import { canonicalText, Project } from "#core/model/project";
import { openHome } from "#services/home";
import { takeSnapshot } from "#services/journal-snapshot";
import { makeServices, type RunningServices } from "#services/services";
import { MaillageDatabase } from "#store/database";
import { Projects } from "#store/projects";
import type { Session } from "#store/session";
import { Snapshots } from "#store/snapshots";

// The window's store over the real main side: what is damaged is damaged on the disk.

let folder: string;
let running: RunningServices;
let bridge: Bridge;
let database: MaillageDatabase;
let projects: Projects;
let number = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-restore-"));
  running = makeServices({ home: openHome(folder), shell: "browser", version: "1.2.3" });
  bridge = {
    async call(name: BridgeName, input: unknown, options: CallOptions = {}) {
      return (await serveCall(running.services, name, input, {
        bytes: options.bytes ?? new Uint8Array(0),
        signal: options.signal ?? new AbortController().signal,
        progress: () => undefined,
      })) as never;
    },
  };
  database = new MaillageDatabase(`restore-${++number}`);
  projects = new Projects(bridge, database);
});

afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A project of `count` posts, a snapshot taken of it, and three more posts; closed. */
async function closedProject(count: number): Promise<{ id: string; state: string; place: string }> {
  const referentiel = { id: "r", name: "Cercle de Dioïla", version: "2026", norms: [] } as never;
  const session = await projects.create({
    name: "Sinsina",
    crs: "EPSG:32629",
    attributions: ["© OpenStreetMap contributors"],
    ninacadMask: "AA-9999",
    referentiel,
  });
  const { id } = session.project.meta;
  place(session, count);
  await expect.poll(() => session.snapshot().save.kind).toBe("saved");
  const home = join(folder, "projects", id);
  takeSnapshot(home);
  const state = canonicalText(session.project);
  place(session, 3);
  await session.close();
  return { id, state, place: home };
}

function place(session: Session, count: number): void {
  for (let i = 0; i < count; i++) {
    const refusal = session.run(addFeature, { class: "transformer", geometry: pointAt(i * 1000, 0), fields: {} });
    if (refusal) throw new Error(refusal.code);
  }
}

test.each([
  ["its journal is cut before the snapshot", (home: string) => truncateSync(join(home, "journal.jsonl"), 900)],
  ["its journal is gone", (home: string) => rmSync(join(home, "journal.jsonl"))],
  ["its journal is emptied", (home: string) => truncateSync(join(home, "journal.jsonl"), 0)],
])("a project of which the window has nothing and %s lives on from a snapshot", async (_name, harm) => {
  const { id, state, place: home } = await closedProject(12);
  await database.delete();
  harm(home);
  const before = existsSync(join(home, "journal.jsonl")) && readFileSync(join(home, "journal.jsonl"));
  projects = new Projects(bridge, new MaillageDatabase(`restore-${++number}`));
  expect((await projects.list()).map((project) => project.name)).toEqual(["Sinsina"]);
  const outcome = await projects.open(id);
  if (!("recovery" in outcome)) throw new Error("opened in silence");
  const snapshots = new Snapshots(bridge, projects, id);
  const [snapshot] = await snapshots.list();
  expect(snapshot?.holds).toMatchObject({ features: 12, seq: 13, last: { command: "add-feature" } });
  const document = await snapshots.read(snapshot?.name ?? "");
  const session = await snapshots.restore(document, "Sinsina (12 mars)", "l'instantané du 12 mars");
  const { meta } = session.project;
  expect(meta).toMatchObject({ name: "Sinsina (12 mars)", ninacadMask: "AA-9999", crs: "EPSG:32629" });
  expect(meta.id).not.toBe(id);
  const original = { ...meta, id, name: "Sinsina", created: document.meta.created };
  expect(canonicalText(new Project(original, session.project.all()))).toBe(state);
  expect(session.snapshot().history.done).toHaveLength(1);
  await session.close();
  // It stands in both places, and what it was made of is as it was.
  const again = await projects.open(meta.id);
  if (!("session" in again)) throw new Error(again.recovery.reason);
  expect(again.session.project.size).toBe(12);
  await again.session.close();
  const after = existsSync(join(home, "journal.jsonl")) && readFileSync(join(home, "journal.jsonl"));
  expect(after).toEqual(before);
  expect(await snapshots.list()).toEqual([snapshot]);
});

test("a snapshot that was altered is not made a project of", async () => {
  const { id, place: home } = await closedProject(2);
  const snapshots = new Snapshots(bridge, projects, id);
  const name = (await snapshots.list())[0]?.name ?? "";
  writeFileSync(join(home, name), readFileSync(join(home, name), "utf8").replace("Sinsina", "Sansina"));
  expect((await snapshots.list())[0]?.holds).toBeUndefined();
  await expect(snapshots.read(name)).rejects.toMatchObject({ refusal: { code: "journal.snapshot-unreadable" } });
});

test("a project of which only snapshots are left can be put in the bin", async () => {
  const { id, place: home } = await closedProject(2);
  rmSync(join(home, "journal.jsonl"));
  await projects.remove(id);
  expect(await projects.list()).toEqual([]);
  await projects.remove(id);
});
