import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * A file or folder of the outside cases and real data that lie beside the repository (`../shared`), or `undefined`
 * on a machine that has none: tests then skip it and say so.
 */
export function sharedPath(path: string): string | undefined {
  const full = fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));
  return existsSync(full) ? full : undefined;
}
