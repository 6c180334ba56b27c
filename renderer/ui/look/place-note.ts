import type { Fields } from "#core/model/feature";
import { remembered } from "#store/preferences";
import type { Bench } from "#ui/workbench/bench";

const isText = (value: unknown): value is string => typeof value === "string";

/** Who writes notes on this machine: what was last given as author. */
export const noteAuthor = remembered("note.author", "", isText);

/** Takes the tool that pins a note to the map. */
export function takeNoteTool(bench: Bench): void {
  const author = noteAuthor.get();
  const fields: Fields = { state: "ouverte", date: today(), ...(author ? { author } : {}) };
  const editor = bench.editor.get();
  editor?.setTool("place-point", { class: "note", fields });
  editor?.focus();
}

/** Opens a note that was just pinned, so that it can be written. Does nothing when the last step pinned none. */
export function openPlacedNote(bench: Bench): void {
  const [added] = bench.session.snapshot().history.done.at(-1)?.change?.added ?? [];
  if (added?.class !== "note") return;
  bench.editor.get()?.setTool("select");
  bench.side.set("notes");
  bench.session.selection.select([added.id]);
}

/** The day as fields keep it, by the clock of the machine. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
