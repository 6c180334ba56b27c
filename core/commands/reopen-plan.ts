import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf } from "#core/commands/reshape";
import { settledPlan } from "#core/derived/settled-plan";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { isRefusal, refuse } from "#core/model/refusal";

/** What a settled part of the plan becomes again. */
const REOPENED: Readonly<Record<string, string>> = { arretee: "projetee", arrete: "projete" };

/**
 * Reopens a settled plan by an act of rectification, which says why: what was settled is planned again, what has gone
 * further stays. The act that settled it is cancelled.
 *
 * @returns refusals `reopen.not-settled`, `reopen.needs-reason`, `act.*`
 */
export const reopenPlan: Command<{ readonly act: ActInput }> = {
  id: "reopen-plan",
  plan(project, { act }, env) {
    const settled = settledPlan(project);
    if (!settled) return refuse("reopen.not-settled");
    if (!act.reason?.trim()) return refuse("reopen.needs-reason");
    const recorded = recordAct(coverageOf(project, env), act, { type: "rectification" }, env);
    if (isRefusal(recorded)) return recorded;
    const cancelled: Feature = { ...settled, fields: { ...settled.fields, state: "annule" } };
    const parts = [...project.ofClass("parcel"), ...project.ofClass("reserve"), ...project.ofClass("streetAxis")];
    const reopened = parts.flatMap((feature): [Feature, Feature][] => {
      const state = REOPENED[String(feature.fields["state"])];
      return state ? [[feature, { ...feature, fields: { ...feature.fields, state } }]] : [];
    });
    return {
      change: { added: [...recorded.added], updated: [[settled, cancelled], ...reopened], removed: [] },
      params: { number: String(recorded.act.fields["number"]) },
    };
  },
};
