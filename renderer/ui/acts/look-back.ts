import { refuse } from "#core/model/refusal";
import { today } from "#ui/acts/today";
import type { Bench } from "#ui/workbench/bench";

/** Shows the parcels as they were on a day, or again as they are. Nothing can be changed meanwhile. */
export function lookBackTo(bench: Bench, day: string | undefined): void {
  const past = day !== undefined && day < today() ? day : undefined;
  bench.editor.get()?.setTool("select");
  bench.session.hold(past === undefined ? undefined : refuse("session.looking-back", { params: { day: past } }));
  bench.view.day.set(past);
}
