import { useEffect, useState } from "react";
import type { NormStatus } from "#core/rules/norm-status";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

/** Asked for once the hand has been still for so long, milliseconds. */
const STILL_MS = 150;

/** How the plan stands to each norm, worked out beside the window; the list before it meanwhile. */
export function useNormStatuses(): readonly NormStatus[] | undefined {
  const bench = useBench();
  const { history, meta } = useSnapshot();
  const [statuses, setStatuses] = useState<readonly NormStatus[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: history and meta stand for the project's mutable state
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      void bench.watcher.ask<"norms">({ kind: "norms" }).then((made) => wanted && setStatuses(made));
    }, STILL_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [bench, history, meta]);
  return statuses;
}
