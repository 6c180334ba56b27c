import { lotNumbers, nextNumber } from "#core/commands/lot-numbers";
import { coverageOf } from "#core/commands/reshape";
import type { Command } from "#core/model/command";
import { refuse } from "#core/model/refusal";

/**
 * Gives a lot without a number the next one of its îlot, never one that was borne before.
 *
 * @returns refusals `feature.unknown`, `number.has-one`, `number.no-such-ilot`
 */
export const giveNumber: Command<{ readonly id: string }> = {
  id: "give-number",
  plan(project, { id }, env) {
    const lot = project.get(id);
    if (!lot) return refuse("feature.unknown", { ids: [id] });
    const { number: old, ilot } = lot.fields;
    if (typeof old === "string" && old !== "") return refuse("number.has-one", { ids: [id], params: { number: old } });
    if (typeof ilot !== "string") return refuse("number.no-such-ilot", { ids: [id], params: { ilot: "—" } });
    const number = nextNumber(lotNumbers(project, coverageOf(project, env), ilot).used);
    return {
      change: { added: [], updated: [[lot, { ...lot, fields: { ...lot.fields, number } }]], removed: [] },
      params: { number, ilot },
    };
  },
};
