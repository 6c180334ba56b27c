import { type ChildProcess, fork } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rootFolder } from "#services/program";

/** A process of GDAL's own, as the shell at hand starts one. */
export interface GdalProcess {
  post(message: unknown): void;
  onMessage(told: (message: unknown) => void): void;
  onExit(gone: () => void): void;
  kill(): void;
  /** Whether the program waits for it before it ends: while it works, not while it rests. */
  awaited(isAwaited: boolean): void;
}

/** What to start. */
export interface GdalStart {
  readonly script: string;
  /** Folder of gdal3.js: where to start, and the one argument. */
  readonly gdalFolder: string;
  /** Folder the orders' folders lie in. */
  readonly temp: string;
}

export type GdalStarter = (start: GdalStart) => GdalProcess;

/** Folder of gdal3.js: beside the packed program, where anyone may put another build of it, else among the packages. */
export function gdalFolder(): string {
  const { resourcesPath } = process as { resourcesPath?: string };
  const packed = join(resourcesPath ?? rootFolder, "gdal");
  return realpathSync(existsSync(packed) ? packed : join(rootFolder, "node_modules", "gdal3.js", "dist", "package"));
}

/** Beside this file, in the form this file has. */
export const gdalScript = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "gdal-child.ts" : "gdal-child.js", import.meta.url),
);

/** What a process of GDAL's sees of the environment: what Windows needs to start anything, and no more. */
export function bareEnvironment(): Record<string, string> {
  const SystemRoot = process.env["SystemRoot"];
  return SystemRoot === undefined ? {} : { SystemRoot };
}

/** Starts GDAL in a Node process that may read its program and temporary files and nothing else of the machine. */
export const forkGdal: GdalStarter = ({ script, gdalFolder: folder, temp }) => {
  const reads = [rootFolder, folder, temp].map((path) => `--allow-fs-read=${path}`);
  const child: ChildProcess = fork(script, [folder], {
    cwd: folder,
    env: bareEnvironment(),
    execArgv: ["--permission", ...reads, `--allow-fs-write=${temp}`, "--max-old-space-size=512"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return {
    post: (message) => child.send(message as object),
    onMessage: (told) => child.on("message", told),
    onExit: (gone) => {
      child.once("exit", gone);
      child.once("error", gone);
    },
    kill: () => child.kill("SIGKILL"),
    awaited: (isAwaited) => {
      for (const held of [child, child.channel]) {
        if (isAwaited) held?.ref();
        else held?.unref();
      }
    },
  };
};
