import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

/** SHA-256 of a file, hexadecimal, read piece by piece: tiles of a region may take gigabytes. */
export function fileHash(path: string): string {
  const hash = createHash("sha256");
  const piece = Buffer.alloc(4 * 1024 ** 2);
  const file = openSync(path, "r");
  try {
    for (let got = readSync(file, piece); got > 0; got = readSync(file, piece)) hash.update(piece.subarray(0, got));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}
