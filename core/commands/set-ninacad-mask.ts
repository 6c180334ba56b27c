import { maskFault } from "#core/derived/text-mask";
import type { Command } from "#core/model/command";
import { refuse } from "#core/model/refusal";

/**
 * Says what a NINACAD looks like in this project (`fitsMask`), so that the check can tell slips of the pen. An empty
 * mask takes it away. No NINACAD is ever made up.
 *
 * @returns refusals `mask.*`
 */
export const setNinacadMask: Command<{ readonly mask: string }> = {
  id: "set-ninacad-mask",
  plan({ meta }, input) {
    const mask = input.mask.trim();
    if (mask === (meta.ninacadMask ?? "")) return refuse("command.nothing-to-do");
    const fault = mask === "" ? undefined : maskFault(mask);
    if (fault) return fault;
    const { ninacadMask: _former, ...rest } = meta;
    const to = mask === "" ? rest : { ...rest, ninacadMask: mask };
    return { change: { added: [], updated: [], removed: [], meta: [meta, to] }, params: { mask } };
  },
};
