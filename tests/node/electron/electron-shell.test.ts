import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IpcMain, Session, WebContents } from "electron";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Services } from "#core/bridge/bridge";
import { answerAppRequest, appPrivileges } from "#shells/electron/app-scheme";
import { CALL_CHANNEL, CANCEL_CHANNEL } from "#shells/electron/channels";
import { type IpcAnswer, serveIpc } from "#shells/electron/ipc-bridge";
import { isOwnSender, lockContents, lockSession } from "#shells/electron/lock-down";
import { windowOptions } from "#shells/electron/window-options";
import packaging from "../../../build/electron-builder.json" with { type: "json" };

const OWN = "app://maillage/index.html";
const HOSTILE = [
  "https://evil.example/",
  "http://127.0.0.1:47615/",
  "app://maillage.evil.example/",
  "app://maillage@evil.example/",
  "app://user:secret@maillage/",
  "app://other/index.html",
  "app:maillage",
  "App://maillage:99/",
  "file:///etc/passwd",
  "data:text/html,<script>alert(1)</script>",
  "blob:https://evil.example/1",
  "javascript:alert(1)",
  "about:blank",
  "chrome://gpu",
  "devtools://devtools/bundled/inspector.html",
  "",
  "not an address",
];

/** A WebContents of which only events and the window-open handler are there. */
function fakeContents() {
  const contents = new EventEmitter() as EventEmitter & {
    setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void;
    opens?: (details: { url: string }) => { action: string };
  };
  contents.setWindowOpenHandler = (handler) => {
    contents.opens = handler;
  };
  return contents;
}

describe("the Electron window", () => {
  const outside: string[] = [];
  const contents = fakeContents();
  lockContents(contents as unknown as WebContents, (address) => outside.push(address));

  const goes = (name: string, url: string, isMainFrame = true): boolean => {
    let prevented = false;
    contents.emit(name, { url, isMainFrame, preventDefault: () => (prevented = true) });
    return !prevented;
  };

  it.each(HOSTILE)("does not go to %s", (url) => {
    for (const name of ["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"]) {
      expect(goes(name, url), name).toBe(false);
    }
    expect(contents.opens?.({ url })).toEqual({ action: "deny" });
    expect(outside).toEqual([]);
  });

  it("may reload its own page, in the main frame alone", () => {
    expect(goes("will-navigate", OWN)).toBe(true);
    expect(goes("will-frame-navigate", OWN)).toBe(true);
    expect(goes("will-frame-navigate", OWN, false)).toBe(false);
    expect(goes("will-attach-webview", OWN)).toBe(false);
  });

  it("opens listed pages in the planner's browser, never in a window of its own", () => {
    for (const url of [
      "https://www.openstreetmap.org/copyright",
      "http://www.openstreetmap.org/",
      "https://www.openstreetmap.org:8443/",
      "https://www.openstreetmap.org.evil.example/",
      "https://user@www.openstreetmap.org/",
    ]) {
      expect(contents.opens?.({ url })).toEqual({ action: "deny" });
    }
    expect(outside).toEqual(["https://www.openstreetmap.org/copyright"]);
  });

  it("is sandboxed, isolated, and has nothing of Node", () => {
    expect(windowOptions("/x/preload.cjs").webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
    });
    expect(appPrivileges).toEqual({ standard: true, secure: true, supportFetchAPI: true });
  });
});

describe("the Electron package", () => {
  it("has its fuses set", () => {
    expect(packaging.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(packaging.asar).toBe(true);
  });
});

describe("the Electron session", () => {
  type Handlers = {
    request?: (
      c: unknown,
      permission: string,
      answer: (ok: boolean) => void,
      details: { requestingUrl: string },
    ) => void;
    check?: (c: unknown, permission: string, origin: string) => boolean;
    device?: () => boolean;
    before?: (details: { url: string }, answer: (verdict: { cancel: boolean }) => void) => void;
  };
  const handlers: Handlers = {};
  const session = {
    setPermissionRequestHandler: (handler: NonNullable<Handlers["request"]>) => {
      handlers.request = handler;
    },
    setPermissionCheckHandler: (handler: NonNullable<Handlers["check"]>) => {
      handlers.check = handler;
    },
    setDevicePermissionHandler: (handler: () => boolean) => {
      handlers.device = handler;
    },
    webRequest: {
      onBeforeRequest: (handler: NonNullable<Handlers["before"]>) => {
        handlers.before = handler;
      },
    },
  };
  lockSession(session as unknown as Session);

  it.each([
    ["clipboard-sanitized-write", true],
    ["fullscreen", true],
    ["persistent-storage", true],
    ["clipboard-read", false],
    ["geolocation", false],
    ["media", false],
    ["notifications", false],
    ["openExternal", false],
    ["fileSystem", false],
    ["hid", false],
    ["serial", false],
    ["usb", false],
    ["local-network-access", false],
    ["loopback-network", false],
    ["unknown-to-us", false],
  ])("answers %s with %s to our page, and never to another", (permission, allowed) => {
    const ask = (requestingUrl: string): boolean | undefined => {
      let answer: boolean | undefined;
      handlers.request?.(null, permission, (ok) => (answer = ok), { requestingUrl });
      return answer;
    };
    expect(ask(OWN)).toBe(allowed);
    expect(handlers.check?.(null, permission, "app://maillage")).toBe(allowed);
    for (const url of HOSTILE) {
      expect(ask(url)).toBe(false);
      expect(handlers.check?.(null, permission, url)).toBe(false);
    }
    expect(handlers.device?.()).toBe(false);
  });

  it("fetches nothing from outside", () => {
    const cancelled = (url: string): boolean | undefined => {
      let cancel: boolean | undefined;
      handlers.before?.({ url }, (verdict) => (cancel = verdict.cancel));
      return cancel;
    };
    expect(cancelled("app://maillage/assets/a.js")).toBe(false);
    expect(cancelled("blob:app://maillage/1")).toBe(false);
    for (const url of ["https://evil.example/x", "http://127.0.0.1/", "file:///etc/passwd", "ws://127.0.0.1/"]) {
      expect(cancelled(url), url).toBe(true);
    }
  });
});

describe("the Electron bridge", () => {
  type Handler = (event: unknown, message: unknown) => Promise<IpcAnswer>;
  let called: number;
  let call: Handler;
  let cancel: (event: unknown, id: unknown) => void;
  const ownFrame = { origin: "app://maillage", url: OWN, parent: null };
  const sender = { id: 1, isDestroyed: () => false, send: () => undefined };

  beforeEach(() => {
    called = 0;
    const services = {
      "app.info": async () => {
        called++;
        return { value: { version: "1", shell: "electron", home: "/h" } };
      },
      "project.list": (_input: unknown, { signal }: { signal: AbortSignal }) =>
        new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("stopped")))),
    } as unknown as Services;
    const ipc = {
      handle: (name: string, handler: Handler) => {
        expect(name).toBe(CALL_CHANNEL);
        call = handler;
      },
      on: (name: string, handler: typeof cancel) => {
        expect(name).toBe(CANCEL_CHANNEL);
        cancel = handler;
      },
    };
    serveIpc(ipc as unknown as IpcMain, services);
  });

  it("answers the main frame of its own page", async () => {
    const answer = await call({ senderFrame: ownFrame, sender }, { id: 1, name: "app.info", input: {} });
    expect(answer).toMatchObject({ value: { version: "1" } });
  });

  const strangers: { name: string; frame: { origin: string; url: string; parent: unknown } | null }[] = [
    { name: "a frame that is gone", frame: null },
    { name: "a frame inside our page", frame: { ...ownFrame, parent: ownFrame } },
    ...HOSTILE.map((url) => ({ name: `a page at "${url}"`, frame: { origin: url, url, parent: null } })),
    { name: "a page that lies of its origin", frame: { ...ownFrame, url: "https://evil.example/" } },
    { name: "an opaque origin", frame: { ...ownFrame, origin: "null" } },
  ];

  it.each(strangers)("refuses $name", async ({ frame: senderFrame }) => {
    await expect(call({ senderFrame, sender }, { id: 1, name: "app.info", input: {} })).rejects.toThrow("refused");
    expect(isOwnSender(senderFrame)).toBe(false);
    expect(called).toBe(0);
  });

  it.each([
    [undefined],
    ["app.info"],
    [{}],
    [{ id: -1, name: "app.info", input: {} }],
    [{ id: 1, name: 5, input: {} }],
    [{ id: 1, name: "app.info", input: {}, bytes: "text" }],
    [{ id: 1, name: "app.info", input: {}, more: 1 }],
  ])("refuses the message %j", async (message) => {
    await expect(call({ senderFrame: ownFrame, sender }, message)).rejects.toThrow("refused");
    expect(called).toBe(0);
  });

  it("sends errors as data, and gives up a call on demand", async () => {
    const event = { senderFrame: ownFrame, sender };
    const wrong = await call(event, { id: 1, name: "toString", input: {} });
    expect(wrong).toMatchObject({ error: { kind: "bug", refusal: { code: "bridge.unknown-call" } } });
    const running = call(event, { id: 2, name: "project.list", input: {} });
    cancel({ senderFrame: null, sender }, 2);
    cancel({ senderFrame: ownFrame, sender: { ...sender, id: 9 } }, 2);
    cancel(event, 2);
    expect(await running).toMatchObject({ error: { kind: "cancelled" } });
  });
});

describe("the app scheme", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "maillage-app-"));
    mkdirSync(join(folder, "page"));
    writeFileSync(join(folder, "page", "index.html"), "<!doctype html>");
    writeFileSync(join(folder, "secret.html"), "secret");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("serves the page with its policy, and nothing else", async () => {
    const ask = (url: string, method = "GET") => answerAppRequest({ url, method }, join(folder, "page"));
    const page = await ask("app://maillage/");
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    for (const [url, method] of [
      ["app://maillage/%2e%2e/secret.html"],
      ["app://maillage/..%2fsecret.html"],
      ["app://other/index.html"],
      ["app://maillage/index.html", "POST"],
      ["app://maillage/nothing.html"],
    ] as const) {
      const answer = await ask(url, method);
      expect(answer.status, url).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toContain("secret");
    }
  });
});

describe("the Electron program", () => {
  it("locks first, then opens one window on its own page", async () => {
    const folder = mkdtempSync(join(tmpdir(), "maillage-electron-"));
    vi.stubEnv("MAILLAGE_HOME", folder);
    const steps: string[] = [];
    const loaded = new Promise<string>((resolve) => {
      class FakeWindow {
        constructor(options: { webPreferences: { sandbox: boolean } }) {
          steps.push(`window sandbox=${options.webPreferences.sandbox}`);
        }
        once(): void {}
        async loadURL(address: string): Promise<void> {
          resolve(address);
        }
      }
      vi.doMock("electron", () => ({
        app: {
          enableSandbox: () => steps.push("sandbox"),
          on: (name: string) => steps.push(`on ${name}`),
          requestSingleInstanceLock: () => true,
          whenReady: async () => void steps.push("ready"),
        },
        BrowserWindow: FakeWindow,
        ipcMain: { handle: (name: string) => steps.push(name), on: () => undefined },
        Menu: { setApplicationMenu: () => undefined },
        protocol: {
          registerSchemesAsPrivileged: (schemes: unknown) => steps.push(`scheme ${JSON.stringify(schemes)}`),
          handle: (name: string) => steps.push(`protocol ${name}`),
        },
        session: {
          defaultSession: {
            setPermissionRequestHandler: () => steps.push("permissions"),
            setPermissionCheckHandler: () => undefined,
            setDevicePermissionHandler: () => undefined,
            webRequest: { onBeforeRequest: () => undefined },
          },
        },
        shell: {},
      }));
    });
    await import("#shells/electron");
    expect(await loaded).toBe("app://maillage/index.html");
    expect(steps).toEqual([
      "sandbox",
      'scheme [{"scheme":"app","privileges":{"standard":true,"secure":true,"supportFetchAPI":true}}]',
      "on web-contents-created",
      "on certificate-error",
      "ready",
      "permissions",
      "protocol app",
      "bridge:call",
      "window sandbox=true",
      "on second-instance",
      "on window-all-closed",
    ]);
    vi.doUnmock("electron");
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
});
