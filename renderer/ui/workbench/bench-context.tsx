import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { LandBalance } from "#core/derived/balance";
import { normsOf } from "#core/features/norms-of";
import type { ProjectView } from "#core/model/project";
import type { Referentiel } from "#core/model/referentiel";
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

/** The référentiel of the project as it stands. */
export function useNorms(): Referentiel {
  return normsOf(useSnapshot());
}

/** What takes long is asked for once the hand has been still for so long, milliseconds. */
const STILL_MS = 150;

/**
 * The balance of the plan by its référentiel, worked out beside the window once the project has been still for
 * a moment; the one before it meanwhile. `undefined` until the first is there.
 */
export function useBalance(): LandBalance | undefined {
  const bench = useBench();
  const { history, meta } = useSnapshot();
  const [balance, setBalance] = useState<LandBalance>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: history and meta stand for the project's mutable state
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      void bench.watcher.ask<"balance">({ kind: "balance" }).then((made) => wanted && setBalance(made));
    }, STILL_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [bench, history, meta]);
  return balance;
}
