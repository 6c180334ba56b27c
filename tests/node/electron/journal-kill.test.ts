import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BridgeError } from "#core/bridge/bridge-error";
import { JournalFile } from "#services/journal-file";
import { chain } from "#tests/node/electron/journal-records";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-kill-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const child = fileURLToPath(new URL("children/append-for-ever.ts", import.meta.url));

/** Lets a process append, kills it after a while, and gives the last record it acknowledged. */
function appendAndKill(journal: string, afterMs: number): Promise<{ seq: number; hash: string }> {
  return new Promise((resolve, reject) => {
    const writer = spawn(process.execPath, [child, journal], { stdio: ["ignore", "pipe", "inherit"] });
    let told = "";
    writer.stdout.on("data", (text) => {
      if (told === "") setTimeout(() => writer.kill("SIGKILL"), afterMs);
      told += String(text);
    });
    writer.on("error", reject);
    writer.on("exit", () => {
      // The last line may be cut: only whole ones were acknowledged.
      const [seq = "", hash = ""] = told.split("\n").at(-2)?.split(" ") ?? [];
      resolve({ seq: Number(seq), hash });
    });
  });
}

describe("a journal whose writer is killed", () => {
  it("loses no acknowledged record in 20 kills, and is never torn for the next", async () => {
    const path = join(folder, "p");
    let appended = 0;
    for (let kill = 0; kill < 20; kill++) {
      const told = await appendAndKill(path, 5 + ((kill * 37) % 60));
      const journal = new JournalFile(path);
      const state = await journal.state();
      const { records } = await journal.read(0);
      await journal.close();
      expect(state.brokenAt).toBeUndefined();
      expect(state.head.seq).toBeGreaterThanOrEqual(told.seq);
      expect(records[told.seq - 1]?.hash).toBe(told.hash);
      expect(told.seq).toBeGreaterThan(appended);
      appended = state.head.seq;
    }
  });
});

const mounted = mountTmpfs();

/** A disk of 256 KiB, where this machine allows one to be mounted. */
function mountTmpfs(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  const place = mkdtempSync(join(tmpdir(), "maillage-full-"));
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", place]);
  if (status === 0) return place;
  rmSync(place, { recursive: true });
  return undefined;
}

describe.skipIf(!mounted)("a journal on a full disk (skipped where none can be mounted)", () => {
  const place = mounted ?? "";
  afterEach(() => {
    spawnSync("umount", [place]);
    rmSync(place, { recursive: true, force: true });
  });

  it("says so, keeps every earlier record, tears nothing, and goes on once there is room", async () => {
    const journal = new JournalFile(join(place, "p"));
    let head = { seq: 0, hash: "" };
    let failures = 0;
    let size = 0;
    while (failures < 50) {
      const records = chain(40, head);
      try {
        head = await journal.append(records);
        size = statSync(journal.path).size;
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(BridgeError);
        expect((thrown as BridgeError).kind).toBe("failure");
        expect((thrown as BridgeError).refusal.code).toBe("disk-full");
        expect(statSync(journal.path).size).toBe(size);
        failures++;
      }
    }
    expect(head.seq).toBeGreaterThan(40);
    expect((await journal.read(0)).records).toEqual(chain(head.seq));
    await journal.close();
    spawnSync("mount", ["-o", "remount,size=1m", place]);
    const again = new JournalFile(join(place, "p"));
    expect((await again.append(chain(3, head))).seq).toBe(head.seq + 3);
    await again.close();
    expect(readFileSync(again.path, "utf8").endsWith("\n")).toBe(true);
  });
});
