import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf } from "#core/commands/reshape";
import { settledPlan } from "#core/derived/settled-plan";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import type { Referentiel } from "#core/model/referentiel";
import { isRefusal, refuse } from "#core/model/refusal";
import { blockingIssues } from "#core/rules/blocking-issues";
import { checkProject } from "#core/rules/check-project";
import { brokenMandatory } from "#core/rules/norm-status";
import { normStatuses } from "#core/rules/norm-statuses";

/** What is known of the decision, and the norms the plan is held against first. */
export interface SettlePlanInput {
  readonly act?: ActInput | undefined;
  readonly norms: Referentiel;
}

/** So many features at fault are named at the most. */
const NAMED = 200;

/**
 * Settles the plan (*arrêté*): planned parcels, reserves and streets become settled by an act, and no other maillage
 * takes their place until the plan is reopened by an act of rectification.
 *
 * @returns refusals `settle.no-plan`, `settle.already`, `settle.blocked` and `settle.norm-broken` with the features at fault, `act.*`
 */
export const settlePlan: Command<SettlePlanInput> = {
  id: "settle-plan",
  plan(project, { act, norms }, env) {
    const held = settledPlan(project);
    if (held) {
      const { number, date } = held.fields;
      return refuse("settle.already", { ids: [held.id], params: { number: String(number), date: String(date) } });
    }
    const settled = [...project.ofClass("parcel"), ...project.ofClass("reserve"), ...project.ofClass("streetAxis")]
      .map((feature): [Feature, Feature] => [feature, asSettled(feature)])
      .filter(([from, to]) => from !== to);
    if (!settled.some(([{ class: cls }]) => cls === "parcel")) return refuse("settle.no-plan");
    const { issues } = checkProject(project, norms);
    const [first, ...others] = blockingIssues(issues);
    if (first) {
      const ids = [first, ...others].flatMap((issue) => issue.ids).slice(0, NAMED);
      return refuse("settle.blocked", { ids, at: first.at, params: { count: 1 + others.length } });
    }
    const [broken] = brokenMandatory(normStatuses(project, norms, issues));
    if (broken) {
      const { key, norm, ids } = broken;
      return refuse("settle.norm-broken", {
        ids: ids.slice(0, NAMED),
        params: { norm: key, source: norm.source },
      });
    }
    const recorded = recordAct(coverageOf(project, env), act ?? {}, { type: "arrete" }, env);
    if (isRefusal(recorded)) return recorded;
    const approved: Feature = { ...recorded.act, fields: { ...recorded.act.fields, state: "approuve" } };
    return {
      change: { added: [approved], updated: settled, removed: [] },
      params: {
        number: String(approved.fields["number"]),
        lots: settled.filter(([{ class: cls }]) => cls === "parcel").length,
      },
    };
  },
};

function asSettled(feature: Feature): Feature {
  const { state } = feature.fields;
  if (feature.class === "parcel") return state === "projetee" ? stated(feature, "arretee") : feature;
  if (feature.class === "reserve") return state === "arretee" ? feature : stated(feature, "arretee");
  return state === "projete" ? stated(feature, "arrete") : feature;
}

function stated(feature: Feature, state: string): Feature {
  return { ...feature, fields: { ...feature.fields, state } };
}
