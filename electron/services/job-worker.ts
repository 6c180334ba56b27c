import { parentPort, workerData } from "node:worker_threads";
import type { Progress } from "#core/bridge/bridge";
import { BridgeError } from "#core/bridge/bridge-error";
import { toWire, type WireError } from "#core/bridge/wire-error";
import { RefusalError } from "#core/model/refusal";
import type { GdalAnswer, GdalOrder } from "#services/gdal/gdal-order";
import type { Job } from "#services/jobs/job";
import { type JobName, jobs } from "#services/jobs/jobs";

/** What the worker is started with. */
export interface JobOrder {
  readonly name: JobName;
  readonly input: unknown;
  readonly bytes: Uint8Array;
}

/** What the worker says: how far it is, and in the end one of the three others. */
export type JobMessage =
  | { readonly progress: Progress }
  | { readonly gdal: GdalOrder; readonly ask: number }
  | { readonly value: unknown; readonly bytes: Uint8Array }
  | { readonly error: WireError }
  | { readonly bug: string };

/** What the worker is told while it runs: what came of an order to GDAL. */
export type JobReply = { readonly ask: number } & ({ readonly answer: GdalAnswer } | { readonly error: WireError });

/** At most one word of progress in this time, milliseconds. */
const PROGRESS_EVERY_MS = 80;

const port = parentPort;
if (port) {
  const { name, input, bytes } = workerData as JobOrder;
  let told = 0;
  const progress = (now: Progress): void => {
    const time = performance.now();
    if (time - told < PROGRESS_EVERY_MS) return;
    told = time;
    port.postMessage({ progress: now } satisfies JobMessage);
  };
  const asked = new Map<number, (reply: JobReply) => void>();
  port.on("message", (reply: JobReply) => {
    asked.get(reply.ask)?.(reply);
    asked.delete(reply.ask);
  });
  const gdal = (order: GdalOrder): Promise<GdalAnswer> =>
    new Promise((resolve, reject) => {
      const ask = asked.size + 1;
      asked.set(ask, (reply) => {
        if ("answer" in reply) resolve(reply.answer);
        else reject(new BridgeError(reply.error.kind, reply.error.refusal));
      });
      port.postMessage({ gdal: order, ask } satisfies JobMessage);
    });
  try {
    const job = (await jobs[name]()) as Job<unknown, unknown>;
    const result = await job(input, { bytes, progress, gdal });
    const out = result.bytes ?? new Uint8Array(0);
    // Bytes that are a view on a shared pool cannot move without their neighbours: those are copied.
    const own = out.byteLength === out.buffer.byteLength && out.buffer instanceof ArrayBuffer ? out : out.slice();
    port.postMessage({ value: result.value, bytes: own } satisfies JobMessage, [own.buffer as ArrayBuffer]);
  } catch (thrown) {
    if (thrown instanceof RefusalError) {
      port.postMessage({ error: { kind: "refusal", refusal: thrown.refusal } } satisfies JobMessage);
    } else if (thrown instanceof BridgeError) port.postMessage({ error: toWire(thrown) } satisfies JobMessage);
    else port.postMessage({ bug: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
  }
  // The thread ends when its work does.
  port.close();
}
