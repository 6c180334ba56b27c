import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

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

function spawnShell(home: string, port: number): ChildProcess {
  return spawn(process.execPath, ["electron/shells/loopback.ts", "--no-open"], {
    cwd: root,
    env: { ...process.env, MAILLAGE_HOME: home, MAILLAGE_PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** The address the shell prints once it listens. */
export function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+\/#code=[0-9a-f]+/.exec(said)?.[0];
      if (address) resolve(address);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => reject(new Error(`the shell ended with ${code}: ${said}`)));
  });
}

/** A port of 127.0.0.1 that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
