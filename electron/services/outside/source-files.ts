import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { OutsideFile, OutsideSource } from "#core/formats/outside-source";
import { diskFailure } from "#services/disk-failure";
import type { NamedFile } from "#services/jobs/job";

/** Most files of a folder that are looked at for companions. */
const MOST_BESIDE = 10_000;

/**
 * A file on this machine as its reader wants it. Its companions are those it came with; of a file that came alone, those
 * of its folder. They are read only when a reader asks for them.
 */
export function sourceOf({ path, name, beside }: NamedFile): OutsideSource {
  return {
    file: name,
    main: fileAt(path, basename(name)),
    beside: beside ? beside.map((one) => fileAt(one.path, basename(one.name))) : neighbours(path),
  };
}

function fileAt(path: string, name: string): OutsideFile {
  let bytes: Uint8Array | undefined;
  return {
    name,
    path,
    bytes: () => {
      try {
        bytes ??= readFileSync(path);
        return bytes;
      } catch (thrown) {
        throw diskFailure(thrown, name);
      }
    },
  };
}

/** The files right in a folder, those hidden left out; `undefined` for what is no folder. */
export function folderFiles(path: string): OutsideFile[] | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return filesIn(path).filter(({ name }) => !name.startsWith("."));
}

function neighbours(path: string): OutsideFile[] {
  try {
    return filesIn(dirname(path)).filter(({ name }) => name !== basename(path));
  } catch {
    return [];
  }
}

function filesIn(folder: string): OutsideFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .slice(0, MOST_BESIDE)
    .filter((one) => one.isFile())
    .map(({ name }) => fileAt(join(folder, name), name));
}
