import type { Progress } from "#core/bridge/bridge";
import type { LayoutInput, LayoutResult } from "#core/engines/layout/layout-types";
import { type Refusal, RefusalError, refuse } from "#core/model/refusal";

/** What the layout worker says. */
export type LayoutMessage =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "done"; readonly result: LayoutResult | Refusal }
  | { readonly kind: "bug"; readonly message: string };

/**
 * Lays out a site in a worker, so that the window stays at hand.
 *
 * @throws RefusalError `layout.cancelled` when the signal stops it (the worker is ended at once)
 */
export function computeLayout(
  input: LayoutInput,
  options: { readonly signal: AbortSignal; readonly onProgress?: (progress: Progress) => void },
): Promise<LayoutResult | Refusal> {
  const worker = new Worker(new URL("../workers/layout-worker.ts", import.meta.url), { type: "module" });
  return new Promise<LayoutResult | Refusal>((resolve, reject) => {
    options.signal.addEventListener("abort", () => reject(new RefusalError(refuse("layout.cancelled"))), {
      once: true,
    });
    worker.onmessage = ({ data }: MessageEvent<LayoutMessage>) => {
      if (data.kind === "progress") options.onProgress?.(data.progress);
      else if (data.kind === "done") resolve(data.result);
      else reject(new Error(data.message));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(input);
  }).finally(() => worker.terminate());
}
