import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret of 256 bits, as 64 hex digits. */
export function newSecret(): string {
  return randomBytes(32).toString("hex");
}

/** Whether two secrets are the same, in constant time. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

/** Secrets that are good now. Only their digests are kept, and they are compared in constant time. */
export class SecretSet {
  #digests: Buffer[] = [];

  /** Makes a secret that is good from now on. */
  issue(): string {
    const secret = newSecret();
    this.#digests.push(digest(secret));
    return secret;
  }

  /** Whether a secret is good. */
  has(secret: string): boolean {
    const asked = digest(secret);
    let found = false;
    for (const held of this.#digests) if (timingSafeEqual(held, asked)) found = true;
    return found;
  }

  /** Uses a secret up: true once, false ever after. */
  spend(secret: string): boolean {
    if (!this.has(secret)) return false;
    const asked = digest(secret);
    this.#digests = this.#digests.filter((held) => !timingSafeEqual(held, asked));
    return true;
  }
}

function digest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
