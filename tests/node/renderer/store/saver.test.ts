import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { emptyHead, type JournalHead, type SealedRecord, seal } from "#core/model/journal";
import { MaillageDatabase } from "#store/database";
import { SaveQueue } from "#store/save-queue";
import { Saver } from "#store/saver";
import { MemoryBridge } from "#tests/helpers/memory-bridge";

const PROJECT = "sinsina";

let bridge: MemoryBridge;
let database: MaillageDatabase;
let saver: Saver;
let head: JournalHead;
let number = 0;

beforeEach(() => {
  bridge = new MemoryBridge();
  database = new MaillageDatabase(`saver-${++number}`);
  saver = new Saver(PROJECT, database, bridge);
  head = emptyHead;
});

function next(): SealedRecord {
  const seq = head.seq + 1;
  const sealed = seal({ seq, time: "2026-01-01T00:00:00Z", kind: "do", command: "test" }, head);
  head = { seq, hash: sealed.hash };
  return sealed;
}

const kept = () => bridge.journals.get(PROJECT)?.length ?? 0;

describe("the saver", () => {
  test("takes a record that comes at the very moment all others are saved", async () => {
    let late = false;
    saver.state.subscribe(() => {
      if (saver.state.get().kind !== "saved" || late) return;
      late = true;
      // Behind the listener and ahead of whatever the saver does next: an undo that waited for its record.
      queueMicrotask(() => saver.add(next()));
    });
    saver.add(next());
    await expect.poll(() => saver.state.get().kind === "saved" && late).toBe(true);
    await expect.poll(kept).toBe(2);
    await saver.settled();
    expect(saver.state.get().kind).toBe("saved");
  });

  test("keeps everything in the window's store while the journal file cannot be written", async () => {
    bridge.diskFull = true;
    for (let i = 0; i < 150; i++) saver.add(next());
    await expect.poll(() => database.journal.count()).toBe(150);
    expect(saver.state.get()).toMatchObject({ kind: "unsaved", waiting: 150 });
    expect(kept()).toBe(0);
    saver.stop();
  });

  test("tries again at once when asked, whatever wait is under way", async () => {
    // Time stands still: only the asking can wake it.
    vi.useFakeTimers();
    let full = true;
    const queue = new SaveQueue(
      () => (full ? Promise.reject(new Error("full")) : Promise.resolve()),
      () => undefined,
    );
    const turns = () => vi.advanceTimersByTimeAsync(0);
    queue.add(next());
    await turns();
    expect(queue.failure).toBeDefined();
    full = false;
    await turns();
    expect(queue.waiting).toHaveLength(1);
    queue.retry();
    await turns();
    expect(queue.waiting).toHaveLength(0);
    vi.useRealTimers();
  });

  test("goes on by itself once there is room, and never says saved before", async () => {
    const said = new Set<string>();
    bridge.diskFull = true;
    saver.add(next());
    await expect.poll(() => saver.state.get().kind).toBe("unsaved");
    saver.state.subscribe(() => said.add(saver.state.get().kind));
    saver.add(next());
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect([...said]).toEqual(["unsaved"]);
    bridge.diskFull = false;
    await expect.poll(() => saver.state.get().kind, { timeout: 4000 }).toBe("saved");
    expect(kept()).toBe(2);
  });

  test("writes nothing more once stopped", async () => {
    bridge.diskFull = true;
    saver.add(next());
    await expect.poll(() => saver.state.get().kind).toBe("unsaved");
    saver.stop();
    bridge.diskFull = false;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(kept()).toBe(0);
  });
});
