import { parentPort } from "node:worker_threads";
import { BridgeError } from "#core/bridge/bridge-error";
import { RefusalError } from "#core/model/refusal";
import type { Job } from "#services/jobs/job";
import { type JobName, jobs } from "#services/jobs/jobs";

/** Runs one job after the other, so that a test does not start a thread for each. */
parentPort?.on("message", async ({ name, input }: { name: JobName; input: unknown }) => {
  try {
    const job = (await jobs[name]()) as Job<unknown, unknown>;
    const { value } = await job(input, { bytes: new Uint8Array(0), progress: () => undefined });
    parentPort?.postMessage({ value });
  } catch (thrown) {
    const refused = thrown instanceof RefusalError || (thrown instanceof BridgeError && thrown.kind === "refusal");
    if (refused) parentPort?.postMessage({ refusal: thrown.refusal });
    else parentPort?.postMessage({ bug: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
  }
});
