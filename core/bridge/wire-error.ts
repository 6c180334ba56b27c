import { BridgeError } from "#core/bridge/bridge-error";
import { RefusalError, refuse } from "#core/model/refusal";

/** A `BridgeError` as plain data, for shells that can only send plain data. */
export type WireError = Pick<BridgeError, "kind" | "refusal">;

/** Sorts whatever a service threw into the four kinds a caller may see. */
export function bridgeErrorOf(thrown: unknown, aborted: boolean): BridgeError {
  if (thrown instanceof BridgeError) return thrown;
  if (thrown instanceof RefusalError) return new BridgeError("refusal", thrown.refusal);
  if (aborted) return new BridgeError("cancelled", refuse("bridge.cancelled"));
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const bug = new BridgeError("bug", refuse("bug", { params: { message } }));
  bug.cause = thrown;
  return bug;
}

/** What is sent of an error: its kind and its refusal, nothing of the machine's own (no stack). */
export function toWire(error: BridgeError): WireError {
  return { kind: error.kind, refusal: error.refusal };
}
