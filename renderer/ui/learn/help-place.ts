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
  "data",
  "perimeter",
  "layout",
  "parcels",
  "networks",
  "history",
  "checks",
  "plans",
  "plan",
  "trouble",
] as const;

/**
 * Opens the guide where the planner is: the nearest `data-help` around the focus, else that of the dialog, else that
 * of the stage, else the beginning.
 */
export function openHelp(section?: string): void {
  help.set(section ?? sectionHere());
}

function sectionHere(): string {
  const around = document.activeElement?.closest<HTMLElement>("[data-help]");
  const dialog = document.querySelector<HTMLElement>(".modal[data-help]");
  const stage = document.querySelector<HTMLElement>(".panel[data-help]");
  return (dialog ?? around ?? stage)?.dataset["help"] ?? "start";
}
