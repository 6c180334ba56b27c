import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { BridgeError } from "#core/bridge/bridge-error";
import { RefusalError } from "#core/model/refusal";
import { AttachmentStore, attachmentsOf } from "#services/attachments/attachment-store";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-attachments-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pdf = (words: string): Uint8Array => new TextEncoder().encode(`%PDF-1.7\n${words}`);

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof RefusalError || thrown instanceof BridgeError) return thrown.refusal.code;
    throw thrown;
  }
  throw new Error("was not refused");
}

describe("attachments of a project", () => {
  it("are kept once under their SHA-256 and given back as they came", () => {
    const store = new AttachmentStore(join(folder, "a"));
    const kept = store.take(pdf("acte 12"), "Acte.pdf");
    expect(kept).toEqual({
      sha256: "a01dd3105668d304ca9d6705abe9a905aa3f4894cc4e44bcdc3720781bfd8da0",
      bytes: 16,
      mediaType: "application/pdf",
    });
    expect(store.take(pdf("acte 12"), "copie.pdf").sha256).toBe(kept.sha256);
    expect(readdirSync(store.folder)).toEqual([kept.sha256]);
    expect(Buffer.from(store.read(kept.sha256)).equals(pdf("acte 12"))).toBe(true);
    expect(store.state(kept.sha256)).toBe("intact");
  });

  it.each([
    ["flipped", (path: string) => writeFileSync(path, pdf("acte 13"))],
    ["cut", (path: string) => truncateSync(path, 5)],
    ["emptied", (path: string) => truncateSync(path, 0)],
    ["lengthened", (path: string) => writeFileSync(path, Buffer.concat([pdf("acte 12"), Buffer.alloc(1)]))],
  ])("say so when their bytes are %s, and are never given as good", (_how, damage) => {
    const store = new AttachmentStore(folder);
    const { sha256 } = store.take(pdf("acte 12"), "acte.pdf");
    damage(join(folder, sha256));
    expect(store.state(sha256)).toBe("damaged");
    expect(codeOf(() => store.read(sha256))).toBe("attachment.damaged");
    expect(store.whole(sha256)).toBeUndefined();
    // The same file attached again makes the damaged one good.
    store.take(pdf("acte 12"), "acte.pdf");
    expect(store.state(sha256)).toBe("intact");
  });

  it("say so when they are gone", () => {
    const store = new AttachmentStore(folder);
    const { sha256 } = store.take(pdf("acte 12"), "acte.pdf");
    rmSync(join(folder, sha256));
    expect(store.state(sha256)).toBe("missing");
    expect(codeOf(() => store.read(sha256))).toBe("attachment.missing");
    expect(codeOf(() => store.read("../../../etc/passwd"))).toBe("attachment.missing");
  });

  it("refuse what is empty, too large or of no known kind", () => {
    const store = new AttachmentStore(folder);
    expect(codeOf(() => store.take(new Uint8Array(0), "a.pdf"))).toBe("attachment.empty");
    expect(codeOf(() => store.take(new Uint8Array(50 * 1024 * 1024 + 1), "a.pdf"))).toBe("attachment.too-large");
    expect(codeOf(() => store.take(new TextEncoder().encode("<svg/>"), "plan.svg"))).toBe("attachment.unknown-type");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("stay inside the folder of projects, whatever a project is called", () => {
    expect(codeOf(() => attachmentsOf(folder, "../elsewhere"))).toBe("project.unknown");
    expect(attachmentsOf(folder, "p1").folder).toBe(join(folder, "p1", "attachments"));
  });

  it("take bytes under a name only when they are of that name", () => {
    const store = new AttachmentStore(folder);
    const { sha256 } = new AttachmentStore(join(folder, "other")).take(pdf("a"), "a.pdf");
    expect(store.keepAs(sha256, pdf("b"))).toBe(false);
    expect(store.state(sha256)).toBe("missing");
    expect(store.keepAs(sha256, pdf("a"))).toBe(true);
  });

  it("clear away what a killed program left unfinished a day ago, and nothing of today", () => {
    const store = new AttachmentStore(folder);
    const [old, fresh] = [join(folder, ".x.aa.part"), join(folder, ".y.bb.part")];
    for (const path of [old, fresh]) writeFileSync(path, "half");
    utimesSync(old, new Date(0), new Date(0));
    store.take(pdf("a"), "a.pdf");
    expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
  });
});

const child = fileURLToPath(new URL("children/attach-for-ever.ts", import.meta.url));

/** Lets a process attach, kills it after a while, and gives the names it acknowledged. */
function attachAndKill(to: string, seed: number, afterMs: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const writer = spawn(process.execPath, [child, to, String(seed)], { stdio: ["ignore", "pipe", "inherit"] });
    let told = "";
    writer.stdout.on("data", (text) => {
      if (told === "") setTimeout(() => writer.kill("SIGKILL"), afterMs);
      told += String(text);
    });
    writer.on("error", reject);
    writer.on("exit", () => resolve(told.split("\n").slice(0, -1)));
  });
}

describe("attachments whose writer is killed", () => {
  it("lose none that was acknowledged in 12 kills, and none is ever half there", async () => {
    const store = new AttachmentStore(folder);
    let acknowledged = 0;
    for (let kill = 0; kill < 12; kill++) {
      const names = await attachAndKill(folder, kill, 2 + ((kill * 17) % 40));
      acknowledged += names.length;
      for (const name of names) expect(store.state(name)).toBe("intact");
      for (const name of readdirSync(folder).filter((one) => !one.startsWith("."))) {
        expect(store.state(name)).toBe("intact");
      }
    }
    expect(acknowledged).toBeGreaterThan(12);
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

describe.skipIf(!mounted)("attachments on a full disk (skipped where none can be mounted)", () => {
  const place = mounted ?? "";
  afterAll(() => {
    spawnSync("umount", [place]);
    rmSync(place, { recursive: true, force: true });
  });

  it("say so, keep every earlier one, leave nothing half written, and go on once there is room", () => {
    mkdirSync(join(place, "p"));
    const store = new AttachmentStore(join(place, "p"));
    const file = (n: number): Uint8Array => Buffer.concat([pdf(String(n)), Buffer.alloc(50_000, n)]);
    const kept: string[] = [];
    let failures = 0;
    for (let n = 0; failures < 30; n++) {
      try {
        kept.push(store.take(file(n), "acte.pdf").sha256);
      } catch (thrown) {
        expect((thrown as BridgeError).kind).toBe("failure");
        expect((thrown as BridgeError).refusal.code).toBe("disk-full");
        failures++;
      }
    }
    expect(kept.length).toBeGreaterThan(2);
    expect(readdirSync(store.folder).sort()).toEqual([...kept].sort());
    for (const name of kept) expect(store.state(name)).toBe("intact");
    spawnSync("mount", ["-o", "remount,size=1m", place]);
    expect(store.state(store.take(file(99), "acte.pdf").sha256)).toBe("intact");
    expect(readFileSync(join(store.folder, kept[0] ?? "")).length).toBeGreaterThan(50_000);
  });
});
