import type { LucideIcon } from "lucide-react";
import type { Lang } from "#core/messages/catalogue";
import type { Bench } from "#ui/workbench/bench";

/**
 * Something the planner can do, declared once: toolbar, menus, keys and the shortcut sheet read it. Its name stands
 * under `ui.action.<id>`, its reasons under `ui.why.<reason>`.
 */
export interface Action {
  readonly id: string;
  readonly icon: LucideIcon;
  /** Keys, the first of them shown: `Ctrl+Shift+Z`, `S`, `Delete`. */
  readonly keys: readonly string[];
  /** It changes the project: not while another day is looked at. */
  readonly edits?: true;
  /** The reason it cannot be done now, if any; ask through `reasonAgainst`. */
  unavailable?(bench: Bench): string | undefined;
  /** For tools and switches: whether it is on. */
  pressed?(bench: Bench): boolean;
  run(bench: Bench): void;
}

/** The reason an action cannot be done now, under `ui.why.<reason>`; `undefined` when it can. */
export function reasonAgainst(action: Action, bench: Bench): string | undefined {
  if (action.edits && bench.view.day.get() !== undefined) return "looking-back";
  return action.unavailable?.(bench);
}

/** Keys as a keyboard of the language names them. */
export function keyWords(keys: string | undefined, lang: Lang): string | undefined {
  if (!keys || lang === "en") return keys;
  return keys
    .replace("Shift", "Maj")
    .replace("Delete", "Suppr")
    .replace("Escape", "Échap")
    .replace("Enter", "Entrée")
    .replace("Home", "Début")
    .replace("Backspace", "Retour arrière")
    .replace("Space", "Espace");
}

/** The keys of an event, in the order actions declare them. */
export function keysOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const control = event.ctrlKey || event.metaKey;
  // A sign such as `?` needs Shift on most keyboards: the sign itself says enough.
  const shift = event.shiftKey && (key.length > 1 || /[A-Z]/.test(key));
  return [control ? "Ctrl" : "", event.altKey ? "Alt" : "", shift ? "Shift" : "", key].filter(Boolean).join("+");
}
