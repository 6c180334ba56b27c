import { Redo2, Undo2 } from "lucide-react";
import type { Refusal } from "#core/model/refusal";
import type { Action } from "#ui/actions/action";
import { notifyRefusal } from "#ui/controls/notices.tsx";

export const historyActions: readonly Action[] = [
  {
    id: "undo",
    icon: Undo2,
    keys: ["Ctrl+Z"],
    edits: true,
    unavailable: ({ session }) => (session.snapshot().history.done.length === 0 ? "nothing-to-undo" : undefined),
    run: ({ session }) => void session.undo().then(tell),
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

function tell(refusal: Refusal | undefined): void {
  if (refusal) notifyRefusal(refusal);
}
