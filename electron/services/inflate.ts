import { inflateSync } from "node:zlib";

/** Opens a zlib stream with the machine's own zlib. @throws Error for a damaged stream, or one that holds more */
export function nativeInflate(zlib: Uint8Array, most: number): Uint8Array {
  return inflateSync(zlib, { maxOutputLength: Math.max(1, most) });
}
