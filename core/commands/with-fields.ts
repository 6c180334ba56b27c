import { fieldRefusal } from "#core/commands/field-values";
import { mayPass, parcelStates, settledStates } from "#core/features/parcel-states";
import type { Feature, FieldValue } from "#core/model/feature";
import { type Refusal, refuse } from "#core/model/refusal";

/**
 * A feature with some of its fields written; `null` and empty text take a value away. The feature itself when nothing
 * differs.
 *
 * @returns refusals `field.*` of the first value that cannot stand, `state.by-act` for what settling and
 *   reopening the plan do, `state.out-of-turn` for a parcel that would skip a state, with the feature's id
 */
export function withFields(feature: Feature, fields: Readonly<Record<string, FieldValue | null>>): Feature | Refusal {
  const after: Record<string, FieldValue> = { ...feature.fields };
  for (const [key, value] of Object.entries(fields)) {
    const refusal = fieldRefusal(feature.class, key, value);
    if (refusal) return { ...refusal, ids: [feature.id] };
    const text = typeof value === "string" ? value.trim() : value;
    if (key === "state" && settledByHand(feature, text)) return refuse("state.by-act", { ids: [feature.id] });
    if (text === null || text === "") delete after[key];
    else after[key] = text;
    if (feature.class === "parcel" && key === "state" && text && !mayPass(feature.fields["state"], text)) {
      return refuse("state.out-of-turn", {
        ids: [feature.id],
        params: { from: stateWord(feature.fields["state"]), to: stateWord(text) },
      });
    }
  }
  const keys = new Set([...Object.keys(after), ...Object.keys(feature.fields)]);
  return [...keys].some((key) => after[key] !== feature.fields[key]) ? { ...feature, fields: after } : feature;
}

/** Whether a hand would settle a part of the plan, or take a settled one back to the drawing board. */
function settledByHand({ fields: { state } }: Feature, to: FieldValue | null): boolean {
  if (to === state) return false;
  return settledStates.has(to) || (settledStates.has(state) && (to === "projetee" || to === "projete"));
}

function stateWord(state: FieldValue | undefined): string {
  return parcelStates.find(({ value }) => value === state)?.label.fr ?? String(state);
}
