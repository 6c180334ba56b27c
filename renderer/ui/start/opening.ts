import { Draughtsman } from "#editor/drawing/draughtsman";
import { lookOf } from "#editor/drawing/look";
import { mapPixelRatio } from "#editor/frame";
import { MapView } from "#store/map-view";
import type { Overview } from "#store/overviews";
import { preferences } from "#store/preferences";
import type { Opened, Projects } from "#store/projects";
import type { FirstPicture } from "#ui/start/opening-picture.tsx";

/** What there is of a project's map before the workbench stands. */
export interface Opening {
  /** Shown until the map is drawn. */
  readonly picture?: FirstPicture | undefined;
  /** Has the project's drawing, and can draw it. */
  readonly draughtsman: Draughtsman;
}

let called: Draughtsman | undefined;

/** Calls the draughtsman of the next project before it is opened. */
export function callDraughtsman(): void {
  called ??= new Draughtsman().call();
}

/** The draughtsman of a project about to be shown. */
export function takeDraughtsman(): Draughtsman {
  const taken = called ?? new Draughtsman();
  called = undefined;
  return taken;
}

/**
 * Opens a project, while a draughtsman draws what the kept picture shows: most often the map will show it first.
 *
 * @param overview the kept picture
 */
export async function openProject(
  projects: Projects,
  id: string,
  overview: Promise<Overview | undefined>,
): Promise<{ readonly opened: Opened; readonly draughtsman: Draughtsman }> {
  const draughtsman = takeDraughtsman();
  const fetched = overview.then((kept) => {
    const look = lookOf(new MapView(id), 1, preferences.theme.get());
    if (kept) draughtsman.open(id, kept.seq, { frame: kept.frame, ratio: mapPixelRatio(), look });
  });
  try {
    const [opened] = await Promise.all([projects.open(id), fetched]);
    if ("recovery" in opened) draughtsman.dispose();
    return { opened, draughtsman };
  } catch (error) {
    draughtsman.dispose();
    throw error;
  }
}
