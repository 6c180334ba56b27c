import { fieldRefusal } from "#core/commands/field-values";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

/** Bornes, and what was seen on the ground. */
export interface SetBorneStateInput {
  readonly ids: readonly string[];
  /** `a-poser`, `posee`, `retrouvee`, `manquante`. */
  readonly state: string;
  /** ISO date of the visit; the day of the act when absent. */
  readonly date?: string;
}

/**
 * Writes down that bornes were planted, found or are missing, with the day.
 *
 * @returns refusals `bornes.no-borne`, `field.*`, `command.nothing-to-do`
 */
export const setBorneState: Command<SetBorneStateInput> = {
  id: "set-borne-state",
  plan(project, { ids, state, date }, env) {
    const wrong = fieldRefusal("borne", "state", state);
    if (wrong) return wrong;
    const day = date ?? env.now.slice(0, 10);
    const wrongDay = fieldRefusal("borne", "date", day);
    if (wrongDay) return wrongDay;
    const updated: [Feature, Feature][] = [];
    for (const id of ids) {
      const borne = project.get(id);
      if (borne?.class !== "borne") return refuse("bornes.no-borne", { ids: [id] });
      if (borne.fields["state"] === state && (date === undefined || borne.fields["date"] === date)) continue;
      updated.push([borne, { ...borne, fields: { ...borne.fields, state, date: day } }]);
    }
    if (updated.length === 0) return refuse("command.nothing-to-do");
    return { change: { added: [], updated, removed: [] }, params: { count: updated.length, state, context: state } };
  },
};
