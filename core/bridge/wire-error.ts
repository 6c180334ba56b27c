import { z } from "zod";
import { BridgeError } from "#core/bridge/bridge-error";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";

const refusalOnWire = z.object({
  refused: z.literal(true),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  at: z.tuple([z.number(), z.number()]).optional(),
  ids: z.array(z.string()).optional(),
  file: z.string().optional(),
  layer: z.string().optional(),
  feature: z.string().optional(),
  line: z.number().optional(),
});

const errorOnWire = z.object({ kind: z.enum(["refusal", "failure", "cancelled", "bug"]), refusal: refusalOnWire });

/** A `BridgeError` as plain data, for shells that can only send plain data. */
export type WireError = Pick<BridgeError, "kind" | "refusal">;

/** Sorts whatever a service threw into the four kinds a caller may see. */
export function bridgeErrorOf(thrown: unknown, aborted: boolean): BridgeError {
  if (thrown instanceof BridgeError) return thrown;
  if (thrown instanceof RefusalError) return new BridgeError("refusal", thrown.refusal);
  if (aborted) return new BridgeError("cancelled", refuse("cancelled"));
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const bug = new BridgeError("bug", refuse("bug", { params: { message } }));
  bug.cause = thrown;
  return bug;
}

/** What is sent of an error: its kind and its refusal, nothing of the machine's own (no stack). */
export function toWire(error: BridgeError): WireError {
  return { kind: error.kind, refusal: error.refusal };
}

/** The error on the other side. What does not look like one becomes a bug. */
export function fromWire(value: unknown): BridgeError {
  const read = errorOnWire.safeParse(value);
  if (!read.success) return new BridgeError("bug", refuse("bug", { params: { message: "unreadable error" } }));
  return new BridgeError(read.data.kind, read.data.refusal as Refusal);
}
