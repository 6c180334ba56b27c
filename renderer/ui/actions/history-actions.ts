import { Redo2, Undo2 } from "lucide-react";
import type { Refusal } from "#core/model/refusal";
import type { Action } from "#ui/actions/action";
import { notifyRefusal } from "#ui/controls/notices.tsx";
import type { Bench } from "#ui/workbench/bench";

export const historyActions: readonly Action[] = [
  {
    id: "undo",
    icon: Undo2,
    keys: ["Ctrl+Z"],
    edits: true,
    unavailable: (bench) =>
      isDrawing(bench) || bench.session.snapshot().history.done.length > 0 ? undefined : "nothing-to-undo",
    // In the middle of a line, the last vertex is what was done last.
    run: (bench) => {
      if (isDrawing(bench)) bench.editor.get()?.back();
      else void bench.session.undo().then(tell);
    },
  },
  {
    id: "redo",
    icon: Redo2,
    keys: ["Ctrl+Y", "Ctrl+Shift+Z"],
    edits: true,
    unavailable: ({ session }) => (session.snapshot().history.undone.length === 0 ? "nothing-to-redo" : undefined),
    run: ({ session }) => void session.redo().then(tell),
  },
];

/** Whether a line is being drawn, vertex by vertex. */
function isDrawing({ editor }: Bench): boolean {
  return (editor.get()?.drawn.get()?.length ?? 0) > 0;
}

function tell(refusal: Refusal | undefined): void {
  if (refusal) notifyRefusal(refusal);
}
