import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { ProjectView } from "#core/model/project";
import type { SessionSnapshot } from "#store/session";
import type { Bench } from "#ui/workbench/bench";

/** The workbench everything under it acts on. */
export const BenchContext = createContext<Bench | undefined>(undefined);

/** The workbench. */
export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (!bench) throw new Error("useBench outside a workbench");
  return bench;
}

/** What the session shows now; the component is drawn again at each change. */
export function useSnapshot(): SessionSnapshot {
  const { session } = useBench();
  return useSyncExternalStore(session.subscribe, session.snapshot);
}

/** A value derived from the project, made anew when the project changes. Pass a function that stays the same. */
export function useDerived<T>(derive: (project: ProjectView) => T): T {
  const bench = useBench();
  const { history, meta } = useSnapshot();
  // The history and the meta change with every command, and with nothing else (saving leaves them).
  // biome-ignore lint/correctness/useExhaustiveDependencies: they stand for the project's mutable state
  return useMemo(() => derive(bench.session.project), [bench, derive, history, meta]);
}

/** Derived values that take long wait until the hand has been still for so long, milliseconds. */
const STILL_MS = 150;

/**
 * Like `useDerived` for what takes long: worked out once the project has been still for a moment and the map is
 * drawn, the value before it meanwhile. `undefined` until the first is there.
 */
export function useDerivedLater<T>(derive: (project: ProjectView) => T): T | undefined {
  const bench = useBench();
  const { history, meta } = useSnapshot();
  const [value, setValue] = useState<T>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: history and meta stand for the project's mutable state
  useEffect(() => {
    let idle = 0;
    const timer = setTimeout(() => {
      idle = requestIdleCallback(() => {
        const made = derive(bench.session.project);
        setValue(() => made);
      });
    }, STILL_MS);
    return () => {
      clearTimeout(timer);
      cancelIdleCallback(idle);
    };
  }, [bench, derive, history, meta]);
  return value;
}
