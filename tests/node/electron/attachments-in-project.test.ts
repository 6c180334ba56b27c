import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BridgeInput, BridgeName, BridgeOutput } from "#core/bridge/bridge";
import { BridgeError } from "#core/bridge/bridge-error";
import { serveCall } from "#core/bridge/serve";
import { attachDocuments } from "#core/commands/attach-documents";
import { detachDocument } from "#core/commands/detach-document";
import { decodeDocument, documentOf, encodeDocument, type ProjectDocument, recordOf } from "#core/model/document";
import { replay, type SealedRecord } from "#core/model/journal";
import { Ledger } from "#core/model/ledger";
import { openHome } from "#services/home";
import { takeSnapshot } from "#services/journal-snapshot";
import { makeServices, type RunningServices } from "#services/services";
import { aVillage } from "#tests/node/electron/a-village";

let folder: string;
let running: RunningServices;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "maillage-documents-"));
  running = servicesIn("home");
});

afterEach(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

function servicesIn(name: string): RunningServices {
  return makeServices({ home: openHome(join(folder, name)), shell: "browser", version: "1.2.3" });
}

async function call<N extends BridgeName>(
  name: N,
  input: BridgeInput<N>,
  bytes: Uint8Array = new Uint8Array(0),
  of = running,
): Promise<{ value: BridgeOutput<N>; bytes: Uint8Array }> {
  const context = { bytes, signal: new AbortController().signal, progress: () => undefined };
  return (await serveCall(of.services, name, input, context)) as never;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof BridgeError) return thrown.refusal.code;
    throw thrown;
  }
  throw new Error("was not refused");
}

const pdf = (words: string): Uint8Array => new TextEncoder().encode(`%PDF-1.7\n${words}`);

/** A village with two documents attached, of which one was detached again: the history alone still wants it. */
async function attached(): Promise<{ document: ProjectDocument; kept: string; detached: string }> {
  const village = aVillage(20);
  const project = village.meta.id;
  const { project: state, history } = replay(village.records.map(recordOf));
  const last = village.records.at(-1) as SealedRecord;
  const ledger = Ledger.resume(
    state,
    history,
    { seq: last.seq, hash: last.hash },
    {
      newId: randomUUID,
      now: () => "2026-03-02T08:00:00.000Z",
    },
  );
  const records = [...village.records];
  ledger.listen((_change, record) => records.push(record));
  const parcel = [...ledger.project.ofClass("parcel")][0]?.id ?? "";
  const [kept, detached] = await Promise.all(
    ["acte", "brouillon"].map(
      async (words) => (await call("attachment.put", { project, name: "a.pdf" }, pdf(words))).value,
    ),
  );
  if (!kept || !detached) throw new Error("not kept");
  ledger.run(attachDocuments, {
    documents: [kept, detached].map((file) => ({ ...file, fileName: "a.pdf", kind: "acte", of: [parcel] })),
  });
  const second = [...ledger.project.ofClass("document")].find((one) => one.fields["sha256"] === detached.sha256);
  ledger.run(detachDocument, { id: second?.id ?? "", of: parcel });
  await call("journal.append", { project, records });
  return { document: documentOf(ledger.project, records), kept: kept.sha256, detached: detached.sha256 };
}

async function exported(document: ProjectDocument, profile: "interne" | "ouvert" = "interne", documents?: boolean) {
  const options = { format: "gpkg", profile, lang: "fr", ...(documents === undefined ? {} : { documents }) } as const;
  return call("export.make", options, encodeDocument(document));
}

describe("documents of a project on the main side", () => {
  it("travel in the project file to another machine, those of the history too", async () => {
    const { document, kept, detached } = await attached();
    const file = await exported(document);
    expect(file.value.attachmentsMissing).toBeUndefined();
    const other = servicesIn("other");
    const put = await call("files.put", { name: "p.gpkg" }, file.bytes, other);
    const opened = await call("project.open", { handle: put.value.handle }, undefined, other);
    expect(opened.value).toMatchObject({ attachments: 2, editedOutside: false });
    const project = document.meta.id;
    const adopted = await call("attachment.adopt", { project, handle: put.value.handle }, undefined, other);
    expect(adopted.value).toEqual({ taken: 2, damaged: 0 });
    for (const [sha256, words] of [
      [kept, "acte"],
      [detached, "brouillon"],
    ] as const) {
      const { bytes } = await call("attachment.read", { project, sha256 }, undefined, other);
      expect(Buffer.from(bytes).equals(pdf(words))).toBe(true);
    }
    // The file written there is the same, byte for byte.
    const again = await call("export.make", { format: "gpkg", profile: "interne", lang: "fr" }, opened.bytes, other);
    expect(Buffer.from(again.bytes).equals(Buffer.from(file.bytes))).toBe(true);
    await other.close();
  });

  it("stay at home when the file is for others, unless asked for", async () => {
    const { document } = await attached();
    const open = await exported(document, "ouvert");
    expect(Buffer.from(open.bytes).includes("%PDF-1.7\nacte")).toBe(false);
    const asked = await exported(document, "ouvert", true);
    expect(Buffer.from(asked.bytes).includes("%PDF-1.7\nacte")).toBe(true);
    expect(Buffer.from(asked.bytes).includes("%PDF-1.7\nbrouillon")).toBe(false);
  });

  it("are missed, and said to be, when their files are gone or altered", async () => {
    const { document, kept, detached } = await attached();
    const project = document.meta.id;
    const place = join(folder, "home", "projects", project, "attachments");
    writeFileSync(join(place, kept), pdf("autre"));
    rmSync(join(place, detached));
    const { value } = await call("attachment.check", { project, sha256: [kept, detached] });
    expect(value.states).toEqual(["damaged", "missing"]);
    expect(await codeOf(call("attachment.read", { project, sha256: kept }))).toBe("attachment.damaged");
    const file = await exported(document);
    expect(file.value.attachmentsMissing).toBe(2);
    expect(Buffer.from(file.bytes).includes("%PDF-1.7\nautre")).toBe(false);
  });

  it("are healed by opening a file that still has them", async () => {
    const { document, kept } = await attached();
    const project = document.meta.id;
    const file = await exported(document);
    writeFileSync(join(folder, "home", "projects", project, "attachments", kept), "x");
    const put = await call("files.put", { name: "p.gpkg" }, file.bytes);
    await call("attachment.adopt", { project, handle: put.value.handle });
    expect((await call("attachment.check", { project, sha256: [kept] })).value.states).toEqual(["intact"]);
  });

  it("are not taken from rows that are not what they say", async () => {
    const { document, kept } = await attached();
    const path = join(folder, "p.gpkg");
    writeFileSync(path, (await exported(document)).bytes);
    const database = new DatabaseSync(path);
    database.exec(`UPDATE maillage_document SET contenu = x'255044462d' WHERE sha256 = '${kept}'`);
    database.exec(`INSERT INTO maillage_document VALUES ('../../oops', 1, x'00'), ('${"e".repeat(64)}', 1, 'text')`);
    database.close();
    const other = servicesIn("other");
    const put = await call("files.put", { name: "p.gpkg" }, readFileSync(path), other);
    const adopted = await call("attachment.adopt", { project: "p", handle: put.value.handle }, undefined, other);
    expect(adopted.value).toEqual({ taken: 1, damaged: 3 });
    expect(readdirSync(join(folder, "other", "projects", "p", "attachments"))).toHaveLength(1);
    await other.close();
  });

  it("stand beside the journal through snapshots and its replacement, and go to the bin with it", async () => {
    const { document, kept } = await attached();
    const project = document.meta.id;
    const place = join(folder, "home", "projects", project);
    expect(takeSnapshot(place)?.seq).toBe(document.records.length);
    await call("journal.replace", { project }, new TextEncoder().encode(JSON.stringify(document.records)));
    expect((await call("attachment.check", { project, sha256: [kept] })).value.states).toEqual(["intact"]);
    await call("project.remove", { project });
    expect((await call("attachment.check", { project, sha256: [kept] })).value.states).toEqual(["missing"]);
    const [binned = ""] = readdirSync(join(folder, "home", "bin"));
    expect(readdirSync(join(folder, "home", "bin", binned, "attachments"))).toContain(kept);
  });

  it("go along into a project that is made of a snapshot, those alone that are whole", async () => {
    const { document, kept, detached } = await attached();
    const from = document.meta.id;
    writeFileSync(join(folder, "home", "projects", from, "attachments", detached), "x");
    expect((await call("attachment.copy", { project: "other", from })).value).toEqual({ taken: 1, damaged: 1 });
    const { value } = await call("attachment.check", { project: "other", sha256: [kept, detached] });
    expect(value.states).toEqual(["intact", "missing"]);
    expect((await call("attachment.copy", { project: "other", from: "none" })).value).toEqual({ taken: 0, damaged: 0 });
  });

  it("refuse projects and fingerprints that are ways out of the folder", async () => {
    const sha256 = "0".repeat(64);
    expect(await codeOf(call("attachment.put", { project: "../x", name: "a.pdf" }, pdf("a")))).toBe("bridge.bad-input");
    expect(await codeOf(call("attachment.read", { project: "p", sha256: "../../x" }))).toBe("bridge.bad-input");
    expect(await codeOf(call("attachment.read", { project: "p", sha256 }))).toBe("attachment.missing");
    const hostile = { ...aVillage(4), meta: { ...aVillage(4).meta, id: "../../x" } };
    expect(await codeOf(exported(hostile))).toBe("project.unknown");
    expect(decodeDocument(encodeDocument(hostile)).meta.id).toBe("../../x");
  });
});
