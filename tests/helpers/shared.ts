import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of outside cases and data beside the repository; not part of it. */
const root = fileURLToPath(new URL("../../../shared/", import.meta.url));

/**
 * Absolute path of an outside file or folder, such as `sharedPath("cases/osm-testdata")`; `undefined` where it is not
 * there, and the test that wants it is skipped by name.
 */
export function sharedPath(path: string): string | undefined {
  const full = root + path;
  return existsSync(full) ? full : undefined;
}
