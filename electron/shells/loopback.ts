import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Speak, speaker } from "#core/messages/catalogue";
import { type Home, openHome } from "#services/home";
import { programVersion, rootFolder } from "#services/program";
import { makeServices, type RunningServices } from "#services/services";
import { LOOPBACK_PORT, type LoopbackServer, startLoopback, WHO_AM_I } from "#shells/loopback/server";
import { findBrowser, openBrowser } from "#shells/open-browser";
import { newSecret } from "#shells/secrets";

/**
 * The browser shell: serves the window and its bridge on 127.0.0.1 and opens it in the system's Chromium, Chrome or
 * Edge. Ends when the window is closed, or by Ctrl+C. Exit 3 when the port is someone else's or the window is not
 * built.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { "no-open": { type: "boolean" }, lang: { type: "string" } } });
  const speak = speaker(values.lang === "en" ? "en" : "fr");
  const port = Number(process.env["MAILLAGE_PORT"] ?? LOOPBACK_PORT);
  const open = !values["no-open"];
  const page = join(rootFolder, "dist", "renderer");
  if (!existsSync(join(page, "index.html"))) return leave(speak("shell.page-missing"));

  const home = openHome();
  const secretPath = join(home.root, "loopback-secret");
  const running = makeServices({ home, shell: "browser", version: programVersion() });
  const ownerSecret = newSecret();
  let server: LoopbackServer;
  try {
    server = await startLoopback({ services: running.services, page, port, ownerSecret });
  } catch (thrown) {
    await running.close();
    if ((thrown as NodeJS.ErrnoException).code !== "EADDRINUSE") throw thrown;
    return joinOther(port, secretPath, home, open, speak);
  }
  writeFileSync(secretPath, ownerSecret, { mode: 0o600 });
  if (process.platform !== "win32") chmodSync(secretPath, 0o600);

  const address = server.newAddress();
  const end = endOnce(server, running);
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  process.stdout.write(`${speak("shell.listening", { address })}\n`);
  if (open && !openWindow(address, home, speak, end)) process.stdout.write(`${speak("shell.no-browser")}\n`);
}

function openWindow(address: string, home: Home, speak: Speak, closed: () => void): boolean {
  const browser = findBrowser();
  if (!browser) return false;
  const opened = performance.now();
  const child = openBrowser(browser, address, join(home.root, "browser"));
  child.on("exit", (code) => {
    // Gone at once: it handed the address to a window that is still open (0), or could not start. The server stays.
    if (performance.now() - opened > HANDED_OVER_MS) closed();
    else if (code !== 0) process.stdout.write(`${speak("shell.browser-failed", { browser })}\n`);
  });
  child.on("error", () => process.stdout.write(`${speak("shell.browser-failed", { browser })}\n`));
  return true;
}

/** The port is taken: by our own server (a new window of it is opened), or by someone else (exit 3). */
async function joinOther(port: number, secretPath: string, home: Home, open: boolean, speak: Speak): Promise<void> {
  const origin = `http://127.0.0.1:${port}`;
  const own = await fetch(`${origin}/whoami`)
    .then((answer) => answer.text())
    .catch(() => "");
  if (own !== WHO_AM_I) return leave(speak("shell.port-taken", { port }));
  const answer = existsSync(secretPath)
    ? await fetch(`${origin}/code`, {
        method: "POST",
        headers: { Origin: origin, "Sec-Fetch-Site": "same-origin" },
        body: readFileSync(secretPath, "utf8"),
      }).catch(() => undefined)
    : undefined;
  if (!answer?.ok) return leave(speak("shell.port-other-home", { port }));
  const address = `${origin}/#code=${await answer.text()}`;
  process.stdout.write(`${speak("shell.already-open", { address })}\n`);
  if (open && !openWindow(address, home, speak, () => undefined)) {
    process.stdout.write(`${speak("shell.no-browser")}\n`);
  }
}

/** Ends the server, lets go of journals and locks, and leaves. Asked twice, it ends once. */
function endOnce(server: LoopbackServer, running: RunningServices): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    server
      .close()
      .then(() => running.close())
      .then(() => process.exit(0));
  };
}

function leave(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 3;
}

/** A browser that ends sooner than this was never the window itself, milliseconds. */
const HANDED_OVER_MS = 3000;

await main();
