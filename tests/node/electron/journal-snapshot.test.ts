import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openHome } from "#services/home";
import { JournalShelf } from "#services/journal-shelf";
import { newestSnapshot, snapshotNames, takeSnapshot } from "#services/journal-snapshot";
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
});
