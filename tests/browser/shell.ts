import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressOf, freePort, spawnShell } from "../../build/browser-shell.ts";

/** A browser shell of its own: own data folder, own port. */
export interface RunningShell {
  /** Address with a one-time code, of the latest start. */
  address: string;
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. */
  dispose(): Promise<void>;
}

/** Starts the browser shell on a fresh folder. */
export async function startShell(): Promise<RunningShell> {
  const home = mkdtempSync(join(tmpdir(), "maillage-test-"));
  const port = await freePort();
  let child = spawnShell(home, port);
  const shell: RunningShell = {
    address: await addressOf(child),
    async kill() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
    async restart() {
      child = spawnShell(home, port);
      shell.address = await addressOf(child);
    },
    async dispose() {
      if (child.exitCode === null && child.signalCode === null) await shell.kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
  return shell;
}
