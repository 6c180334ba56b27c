import { parentPort } from "node:worker_threads";
import { BridgeError } from "#core/bridge/bridge-error";
import { toWire, type WireError } from "#core/bridge/wire-error";
import { RefusalError } from "#core/model/refusal";
import { type RasterTaskName, rasterTasks } from "#services/raster/raster-tasks";

/** What the thread is asked, and answers under the same number. */
export interface RasterQuestion {
  readonly id: number;
  readonly task: RasterTaskName;
  readonly input: unknown;
}
export type RasterAnswer =
  | { readonly id: number; readonly value: unknown; readonly bytes?: Uint8Array }
  | { readonly id: number; readonly error: WireError }
  | { readonly id: number; readonly bug: string };

type AnyTask = (input: never) => Promise<{ value: unknown; bytes?: Uint8Array }>;

const port = parentPort;
if (port) {
  // One after the other: they share what is open.
  let last: Promise<void> = Promise.resolve();
  port.on("message", (question: RasterQuestion) => {
    last = last.then(async () => {
      const answer = await answerTo(question);
      const bytes = "bytes" in answer ? answer.bytes : undefined;
      const own = bytes && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer;
      port.postMessage(answer, own ? [bytes.buffer as ArrayBuffer] : []);
    });
  });
}

async function answerTo({ id, task, input }: RasterQuestion): Promise<RasterAnswer> {
  try {
    return { id, ...(await (rasterTasks[task] as AnyTask)(input as never)) };
  } catch (thrown) {
    if (thrown instanceof RefusalError) return { id, error: { kind: "refusal", refusal: thrown.refusal } };
    if (thrown instanceof BridgeError) return { id, error: toWire(thrown) };
    return { id, bug: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
}
