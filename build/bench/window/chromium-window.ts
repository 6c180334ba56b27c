import { readdirSync, readFileSync } from "node:fs";
import { type BrowserContext, type CDPSession, chromium, type Page } from "@playwright/test";
import { installProbe } from "./probe.ts";

const ARGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-precise-memory-info",
];

/** Memory and processor time of a page's own process. */
export interface ProcessUse {
  readonly rssMiB: number;
  readonly peakMiB: number;
  readonly cpuMs: number;
}

/** Chromium with a profile that lasts, one page at a time, each with the probe in it. */
export class ChromiumWindow {
  static readonly #open = new Set<ChromiumWindow>();
  readonly #context: BrowserContext;
  readonly #profile: string;

  private constructor(context: BrowserContext, profile: string) {
    this.#context = context;
    this.#profile = profile;
  }

  /** @param profile folder of the profile, kept from one start to the next */
  static async start(profile: string): Promise<ChromiumWindow> {
    const executablePath = process.env["MAILLAGE_CHROMIUM"];
    const context = await chromium.launchPersistentContext(profile, {
      headless: true,
      ...(executablePath ? { executablePath } : {}),
      args: ARGS,
      viewport: { width: 1366, height: 768 },
      locale: "fr-FR",
    });
    await context.addInitScript(installProbe);
    const started = new ChromiumWindow(context, profile);
    ChromiumWindow.#open.add(started);
    return started;
  }

  /** A page whose processor is slowed by a factor. */
  async page(slowed: number): Promise<{ page: Page; devtools: CDPSession }> {
    const page = await this.#context.newPage();
    page.setDefaultTimeout(120_000);
    const devtools = await this.#context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowed });
    return { page, devtools };
  }

  /** What the process of a page's scripts takes; the busiest of this Chromium's. `undefined` where there is no `/proc`. */
  processUse(): ProcessUse | undefined {
    let most: ProcessUse | undefined;
    for (const pid of this.#renderers()) {
      try {
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        const mib = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]) / 1024;
        // Behind the name in brackets: user and system time are the 12th and 13th word, in hundredths of a second.
        const words = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
        const cpuMs = (Number(words[11]) + Number(words[12])) * 10;
        if (cpuMs > (most?.cpuMs ?? 0)) most = { rssMiB: mib("VmRSS"), peakMiB: mib("VmHWM"), cpuMs };
      } catch {
        // Gone meanwhile.
      }
    }
    return most;
  }

  close(): Promise<void> {
    ChromiumWindow.#open.delete(this);
    return this.#context.close();
  }

  /** Closes those that are still open, after a failure. */
  static async closeAll(): Promise<void> {
    for (const each of [...ChromiumWindow.#open]) await each.close();
  }

  /** Processes that run pages, below the one that was given the profile. */
  #renderers(): string[] {
    const parents = new Map<string, string>();
    const lines = new Map<string, string>();
    for (const pid of safely(() => readdirSync("/proc")) ?? []) {
      if (!/^\d+$/.test(pid)) continue;
      const line = safely(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"));
      const stat = safely(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
      if (line === undefined || stat === undefined) continue;
      lines.set(pid, line);
      parents.set(pid, stat.split(") ")[1]?.split(" ")[1] ?? "");
    }
    const isOurs = (pid: string): boolean => {
      for (let at: string | undefined = pid; at; at = parents.get(at)) {
        if (lines.get(at)?.includes(this.#profile)) return true;
      }
      return false;
    };
    return [...lines].filter(([pid, line]) => line.includes("--type=renderer") && isOurs(pid)).map(([pid]) => pid);
  }
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
