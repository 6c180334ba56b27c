import { notify } from "#ui/controls/notices.tsx";
import type { Call } from "#ui/find/calls";
import { noteCall } from "#ui/find/recent-calls";
import type { Bench } from "#ui/workbench/bench";

/** Does what was called, says why it cannot be done, or offers the profiles when it is outside the one in use. */
export function runCall(bench: Bench, call: Call): void {
  if (call.outside) bench.dialog.set("profile");
  else if (call.why) notify(call.why, { id: "why" });
  else {
    noteCall(call.id);
    call.run();
  }
}
