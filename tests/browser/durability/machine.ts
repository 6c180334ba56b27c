import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { addressOf, freePort } from "../../../build/browser-shell.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * A planner's machine: the browser shell and a browser, each with a folder of its own that outlives its process, so
 * that either can be killed, damaged and started again. Both are started as process groups: `kill -9` takes the
 * whole tree.
 */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), "maillage-durable-"));
  readonly home = join(this.folder, "home");
  readonly profile = join(this.folder, "profile");
  readonly port: number;
  #shell: ChildProcess | undefined;
  #browser: { readonly child: ChildProcess; readonly over: Browser } | undefined;

  private constructor(port: number) {
    this.port = port;
  }

  static async make(): Promise<Machine> {
    return new Machine(await freePort());
  }

  /** The browser's database folder of this shell's origin. */
  get store(): string {
    return join(this.profile, "Default", "IndexedDB", `http_127.0.0.1_${this.port}.indexeddb.leveldb`);
  }

  /** Folder of the only project there is. */
  get project(): string {
    const [id, ...others] = readdirSync(join(this.home, "projects"));
    if (!id || others.length > 0) throw new Error(`one project expected, not ${others.length + (id ? 1 : 0)}`);
    return join(this.home, "projects", id);
  }

  get journal(): string {
    return join(this.project, "journal.jsonl");
  }

  /** Starts the shell, or asks the one that runs for another window. @returns an address with a one-time code */
  async address(): Promise<string> {
    const child = spawn(process.execPath, ["electron/shells/loopback.ts", "--no-open"], {
      cwd: root,
      env: { ...process.env, MAILLAGE_HOME: this.home, MAILLAGE_PORT: String(this.port) },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const address = await addressOf(child);
    if (!this.#shell) this.#shell = child;
    return address;
  }

  /** Starts the browser on its profile. */
  async browser(): Promise<BrowserContext> {
    for (const name of ["SingletonLock", "SingletonCookie", "SingletonSocket", "DevToolsActivePort"]) {
      rmSync(join(this.profile, name), { force: true });
    }
    mkdirSync(this.profile, { recursive: true });
    const child = spawn(process.env["MAILLAGE_CHROMIUM"] ?? "chromium", [...FLAGS, `--user-data-dir=${this.profile}`], {
      stdio: "ignore",
      detached: true,
    });
    const over = await chromium.connectOverCDP(`http://127.0.0.1:${await debuggingPort(this.profile, child)}`);
    this.#browser = { child, over };
    return over.contexts()[0] as BrowserContext;
  }

  /** Starts whatever does not run, and opens the window. */
  async window(): Promise<Page> {
    const context = this.#browser?.over.contexts()[0] ?? (await this.browser());
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto("about:blank");
    await page.goto(await this.address());
    return page;
  }

  async killShell(): Promise<void> {
    const child = this.#shell;
    this.#shell = undefined;
    if (child) await killGroup(child);
  }

  async killBrowser(): Promise<void> {
    const browser = this.#browser;
    this.#browser = undefined;
    if (!browser) return;
    await killGroup(browser.child);
    await browser.over.close().catch(() => undefined);
  }

  /** Closes the browser as a planner does. */
  async quitBrowser(): Promise<void> {
    const browser = this.#browser;
    this.#browser = undefined;
    if (!browser) return;
    const ended = gone(browser.child);
    const session = await browser.over.newBrowserCDPSession();
    await session.send("Browser.close").catch(() => undefined);
    await ended;
    await browser.over.close().catch(() => undefined);
  }

  /** Keeps both folders as they are, to come back to. Nothing may run. */
  keep(): void {
    for (const name of ["home", "profile"]) {
      cpSync(join(this.folder, name), join(this.folder, `${name}-kept`), { recursive: true });
    }
  }

  /** Both folders as they were kept. */
  restore(): void {
    for (const name of ["home", "profile"]) {
      rmSync(join(this.folder, name), { recursive: true, force: true });
      cpSync(join(this.folder, `${name}-kept`), join(this.folder, name), { recursive: true });
    }
  }

  /** Copies the browser's database folder to where it can be looked at after a failure. */
  keepLogs(to: string): void {
    if (existsSync(this.store)) cpSync(this.store, to, { recursive: true });
  }

  async dispose(): Promise<void> {
    await this.killBrowser();
    await this.killShell();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--lang=fr-FR",
  "--accept-lang=fr-FR",
  "--window-size=1366,900",
  "--remote-debugging-port=0",
  "about:blank",
];

function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

/** `kill -9` of a process and all it started. */
async function killGroup(child: ChildProcess): Promise<void> {
  const ended = gone(child);
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
  await ended;
}

async function debuggingPort(profile: string, child: ChildProcess): Promise<string> {
  const path = join(profile, "DevToolsActivePort");
  for (let i = 0; i < 600; i++) {
    const [port, rest] = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
    if (port && rest !== undefined) return port;
    if (child.exitCode !== null) throw new Error(`the browser ended with ${child.exitCode}`);
    await wait(50);
  }
  throw new Error("the browser did not start within 30 s");
}
