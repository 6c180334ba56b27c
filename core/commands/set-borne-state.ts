import { bornageParcels } from "#core/commands/bornage";
import { fieldRefusal } from "#core/commands/field-values";
import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf } from "#core/commands/reshape";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** Bornes, and what was seen on the ground. */
export interface SetBorneStateInput {
  readonly ids: readonly string[];
  /** `a-poser`, `posee`, `retrouvee`, `manquante`. */
  readonly state: string;
  /** ISO date of the visit; the day of the act when absent. */
  readonly date?: string;
  /** What is known of the act (procès-verbal de bornage) when parcels that are more than planned meet there. */
  readonly act?: ActInput | undefined;
  /** Whether parcels whose every corner now has its borne are said to be marked (`bornee`). */
  readonly marks?: boolean;
}

/**
 * Writes down that bornes were planted, found or are missing, with the day. At parcels that are more than planned this
 * is an act (bornage), whose id the bornes bear; no parcel changes its shape.
 *
 * @returns refusals `bornes.no-borne`, `field.*`, `act.*`, `command.nothing-to-do`
 */
export const setBorneState: Command<SetBorneStateInput> = {
  id: "set-borne-state",
  plan(project, { ids, state, date, act: said, marks }, env) {
    const wrong = fieldRefusal("borne", "state", state);
    if (wrong) return wrong;
    const day = date ?? said?.date ?? env.now.slice(0, 10);
    const wrongDay = fieldRefusal("borne", "date", day);
    if (wrongDay) return wrongDay;
    const noted: [Feature, Feature][] = [];
    for (const id of ids) {
      const borne = project.get(id);
      if (borne?.class !== "borne") return refuse("bornes.no-borne", { ids: [id] });
      if (borne.fields["state"] === state && (date === undefined || borne.fields["date"] === date)) continue;
      const { act: _former, ...fields } = borne.fields;
      noted.push([borne, { ...borne, fields: { ...fields, state, date: day } }]);
    }
    if (noted.length === 0) return refuse("command.nothing-to-do");

    const coverage = coverageOf(project, env);
    const { standing, complete } = bornageParcels(project, coverage, new Map(noted.map(([, to]) => [to.id, to])));
    const count = noted.length;
    if (standing.length === 0 || state === "a-poser") {
      return { change: { added: [], updated: noted, removed: [] }, params: { count } };
    }
    const recorded = recordAct(coverage, { ...said, date: said?.date ?? date }, { type: "bornage" }, env);
    if (isRefusal(recorded)) return recorded;
    const { act, added } = recorded;
    const inAct = noted.map(([from, to]) => [from, withField(to, "act", act.id)] as const);
    const marked = marks ? complete.map((parcel) => [parcel, withField(parcel, "state", "bornee")] as const) : [];
    return {
      change: { added, updated: [...inAct, ...marked], removed: [] },
      params: { count, marked: marked.length, number: String(act.fields["number"]), context: "act" },
    };
  },
};

function withField(feature: Feature, key: string, value: string): Feature {
  return { ...feature, fields: { ...feature.fields, [key]: value } };
}
