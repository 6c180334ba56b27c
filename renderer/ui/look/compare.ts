import { changesSince } from "#core/derived/changes-since";
import type { Speak } from "#core/messages/catalogue";
import { type Change, isEmpty } from "#core/model/change";
import { isRefusal } from "#core/model/refusal";
import { notify, notifyRefusal } from "#ui/controls/notices.tsx";
import type { Bench } from "#ui/workbench/bench";

/**
 * Shows on the map what has changed since a step of the history was done (0: since the beginning). The comparison
 * follows every act until it is left.
 */
export async function compareWith(bench: Bench, seq: number, speak: Speak): Promise<void> {
  const change = await bench.session.changeSince(seq);
  if (isRefusal(change)) notifyRefusal(change);
  else if (isEmpty({ added: change.added, updated: change.updated, removed: change.removed })) {
    notify(speak("look.compare.same"), { id: "compare" });
  } else bench.view.compared.set({ seq, change });
}

/** Keeps a comparison true while the project changes. @returns stops it */
export function followComparison(bench: Bench): () => void {
  let parts: Change[] = [];
  return bench.session.onChange((change, isPart) => {
    parts.push(change);
    if (isPart) return;
    const { compared } = bench.view;
    compared.update((now) => now && { ...now, change: changesSince([now.change, ...parts]) });
    parts = [];
  });
}
