import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { OutsideFile } from "#core/formats/outside-source";

/** Lays files in a folder of their own for as long as something reads them there. Their names lose their folders. */
export async function inFolder<T>(
  temp: string,
  files: readonly OutsideFile[],
  read: (folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(temp, "outside-"));
  try {
    for (const file of files) {
      writeFileSync(join(folder, basename(file.name)), file.bytes(), { mode: 0o600 });
    }
    return await read(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
