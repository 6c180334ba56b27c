import { createHash } from "node:crypto";

/** What `chainHash` of core gives, by the machine's own SHA-256: several times sooner on a big import. */
export function nativeChainHash(previousHash: string, text: string): string {
  return createHash("sha256").update(`${previousHash}\n`).update(text).digest("hex");
}
