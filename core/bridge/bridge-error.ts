import type { Refusal } from "#core/model/refusal";

/**
 * Why a bridge call did not answer. `refusal`: an expected no, with its place. `failure`: the world said no (disk
 * full, file gone, connection lost). `cancelled`: the caller gave up. `bug`: anything else.
 */
export class BridgeError extends Error {
  readonly kind: "refusal" | "failure" | "cancelled" | "bug";
  /** For `failure`: `failure.<code>` in the locales. */
  readonly refusal: Refusal;

  constructor(kind: BridgeError["kind"], refusal: Refusal) {
    super(refusal.code);
    this.kind = kind;
    this.refusal = refusal;
  }
}
