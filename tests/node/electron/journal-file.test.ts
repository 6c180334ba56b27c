import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RefusalError } from "#core/model/refusal";
import { JournalFile } from "#services/journal-file";
import { chain } from "#tests/node/electron/journal-records";

let folder: string;
const opened: JournalFile[] = [];

function journal(): JournalFile {
  const file = new JournalFile(join(folder, "p"));
  opened.push(file);
  return file;
}

async function written(count: number): Promise<string> {
  const file = journal();
  await file.append(chain(count));
  await file.close();
  return file.path;
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (thrown) {
    return thrown instanceof RefusalError ? thrown.refusal.code : String(thrown);
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-journal-"));
});

afterEach(async () => {
  for (const file of opened.splice(0)) await file.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a journal file", () => {
  it("gives back what was appended, record by record", async () => {
    const records = chain(7);
    const first = journal();
    expect(await first.state()).toEqual({ head: { seq: 0, hash: "" }, exists: false });
    for (const record of records) await first.append([record]);
    await first.close();
    const again = journal();
    expect((await again.read(0)).records).toEqual(records);
    expect((await again.read(5)).records).toEqual(records.slice(5));
    expect((await again.state()).head).toEqual({ seq: 7, hash: records[6]?.hash });
  });

  it("accepts a repeated append, and what comes behind it", async () => {
    const records = chain(5);
    const file = journal();
    await file.append(records.slice(0, 3));
    expect((await file.append(records.slice(0, 3))).seq).toBe(3);
    expect((await file.append(records.slice(1, 5))).seq).toBe(5);
    expect((await file.read(0)).records).toEqual(records);
  });

  it("refuses what does not follow its head, and stays as it was", async () => {
    const path = await written(3);
    const before = readFileSync(path);
    const file = journal();
    const five = chain(5);
    expect(await codeOf(file.append(five.slice(4)))).toBe("journal.does-not-follow");
    expect(await codeOf(file.append([{ ...(five[3] as (typeof five)[0]), text: "{}" }]))).toBe(
      "journal.does-not-follow",
    );
    expect(await codeOf(file.append([{ ...(five[1] as (typeof five)[0]), hash: "0" }]))).toBe(
      "journal.does-not-follow",
    );
    expect(readFileSync(path)).toEqual(before);
  });

  it.each<[string, (path: string) => void]>([
    ["removed", (path) => rmSync(path)],
    ["removed with its folder", (path) => rmSync(join(path, ".."), { recursive: true })],
    ["cut short", (path) => truncateSync(path, 100)],
    ["altered", (path) => writeFileSync(path, readFileSync(path, "utf8").replace("Bèlèko 2", "Bèlèko X"))],
  ])("that is %s behind its back never takes a record as if it followed", async (_, damage) => {
    const records = chain(4);
    const file = journal();
    await file.append(records.slice(0, 3));
    damage(file.path);
    expect(await codeOf(file.append(records.slice(3)))).toMatch(/^journal\.(does-not-follow|damaged)$/);
    expect((await file.state()).head.seq).toBeLessThan(3);
  });

  it("puts a torn tail aside at every place it can be torn, and goes on behind it", async () => {
    const path = await written(3);
    const whole = readFileSync(path);
    const start = whole.subarray(0, -1).lastIndexOf(0x0a) + 1;
    for (let cut = start + 1; cut < whole.length; cut += 37) {
      writeFileSync(path, whole.subarray(0, cut));
      const file = journal();
      const state = await file.state();
      expect(state).toMatchObject({ head: { seq: 2 }, exists: true, tornBytes: cut - start });
      expect((await file.append(chain(3).slice(2))).seq).toBe(3);
      await file.close();
      expect(readFileSync(path)).toEqual(whole);
    }
    const aside = readdirSync(join(folder, "p")).filter((name) => name.startsWith("journal.torn-"));
    expect(aside.length).toBe(Math.ceil((whole.length - start - 1) / 37));
  });

  it("keeps a last record that only lacks its line end", async () => {
    const path = await written(3);
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, -1));
    const file = journal();
    expect(await file.state()).toMatchObject({ head: { seq: 3 } });
    await file.append(chain(4).slice(3));
    await file.close();
    expect(readFileSync(path).subarray(0, whole.length)).toEqual(whole);
  });

  it("finds every flipped byte, gives the good part, changes nothing and appends nothing", async () => {
    const path = await written(4);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length - 1; at += 11) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] as number) ^ 0x01;
      writeFileSync(path, damaged);
      const file = journal();
      const state = await file.state();
      const line = whole.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
      expect(state.brokenAt, `byte ${at}`).toBe(line);
      expect(state.head.seq).toBe(line - 1);
      expect((await file.read(0)).records).toEqual(chain(4).slice(0, line - 1));
      expect(await codeOf(file.append(chain(5).slice(4)))).toBe("journal.damaged");
      await file.close();
      expect(readFileSync(path)).toEqual(damaged);
    }
  });

  it("is replaced whole, the old file kept aside", async () => {
    const path = await written(3);
    const old = readFileSync(path);
    const file = journal();
    expect((await file.replace(chain(6))).seq).toBe(6);
    expect((await file.read(0)).records).toEqual(chain(6));
    const aside = readdirSync(join(folder, "p")).find((name) => name.startsWith("journal.replaced-"));
    expect(readFileSync(join(folder, "p", aside as string))).toEqual(old);
    expect(await codeOf(file.replace(chain(3).slice(1)))).toBe("journal.does-not-follow");
    expect((await file.read(0)).records).toEqual(chain(6));
  });

  it("is appended to by one holder at a time", async () => {
    const holder = journal();
    await holder.append(chain(2));
    const other = journal();
    expect(await other.state()).toMatchObject({ head: { seq: 2 } });
    expect(await codeOf(other.append(chain(3).slice(2)))).toBe("journal.in-use");
    await holder.close();
    expect((await other.append(chain(3).slice(2))).seq).toBe(3);
  });
});
