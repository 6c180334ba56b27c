import { layOut } from "#core/engines/layout/lay-out";
import type { LayoutInput } from "#core/engines/layout/layout-types";

// A thin door onto the maillage engine. What it says is `LayoutMessage` of renderer/store/layout-job.ts.
self.onmessage = ({ data }: MessageEvent<LayoutInput>) => {
  try {
    const result = layOut(data, {
      progress: (stage, share) => self.postMessage({ kind: "progress", progress: { stage, share } }),
    });
    self.postMessage({ kind: "done", result });
  } catch (error) {
    self.postMessage({ kind: "bug", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
