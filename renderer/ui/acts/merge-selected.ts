import { mergeFaces } from "#core/commands/merge-faces";
import type { FieldValue } from "#core/model/feature";
import { dismissNotices, notifyRefusal } from "#ui/controls/notices.tsx";
import type { Bench } from "#ui/workbench/bench";

/** Merges what is selected and selects the whole. Where the parts disagree the dialog asks what holds. */
export function mergeSelected(bench: Bench, fields: Readonly<Record<string, FieldValue | null>> = {}): void {
  const { session } = bench;
  const refusal = session.run(mergeFaces, { ids: [...session.selection.get()], fields });
  const asks = refusal?.code === "merge.field-conflict";
  bench.dialog.set(asks ? "merge" : undefined);
  if (refusal && !asks) notifyRefusal(refusal);
  if (refusal) return;
  dismissNotices("refusal");
  bench.offerUndo();
  const made = session.snapshot().history.done.at(-1)?.change?.added ?? [];
  session.selection.select(
    made.filter(({ geometry, class: cls }) => geometry && cls !== "pastParcel").map(({ id }) => id),
  );
}
