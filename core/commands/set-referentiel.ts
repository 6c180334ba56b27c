import { referentielRefusal } from "#core/features/norm-limits";
import type { Command } from "#core/model/command";
import type { Referentiel } from "#core/model/referentiel";
import { refuse } from "#core/model/refusal";
import { sortedJson } from "#core/model/sorted-json";

/**
 * Says which référentiel the project goes by: one of its own, whole, or (`undefined`) the one shipped with Maillage.
 * Engines, checks, balance and plans follow.
 *
 * @returns refusals `norms.*`
 */
export const setReferentiel: Command<{ readonly referentiel: Referentiel | undefined }> = {
  id: "set-referentiel",
  plan({ meta }, { referentiel }) {
    const fault = referentiel && referentielRefusal(referentiel);
    if (fault) return fault;
    if (sortedJson(meta.referentiel ?? null) === sortedJson(referentiel ?? null))
      return refuse("command.nothing-to-do");
    const { referentiel: _former, ...rest } = meta;
    const to = referentiel ? { ...rest, referentiel } : rest;
    return {
      change: { added: [], updated: [], removed: [], meta: [meta, to] },
      params: referentiel
        ? { name: referentiel.name, version: referentiel.version, context: "own" }
        : { name: "", version: "" },
    };
  },
};
