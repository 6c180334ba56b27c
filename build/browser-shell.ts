import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Starts the browser shell on a data folder and a port, without opening a window. */
export function spawnShell(home: string, port: number): ChildProcess {
  return spawn(process.execPath, ["electron/shells/loopback.ts", "--no-open"], {
    cwd: root,
    env: {
      NODE_COMPILE_CACHE: join(root, "dist", "compile-cache"),
      ...process.env,
      MAILLAGE_HOME: home,
      MAILLAGE_PORT: String(port),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** The address the shell prints once it listens. @throws Error with what it said when it ends instead */
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
