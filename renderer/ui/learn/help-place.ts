import { Observable } from "#store/observable";

/** Section of the guide that is open in the window; `undefined` while the help is closed. */
export const help = new Observable<string | undefined>(undefined);

/** Dialogs that are open: the help then opens within the uppermost, which holds the focus. */
export const dialogs = new Observable(0);

/** Whether the page of the visual language is shown. */
export const charter = new Observable(false);

/** Sections of the guide, as the pages mark them (`<!-- section: layout -->`). */
export const helpSections = [
  "start",
  "import",
  "wizard",
  "data",
  "backdrops",
  "perimeter",
  "layout",
  "locks",
  "scenarios",
  "houses",
  "parcels",
  "divide",
  "acts",
  "table",
  "drawing",
  "documents",
  "networks",
  "history",
  "checks",
  "settle",
  "norms",
  "plans",
  "plan",
  "trouble",
] as const;

export type HelpSection = (typeof helpSections)[number];

/**
 * Opens the guide where the planner is: at the `data-help` of the uppermost dialog, else the nearest around the focus,
 * else that of the stage, else that of the screen.
 */
export function openHelp(section?: HelpSection): void {
  help.set(section ?? sectionHere());
}

function sectionHere(): string {
  const around = document.activeElement?.closest<HTMLElement>("[data-help]");
  const dialog = [...document.querySelectorAll<HTMLElement>("[role=dialog][data-help]")].at(-1);
  const stage = document.querySelector<HTMLElement>(".panel[data-help]");
  const screen = document.querySelector<HTMLElement>("main[data-help]");
  return (dialog ?? around ?? stage ?? screen)?.dataset["help"] ?? "start";
}
