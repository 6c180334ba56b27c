import { Lock, RefreshCw } from "lucide-react";
import { setLock } from "#core/commands/set-lock";
import { PlanarGraph } from "#core/derived/planar-graph";
import { ilotsOf } from "#core/engines/layout/ilots-beside";
import { isLocked, lockableClasses } from "#core/features/locks";
import type { Feature } from "#core/model/feature";
import type { Action } from "#ui/actions/action";
import type { Bench } from "#ui/workbench/bench";

function chosen({ session }: Bench): Feature[] {
  return [...session.selection.get()].flatMap((id) => session.project.get(id) ?? []);
}

/** What may be locked among what is chosen. */
function lockable(bench: Bench): Feature[] {
  return chosen(bench).filter((feature) => lockableClasses.has(feature.class));
}

/** The îlots that what is chosen belongs to. */
function ilotsChosen(bench: Bench): string[] {
  const { session } = bench;
  const features = lockable(bench);
  if (features.length === 0) return [];
  return ilotsOf(session.project, session.coverage ?? PlanarGraph.build(session.project), features);
}

/** Locking what is chosen, and taking its îlots up again. */
export const lockActions: readonly Action[] = [
  {
    id: "lock",
    icon: Lock,
    keys: ["Shift+L"],
    edits: true,
    unavailable: (bench) => (lockable(bench).length > 0 ? undefined : "nothing-to-lock"),
    pressed: (bench) => {
      const features = lockable(bench);
      return features.length > 0 && features.every(isLocked);
    },
    run: (bench) => {
      const features = lockable(bench);
      const locked = !features.every(isLocked);
      bench.run(setLock, { ids: features.map(({ id }) => id), locked });
    },
  },
  {
    id: "relay-ilots",
    icon: RefreshCw,
    keys: ["Shift+I"],
    edits: true,
    unavailable: (bench) => (ilotsChosen(bench).length > 0 ? undefined : "no-ilot-chosen"),
    pressed: (bench) => bench.relay.get() !== undefined,
    run: (bench) => {
      bench.editor.get()?.setTool("select");
      bench.relay.set({ ilots: ilotsChosen(bench), ids: [...bench.session.selection.get()] });
      bench.side.set("object");
    },
  },
];
