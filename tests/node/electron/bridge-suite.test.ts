import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IpcMain } from "electron";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Bridge, BridgeName, CallOptions, Progress, Services } from "#core/bridge/bridge";
import { BridgeError } from "#core/bridge/bridge-error";
import { serveCall } from "#core/bridge/serve";
import { villageOsm } from "#core/engines/synthetic/village";
import { decodeFeatureLines } from "#core/formats/feature-lines";
import { decodeDocument, encodeDocument } from "#core/model/document";
import { canonicalText, Project } from "#core/model/project";
import { openHome } from "#services/home";
import { takeSnapshot } from "#services/journal-snapshot";
import { makeServices, type RunningServices } from "#services/services";
import { serveIpc } from "#shells/electron/ipc-bridge";
import { type LoopbackServer, startLoopback } from "#shells/loopback/server";
import { connectBridge } from "#store/bridge-client";
import { aVillage } from "#tests/node/electron/a-village";
import { chain } from "#tests/node/electron/journal-records";

let folder: string;
let running: RunningServices;
let server: LoopbackServer | undefined;

/** The services with nothing between: what the Electron shell and the command line come down to. */
function directBridge(services: Services): Bridge {
  return {
    async call(name: BridgeName, input: unknown, options: CallOptions = {}) {
      return (await serveCall(services, name, input, {
        bytes: options.bytes ?? new Uint8Array(0),
        signal: options.signal ?? new AbortController().signal,
        progress: (progress) => options.onProgress?.(progress),
      })) as never;
    },
  };
}

/** The window's own client, over real sockets. The stand-ins are what a browser would add by itself. */
async function loopbackBridge(services: Services): Promise<Bridge> {
  const page = join(folder, "page");
  mkdirSync(page);
  writeFileSync(join(page, "index.html"), "<!doctype html>");
  server = await startLoopback({ services, page, port: 0, ownerSecret: "0".repeat(64) });
  const { origin } = server;
  const held = new Map<string, string>();
  const fetchOfNode = globalThis.fetch;
  vi.stubGlobal("location", { hash: new URL(server.newAddress()).hash, pathname: "/" });
  vi.stubGlobal("history", { replaceState: () => undefined });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => held.set(key, value),
  });
  vi.stubGlobal("fetch", (path: string, init: RequestInit) =>
    fetchOfNode(origin + path, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), Origin: origin, "Sec-Fetch-Site": "same-origin" },
    }),
  );
  return connectBridge();
}

/** The window's own client and Electron's preload script, over a stand-in for what carries messages between processes. */
async function electronBridge(services: Services): Promise<Bridge> {
  type Handler = (event: unknown, message: unknown) => unknown;
  const handlers = new Map<string, Handler>();
  const keep = (channel: string, handler: Handler): void => {
    handlers.set(channel, handler);
  };
  serveIpc({ handle: keep, on: keep } as unknown as IpcMain, services);
  const listeners = new Map<string, (...words: unknown[]) => void>();
  const send = (channel: string, ...words: unknown[]): void =>
    listeners.get(channel)?.({}, ...(structuredClone(words) as unknown[]));
  const senderFrame = { origin: "app://maillage", url: "app://maillage/index.html", parent: null };
  const event = { senderFrame, sender: { id: 1, isDestroyed: () => false, send } };
  vi.doMock("electron", () => ({
    contextBridge: { exposeInMainWorld: (name: string, door: unknown) => vi.stubGlobal(name, door) },
    ipcRenderer: {
      on: (channel: string, listener: (...words: unknown[]) => void) => listeners.set(channel, listener),
      invoke: async (channel: string, message: unknown) =>
        structuredClone(await handlers.get(channel)?.(event, structuredClone(message))),
      send: (channel: string, id: unknown) => handlers.get(channel)?.(event, id),
    },
  }));
  vi.resetModules();
  await import("#shells/preload");
  vi.doUnmock("electron");
  return connectBridge();
}

async function errorOf(work: Promise<unknown>): Promise<BridgeError> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof BridgeError) return thrown;
    throw thrown;
  }
  throw new Error("was not refused");
}

describe.each([
  ["the services alone", async (services: Services) => directBridge(services)],
  ["the loopback shell", loopbackBridge],
  ["the Electron shell", electronBridge],
] as const)("the bridge over %s", (_name, connect) => {
  let bridge: Bridge;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "maillage-bridge-"));
    running = makeServices({ home: openHome(join(folder, "home")), shell: "browser", version: "1.2.3" });
    bridge = await connect(running.services);
  });

  afterEach(async () => {
    await server?.close();
    server = undefined;
    await running.close();
    vi.unstubAllGlobals();
    rmSync(folder, { recursive: true, force: true });
  });

  it("says what is on the other side", async () => {
    const { value } = await bridge.call("app.info", {});
    expect(value).toEqual({ version: "1.2.3", shell: "browser", home: join(folder, "home") });
  });

  it("keeps, lists, reads, replaces and removes journals", async () => {
    const records = chain(4);
    const project = "beleko";
    expect((await bridge.call("journal.head", { project })).value).toEqual({
      head: { seq: 0, hash: "" },
      exists: false,
    });
    await bridge.call("journal.append", { project, records: records.slice(0, 2) });
    await bridge.call("journal.append", { project, records: records.slice(2, 3) });
    const { text, ...last } = records[3] as (typeof records)[number];
    await bridge.call("journal.take", { project, ...last }, { bytes: new TextEncoder().encode(text) });
    const { bytes } = await bridge.call("journal.read", { project, after: 1 });
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(records.slice(1));
    const listed = (await bridge.call("project.list", {})).value.projects;
    expect(listed).toMatchObject([{ id: "beleko", name: "Bèlèko 4", crs: "EPSG:32629", head: { seq: 4 } }]);
    const longer = new TextEncoder().encode(JSON.stringify(chain(6)));
    expect((await bridge.call("journal.replace", { project }, { bytes: longer })).value.head.seq).toBe(6);
    await bridge.call("project.remove", { project });
    expect((await bridge.call("project.list", {})).value.projects).toEqual([]);
    expect(readdirSync(join(folder, "home", "bin"))).toEqual([expect.stringMatching(/^beleko-/)]);
  });

  it("tells of snapshots, reads them, and refuses what is no snapshot or not what was written", async () => {
    const project = "beleko";
    expect((await bridge.call("snapshot.list", { project })).value.snapshots).toEqual([]);
    await bridge.call("journal.append", { project, records: chain(3) });
    const place = join(folder, "home", "projects", project);
    takeSnapshot(place);
    const [about] = (await bridge.call("snapshot.list", { project })).value.snapshots;
    expect(about).toMatchObject({ holds: { seq: 3, features: 0, last: { seq: 3, command: "rename-project" } } });
    const name = about?.name ?? "";
    const { bytes } = await bridge.call("snapshot.read", { project, name });
    expect(decodeDocument(bytes)).toMatchObject({ meta: { name: "Bèlèko 3" }, records: [] });
    writeFileSync(join(place, name), readFileSync(join(place, name), "utf8").replace("Bèlèko", "Bamako"));
    expect((await bridge.call("snapshot.list", { project })).value.snapshots[0]?.holds).toBeUndefined();
    const refused = async (asked: string) => {
      const { kind, refusal } = await errorOf(bridge.call("snapshot.read", { project, name: asked }));
      return [kind, refusal.code];
    };
    expect(await refused(name)).toEqual(["refusal", "journal.snapshot-unreadable"]);
    expect(await refused("snapshot-000000009-00000000.json")).toEqual(["refusal", "journal.snapshot-unreadable"]);
    expect(await refused("../../journal.jsonl")).toEqual(["bug", "bridge.bad-input"]);
  });

  it("appends in the order of the calls, however many are under way", async () => {
    const records = chain(40);
    await Promise.all(
      records.map((record) =>
        bridge.call("journal.append", { project: "p", records: [record] }).catch(() => undefined),
      ),
    );
    // What overtook another was refused, never misplaced; repeating the whole brings the rest.
    await bridge.call("journal.append", { project: "p", records });
    const { bytes } = await bridge.call("journal.read", { project: "p", after: 0 });
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(records);
  });

  it("refuses, with its kind, what it cannot do", async () => {
    const kinds: [() => Promise<unknown>, BridgeError["kind"], string][] = [
      [
        () => bridge.call("journal.append", { project: "p", records: chain(2).slice(1) }),
        "refusal",
        "journal.does-not-follow",
      ],
      [() => bridge.call("journal.append", { project: "../p", records: chain(1) }), "bug", "bridge.bad-input"],
      [() => bridge.call("journal.append", { project: "p", records: [] }), "bug", "bridge.bad-input"],
      [() => bridge.call("import.inspect", { handle: "f".repeat(32) }), "refusal", "files.unknown-handle"],
      [() => bridge.call("project.remove", { project: "nobody" }), "refusal", "project.unknown"],
      [() => bridge.call("nothing.here" as BridgeName, {} as never), "bug", "bridge.unknown-call"],
    ];
    for (const [work, kind, code] of kinds) {
      const error = await errorOf(work());
      expect([error.kind, error.refusal.code]).toEqual([kind, code]);
    }
    expect(existsSync(join(folder, "home", "p"))).toBe(false);
  });

  it("inspects and reads an OSM file, telling how far it is", async () => {
    const bytes = new TextEncoder().encode(villageOsm(120, 3));
    const heard: Progress[] = [];
    const { value: put } = await bridge.call("files.put", { name: "C:\\data\\bèlèko.osm" }, { bytes });
    expect(put).toMatchObject({ name: "bèlèko.osm", size: bytes.length });
    const { value: report } = await bridge.call(
      "import.inspect",
      { handle: put.handle },
      { onProgress: (progress) => heard.push(progress) },
    );
    expect(report.format).toBe("osm-xml");
    expect(report.crs[0]?.code).toBe("EPSG:32629");
    const houses = report.counts.find((row) => row.class === "building")?.count;
    expect(houses).toBeGreaterThan(100);
    const read = await bridge.call("import.read", { handle: put.handle, crs: "EPSG:32629" });
    const features = [...decodeFeatureLines(read.bytes)];
    expect(features.length).toBe(read.value.count);
    expect(features.filter((feature) => feature.class === "building").length).toBe(houses);
    expect(heard.length).toBeGreaterThan(0);
    for (const { share } of heard) expect(share).toBeGreaterThanOrEqual(0);
  });

  it("refuses a damaged outside file with its name and line", async () => {
    const bytes = new TextEncoder().encode("<osm version='0.6'>\n<node id='1' lat='95' lon='0'/>\n</osm");
    const { value: put } = await bridge.call("files.put", { name: "abîmé.osm" }, { bytes });
    const error = await errorOf(bridge.call("import.inspect", { handle: put.handle }));
    expect(error.kind).toBe("refusal");
    expect(error.refusal.file).toBe("abîmé.osm");
    expect(error.refusal.line).toBeGreaterThan(1);
  });

  it("ends a reading that the planner gives up", async () => {
    const bytes = new TextEncoder().encode(villageOsm(6000, 3));
    const { value: put } = await bridge.call("files.put", { name: "grand.osm" }, { bytes });
    const gone = new AbortController();
    const work = bridge.call("import.read", { handle: put.handle, crs: "EPSG:32629" }, { signal: gone.signal });
    setTimeout(() => gone.abort(), 60);
    expect((await errorOf(work)).kind).toBe("cancelled");
    expect((await bridge.call("app.info", {})).value.version).toBe("1.2.3");
  });

  it("hands over a project file that opens again to the same state and history", async () => {
    const document = aVillage(60);
    const made = await bridge.call(
      "export.make",
      { format: "gpkg", profile: "interne", lang: "fr" },
      { bytes: encodeDocument(document) },
    );
    expect(made.value).toMatchObject({
      again: { objects: document.features.length },
      name: "Bèlèko – grand maillage.gpkg".replace("– ", ""),
      mime: "application/geopackage+sqlite3",
    });
    const { value: put } = await bridge.call("files.put", { name: made.value.name }, { bytes: made.bytes });
    const opened = await bridge.call("project.open", { handle: put.handle });
    expect(opened.value).toMatchObject({ meta: { id: document.meta.id }, editedOutside: false, head: { seq: 3 } });
    const again = decodeDocument(opened.bytes);
    expect(again.records).toEqual(document.records);
    const text = (one: typeof again) => canonicalText(new Project(one.meta, one.features));
    expect(text(again)).toBe(text(document));
  });

  it.each(["geojson", "dxf"] as const)("hands over %s", async (format) => {
    const made = await bridge.call(
      "export.make",
      { format, profile: "ouvert", lang: "fr" },
      { bytes: encodeDocument(aVillage(20)) },
    );
    expect(made.value.name).toBe(`Bèlèko grand maillage (ouvert).${format}`);
    expect(made.bytes.length).toBeGreaterThan(5000);
    expect(Buffer.from(made.bytes).includes("Traor")).toBe(false);
  });

  it("hands over a printed plan", async () => {
    const plan = { lang: "fr", paper: "A3", landscape: true, title: "Bèlèko", date: "2026-03-01" } as const;
    const made = await bridge.call("export.make", { format: "pdf", plan }, { bytes: encodeDocument(aVillage(20)) });
    expect(Buffer.from(made.bytes.subarray(0, 5)).toString()).toBe("%PDF-");
  });

  it("leaves nothing in its temporary folder when it ends", async () => {
    await bridge.call("files.put", { name: "a" }, { bytes: Uint8Array.of(1, 2, 3) });
    const temp = join(folder, "home", "tmp");
    const [own] = readdirSync(temp);
    expect(readFileSync(join(temp, own as string, readdirSync(join(temp, own as string))[0] as string)).length).toBe(3);
    await running.close();
    expect(readdirSync(temp)).toEqual([]);
  });
});
