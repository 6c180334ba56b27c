import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * A file to be read, as it was named.
 *
 * @throws RefusalError `cli.no-such-file`, `cli.not-a-file`, `cli.not-readable`
 */
export function inputPath(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new RefusalError(refuse("cli.no-such-file", { file: path }));
  if (!stat.isFile()) throw new RefusalError(refuse("cli.not-a-file", { file: path }));
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new RefusalError(refuse("cli.not-readable", { file: path }));
  }
  return path;
}

/** A file to be read, or a folder of them. @throws RefusalError as `inputPath` */
export function inputPathOrFolder(path: string): string {
  return isFolder(path) ? path : inputPath(path);
}

/** Whether a path is that of a folder. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * A file to be written, as it was named: its folder must be there.
 *
 * @throws RefusalError `cli.no-such-folder`, `cli.not-a-file`
 */
export function outputPath(path: string): string {
  if (!existsSync(dirname(path))) throw new RefusalError(refuse("cli.no-such-folder", { file: path }));
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat && !stat.isFile()) throw new RefusalError(refuse("cli.not-a-file", { file: path }));
  return path;
}
