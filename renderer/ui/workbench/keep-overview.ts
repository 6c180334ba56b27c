import type { MapEditor } from "#editor/map-editor";
import type { Bench } from "#ui/workbench/bench";

/** The project rests this long before its picture is made, milliseconds. */
const RESTS_MS = 4000;
/** Pictures begun again when the map changed under them, as it does while a large project settles. */
const TRIES = 5;

/**
 * Keeps the picture to show at the next opening: made once everything is saved and nothing has changed for a while.
 *
 * @returns stops it
 */
export function keepOverview({ session, house }: Bench, editor: MapEditor): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let kept = -1;
  let tries = TRIES;
  let stopped = false;
  const { id } = session.project.meta;
  const make = async (): Promise<void> => {
    const { seq } = session.head;
    // One that was kept at this record on an earlier day does as well.
    if (seq === kept || (await house.projects.overview(id))) return;
    const overview = await editor.overview();
    if (!overview && !stopped && --tries > 0) {
      clearTimeout(timer);
      timer = setTimeout(() => void make(), RESTS_MS);
    }
    // Only of a state that is saved: the picture is found again by the last record that is.
    if (!overview || session.snapshot().save.kind !== "saved" || session.head.seq !== seq) return;
    const { left, top } = editor.element.getBoundingClientRect();
    kept = seq;
    await house.projects.keepOverview({ project: id, seq, ...overview, place: { left, top } });
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
