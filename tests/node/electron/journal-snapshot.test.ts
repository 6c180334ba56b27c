import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openHome } from "#services/home";
import { JournalShelf } from "#services/journal-shelf";
import { newestSnapshot, snapshotNames, snapshotsAbout, takeSnapshot } from "#services/journal-snapshot";
import { chain } from "#tests/node/electron/journal-records";

let root: string;
let shelf: JournalShelf;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "maillage-snapshot-"));
  shelf = new JournalShelf(openHome(root), async (folder) => takeSnapshot(folder));
});

afterEach(async () => {
  await shelf.close();
  rmSync(root, { recursive: true, force: true });
});

describe("snapshots of a journal", () => {
  it("are taken every 200 records, three kept, and hold the state of their record", async () => {
    const records = chain(1100);
    for (let i = 0; i < records.length; i += 55) await shelf.append("p", records.slice(i, i + 55));
    await shelf.close();
    const folder = join(root, "projects", "p");
    expect(snapshotNames(folder)).toHaveLength(3);
    const newest = newestSnapshot(folder);
    expect(newest?.head.seq).toBeGreaterThanOrEqual(1000);
    expect(newest?.document.meta.name).toBe(`Bèlèko ${newest?.head.seq}`);
    expect(newest?.head.hash).toBe(records[(newest?.head.seq ?? 0) - 1]?.hash);
  });

  it("that are damaged are passed over", async () => {
    await shelf.append("p", chain(30));
    const folder = join(root, "projects", "p");
    takeSnapshot(folder);
    await shelf.append("p", chain(31).slice(30));
    takeSnapshot(folder);
    const last = join(folder, snapshotNames(folder).at(-1) as string);
    writeFileSync(last, readFileSync(last, "utf8").replace("Bèlèko 31", "Bèlèko 32"));
    expect(newestSnapshot(folder)?.head.seq).toBe(30);
  });

  it("say what they hold and what was done last; damaged ones only that they are there", async () => {
    const folder = join(root, "projects", "p");
    for (const [from, to] of [
      [0, 5],
      [5, 9],
    ] as const) {
      await shelf.append("p", chain(to).slice(from));
      takeSnapshot(folder);
    }
    const [older = "", newer = ""] = snapshotNames(folder);
    utimesSync(join(folder, older), 1_770_000_000, 1_770_000_000);
    writeFileSync(join(folder, newer), readFileSync(join(folder, newer)).subarray(0, 100));
    const [first, second] = snapshotsAbout(folder);
    expect(first).toMatchObject({ name: newer, bytes: 100 });
    expect(first?.holds).toBeUndefined();
    expect(second).toMatchObject({
      taken: new Date(1_770_000_000_000).toISOString(),
      holds: { seq: 5, features: 0, last: { seq: 5, command: "rename-project", time: "2026-03-01T08:00:05.000Z" } },
    });
  });

  it("of a journal that was set back do not drive out the new ones", async () => {
    const folder = join(root, "projects", "p");
    const records = chain(6);
    for (let i = 3; i < 6; i++) {
      await shelf.append("p", records.slice(0, i + 1));
      takeSnapshot(folder);
    }
    await shelf.with("p", (journal) => journal.replace(records.slice(0, 2)));
    expect(takeSnapshot(folder)?.seq).toBe(2);
    expect(snapshotNames(folder)).toHaveLength(3);
    expect(newestSnapshot(folder)?.head.seq).toBe(2);
  });

  it("are taken a minute after work begins, and every ten minutes while it goes on", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const folder = join(root, "projects", "p");
      const records = chain(9);
      const minutes = async (count: number): Promise<number> => {
        await vi.advanceTimersByTimeAsync(count * 60_000);
        return newestSnapshot(folder)?.head.seq ?? 0;
      };
      await shelf.append("p", records.slice(0, 2));
      expect(await minutes(0.9)).toBe(0);
      await shelf.append("p", records.slice(2, 3));
      expect(await minutes(0.1)).toBe(3);
      // Nothing is taken of nothing new.
      await shelf.append("p", records.slice(0, 3));
      expect(await minutes(60)).toBe(3);
      expect(snapshotNames(folder)).toHaveLength(1);
      await shelf.append("p", records.slice(3, 5));
      expect(await minutes(9)).toBe(3);
      await shelf.append("p", records.slice(5));
      expect(await minutes(1)).toBe(9);
    } finally {
      vi.useRealTimers();
    }
  });

  it("keep a project in the list whose journal is gone, and go to the bin with it", async () => {
    const folder = join(root, "projects", "p");
    await shelf.append("p", chain(4));
    takeSnapshot(folder);
    rmSync(join(folder, "journal.jsonl"));
    expect(await shelf.list()).toEqual([
      {
        id: "p",
        name: "Bèlèko 4",
        crs: "EPSG:32629",
        modified: "2026-03-01T08:00:04.000Z",
        head: { seq: 0, hash: "" },
      },
    ]);
    await shelf.remove("p");
    expect(await shelf.list()).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    const [binned = ""] = readdirSync(join(root, "bin"));
    expect(snapshotNames(join(root, "bin", binned))).toHaveLength(1);
  });
});
