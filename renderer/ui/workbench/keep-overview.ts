import type { MapEditor } from "#editor/map-editor";
import type { Bench } from "#ui/workbench/bench";

/** The project rests this long before its picture is made, milliseconds. */
const RESTS_MS = 4000;
/** What could not be kept is tried again: the map changes under it while a large project settles. */
const TRIES = 8;
const AGAIN_MS = 1500;

/**
 * Keeps what the next opening begins with, the picture and what the map draws from: made once everything is saved and
 * nothing has changed for a while.
 *
 * @returns stops it
 */
export function keepOverview({ session, house }: Bench, editor: MapEditor): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let kept = -1;
  let tries = TRIES;
  let stopped = false;
  const { id } = session.project.meta;
  const { projects } = house;
  /** Whether the picture of this record is kept. */
  const picture = async (seq: number): Promise<boolean> => {
    // One that was kept at this record on an earlier day does as well.
    if (seq === kept || (await projects.overview(id))) return true;
    const overview = await editor.overview();
    // Only of a state that is saved: the picture is found again by the last record that is.
    if (stopped || !overview || !isSaved(seq)) return false;
    const { left, top } = editor.element.getBoundingClientRect();
    kept = seq;
    await projects.keepOverview({ project: id, seq, ...overview, place: { left, top } });
    return true;
  };
  const isSaved = (seq: number): boolean => session.snapshot().save.kind === "saved" && session.head.seq === seq;
  const make = async (): Promise<void> => {
    const { seq } = session.head;
    const done = (await picture(seq)) && !stopped && isSaved(seq) && editor.keepDrawing();
    if (done || stopped || --tries <= 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => void make(), AGAIN_MS);
  };
  const wait = (): void => {
    clearTimeout(timer);
    tries = TRIES;
    timer = setTimeout(() => void make(), RESTS_MS);
  };
  wait();
  const leave = session.subscribe(wait);
  return () => {
    stopped = true;
    leave();
    clearTimeout(timer);
  };
}
