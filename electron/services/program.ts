import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder Maillage was put in: the nearest one upwards that holds its `package.json`. */
export const rootFolder: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Version of this program. */
export function programVersion(): string {
  const read = JSON.parse(readFileSync(join(rootFolder, "package.json"), "utf8")) as { version: string };
  return read.version;
}

function findRoot(from: string): string {
  if (existsSync(join(from, "package.json")) || dirname(from) === from) return from;
  return findRoot(dirname(from));
}
