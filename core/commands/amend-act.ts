import { type ActInput, wrongAct } from "#core/commands/record-act";
import { coverageOf } from "#core/commands/reshape";
import { withFields } from "#core/commands/with-fields";
import type { Command } from "#core/model/command";
import type { Feature, FieldValue } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/** What is to be said otherwise of an act; what is left out stays. Empty text takes office, reason or state away. */
export interface AmendActInput extends ActInput {
  readonly id: string;
  /** State of the operation. */
  readonly state?: string | undefined;
}

/**
 * Says an act otherwise: number, kind, day, office, reason, state. The day goes along to the parcels the act opened and
 * closed; a day on which one of them would end before it began is refused.
 *
 * @returns refusals `act.*`, `field.*`, `feature.unknown`
 */
export const amendAct: Command<AmendActInput> = {
  id: "amend-act",
  plan(project, { id, type, number, date, ...words }, env) {
    const act = project.get(id);
    if (act?.class !== "act") return refuse("feature.unknown", { ids: [id] });
    const other = number?.trim() === act.fields["number"] ? undefined : number?.trim();
    const said = { ...(type === undefined ? {} : { type }), ...(date === undefined ? {} : { date }) };
    const wrong = wrongAct(coverageOf(project, env), { ...said, ...(other ? { number: other } : {}) }, date ?? "", env);
    if (wrong) return { ...wrong, ids: [id] };
    const worded = withFields(act, known(words));
    if (isRefusal(worded)) return worded;
    const after: Feature = { ...worded, fields: { ...worded.fields, ...said, ...(other ? { number: other } : {}) } };
    const moved = date === undefined || date === act.fields["date"] ? [] : redated(project, id, date);
    if (isRefusal(moved)) return moved;
    const same = Object.keys({ ...act.fields, ...after.fields }).every((key) => act.fields[key] === after.fields[key]);
    const updated = [...(same ? [] : [[act, after] as const]), ...moved];
    return {
      change: { added: [], updated, removed: [] },
      params: { number: String(after.fields["number"] ?? "") },
    };
  },
};

/** The values that were given. */
function known(words: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** The parcels an act opened or closed, on another day. */
function redated(project: ProjectView, act: string, date: string): [Feature, Feature][] | Refusal {
  const moved: [Feature, Feature][] = [];
  for (const cls of ["parcel", "pastParcel"] as const) {
    for (const parcel of project.ofClass(cls)) {
      const opened = parcel.fields["openedBy"] === act;
      const closed = parcel.fields["closedBy"] === act;
      if (!opened && !closed) continue;
      const fields = { ...parcel.fields, ...(opened ? { validFrom: date } : {}), ...(closed ? { validTo: date } : {}) };
      const [from, to] = [fields["validFrom"], fields["validTo"]] as [FieldValue | undefined, FieldValue | undefined];
      if (typeof from === "string" && typeof to === "string" && to < from) {
        const number = String(parcel.fields["number"] ?? "—");
        return refuse("act.out-of-turn", { ids: [parcel.id], params: { number, from, to } });
      }
      moved.push([parcel, { ...parcel, fields }]);
    }
  }
  return moved;
}
