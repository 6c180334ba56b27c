import { useEffect, useState } from "react";
import type { PlanFigures } from "#core/engines/layout/score-project";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

/** What takes long is asked for once the hand has been still for so long, milliseconds. */
const STILL_MS = 150;

/**
 * The figures of the project's plan, worked out beside the window once the project has been still for a moment; those
 * before them meanwhile. `undefined` while there is no plan.
 */
export function useStandingFigures(): PlanFigures | undefined {
  const bench = useBench();
  const { history, meta } = useSnapshot();
  const [figures, setFigures] = useState<PlanFigures>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: history and meta stand for the project's mutable state
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      void bench.watcher.ask<"score">({ kind: "score" }).then((made) => wanted && setFigures(made));
    }, STILL_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [bench, history, meta]);
  return figures;
}
