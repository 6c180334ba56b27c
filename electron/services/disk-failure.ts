import { basename } from "node:path";
import { BridgeError } from "#core/bridge/bridge-error";
import { refuse } from "#core/model/refusal";

const CODES: Readonly<Record<string, string>> = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EFBIG: "disk-full",
  EACCES: "not-writable",
  EPERM: "not-writable",
  EROFS: "not-writable",
  ENOENT: "not-found",
  ENOTDIR: "not-found",
  EISDIR: "not-a-file",
  EBUSY: "busy",
  EMFILE: "too-many-files",
  ENFILE: "too-many-files",
  ENAMETOOLONG: "name-too-long",
  EIO: "disk-error",
};

/**
 * Turns an error of the file system into a failure with words (`failure.<code>`); any other error comes back as
 * it is. SQLite's "full", "read-only" and "I/O" count as the file system's.
 *
 * @param path the file that was being read or written; only its name is told
 */
export function diskFailure(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { code, errcode } = thrown as NodeJS.ErrnoException & { errcode?: number };
  const known = code === "ERR_SQLITE_ERROR" ? SQLITE_CODES[(errcode ?? 0) & 0xff] : code && CODES[code];
  if (!known && !(code && thrown.message.startsWith(`${code}:`))) return thrown;
  const failure = new BridgeError(
    "failure",
    refuse(known ?? "disk-error", { file: basename(path), params: { file: basename(path), system: code ?? "" } }),
  );
  failure.cause = thrown;
  return failure;
}

const SQLITE_CODES: Readonly<Record<number, string>> = { 8: "not-writable", 10: "disk-error", 13: "disk-full" };

/** Runs work on a file; what the file system refuses is thrown as a failure with words. */
export async function onDisk<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw diskFailure(thrown, path);
  }
}
