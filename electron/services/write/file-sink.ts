import { openSync, writeSync } from "node:fs";
import { ByteSink } from "#core/formats/write/byte-sink";
import { diskFailure } from "#services/disk-failure";

/** A new file that bytes go into. @param name what it is called in messages @throws BridgeError `failure` when the disk says no */
export function fileSink(path: string, name: string): { readonly file: number; readonly sink: ByteSink } {
  const file = onDisk(name, () => openSync(path, "wx", 0o666));
  const sink = new ByteSink((bytes) => {
    onDisk(name, () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    });
  });
  return { file, sink };
}

/** Does something with the disk; its errors become failures that name the file. */
export function onDisk<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw diskFailure(thrown, name);
  }
}
