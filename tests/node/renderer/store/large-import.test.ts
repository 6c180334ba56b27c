import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { importFeatures } from "#core/commands/import-features";
import { pointAt } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import { canonicalText } from "#core/model/project";
import { MaillageDatabase } from "#store/database";
import { Projects } from "#store/projects";
import type { Session } from "#store/session";
import { MemoryBridge } from "#tests/helpers/memory-bridge";

let bridge: MemoryBridge;
let database: MaillageDatabase;
let projects: Projects;
let session: Session;
let number = 0;

beforeEach(async () => {
  bridge = new MemoryBridge();
  database = new MaillageDatabase(`large-${++number}`);
  projects = new Projects(bridge, database);
  session = await projects.create({ name: "Sinsina", crs: "EPSG:32629", attributions: [] });
});

const features = Array.from(
  { length: 2600 },
  (_, i): Feature => ({ id: `w${i}`, class: "transformer", geometry: pointAt(i, i), fields: {} }),
);
const input = { features, attributions: ["© Bureau"], file: "postes.csv" };

test("a large import is told in parts, is one step, and is there when the project is opened again", async () => {
  const told: { added: number; isPart: boolean }[] = [];
  session.onChange(({ added }, isPart) => told.push({ added: added.length, isPart }));
  expect(await session.runLarge(importFeatures, input)).toBeUndefined();
  expect(told.filter(({ isPart }) => !isPart)).toEqual([{ added: 0, isPart: false }]);
  expect(told.at(-1)?.isPart).toBe(false);
  expect(told.reduce((sum, { added }) => sum + added, 0)).toBe(2600);
  expect(session.snapshot().history.done).toHaveLength(1);
  await expect.poll(() => session.snapshot().save.kind).toBe("saved");
  const whole = canonicalText(session.project);
  await session.close();

  const opened = await projects.open(session.project.meta.id);
  if (!("session" in opened)) throw new Error("recovery");
  expect(canonicalText(opened.session.project)).toBe(whole);
  await opened.session.undo();
  expect(opened.session.project.size).toBe(0);
});

test("until it is whole, neither place has anything of it, nor is a checkpoint made", async () => {
  const { id } = session.project.meta;
  const rows = () => database.journal.where(":id").between([id, 0], [id, 99]).count();
  const seen: Promise<unknown>[] = [];
  session.onChange((_change, isPart) => {
    if (!isPart) return;
    const { length } = bridge.journals.get(id) ?? [];
    seen.push(Promise.all([rows(), session.checkpoint(), length]).then(([count]) => [count, length]));
  });
  await session.runLarge(importFeatures, input);
  const first = await Promise.all(seen.slice(0, 3));
  expect(seen.length).toBeGreaterThan(3);
  for (const one of first) expect(one).toEqual([1, 1]);
});

test("given up before it begins to be true, it leaves nothing; what is undone meanwhile waits", async () => {
  const stop = new AbortController();
  stop.abort();
  const slow = {
    ...input,
    features: Array.from({ length: 40_000 }, (_, i) => ({ ...features[0], id: `s${i}` }) as Feature),
  };
  await expect(session.runLarge(importFeatures, slow, stop.signal)).rejects.toThrow();
  expect(session.project.size).toBe(0);
  const carried = session.runLarge(importFeatures, input);
  const undone = session.undo();
  expect(await carried).toBeUndefined();
  expect(await undone).toBeUndefined();
  expect(session.project.size).toBe(0);
});
