import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
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
