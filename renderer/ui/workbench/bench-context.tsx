import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { WatchAnswers, WatchQuestion } from "#core/bridge/watch-messages";
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

/** Questions about the project as it stands that need nothing more said. */
type PlainQuestion = "balance" | "score" | "norms";

/**
 * What is worked out beside the window of the project as it stands: its land balance, the figures of its plan, how it
 * stands to each norm. Asked for once the project has been still for a moment; the answer before it meanwhile,
 * `undefined` until the first is there.
 */
export function useAnswer<Kind extends PlainQuestion>(kind: Kind): WatchAnswers[Kind] | undefined {
  const bench = useBench();
  const { history, meta } = useSnapshot();
  const [answer, setAnswer] = useState<WatchAnswers[Kind]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: history and meta stand for the project's mutable state
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      const question = { kind } as Extract<WatchQuestion, { kind: Kind }>;
      void bench.watcher.ask<Kind>(question).then(
        (made) => wanted && setAnswer(() => made),
        // A project that was closed meanwhile answers nobody.
        (error: unknown) => {
          if (wanted) throw error;
        },
      );
    }, STILL_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [bench, kind, history, meta]);
  return answer;
}
