import { withInserted } from "#core/commands/divided-face";
import { lotNumbers, suffixedNumbers } from "#core/commands/lot-numbers";
import { fieldsOfPart, withHouses, withOfficialAreas } from "#core/commands/part-fields";
import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf } from "#core/commands/reshape";
import {
  planRemembrement,
  type RemembrementInput,
  type RemembrementPlan,
} from "#core/derived/divide/plan-remembrement";
import { outlineOfFaces } from "#core/derived/ilot-outline";
import type { PolygonGeometry } from "#core/geometry/geometry";
import type { Command } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, refuse } from "#core/model/refusal";

/**
 * Shares the ground of adjacent parcels out anew. All are closed; each new parcel is linked to those it takes ground
 * from, and takes its number and fields after the one it takes most from. Official areas, where all have one, are
 * shared out among the new parcels.
 *
 * @returns refusals `remembrement.*`, `divide.*`, each with its place, `act.*`
 */
export const remembrement: Command<RemembrementInput & { readonly act?: ActInput }> = {
  id: "remembrement",
  plan(project, { act, ...input }, env) {
    const coverage = coverageOf(project, env);
    const plan = planRemembrement(project, coverage, input);
    if (isRefusal(plan)) return plan;
    const { parcels, parents } = plan;
    const reshape = withInserted(project, coverage, plan.inserted, new Set(parcels.map(({ id }) => id)));
    const fault = reshape.fault();
    if (fault) return refuse("split.no-room", { at: fault.at, ids: [fault.id] });

    const numbers = remembrementNumbers(project, coverage, plan);
    const parentsOf = new Map<string, readonly string[]>();
    const parts = plan.parts.map(({ polygon }, i): Feature => {
      const main = parcels.find(({ id }) => id === parents[i]?.[0]) ?? (parcels[0] as Feature);
      const id = env.newId();
      parentsOf.set(id, parents[i] ?? []);
      const number = numbers[i];
      return {
        id,
        class: "parcel",
        geometry: polygon,
        fields: { ...fieldsOfPart(main.fields), ...(number === undefined ? {} : { number }) },
      };
    });
    const ground = outlineOfFaces(parcels)[0] as PolygonGeometry;
    const counted = parcels.some(({ fields }) => "houses" in fields)
      ? withHouses(project, coverage, ground, parts)
      : parts;
    const opened = withOfficialAreas(officialSum(parcels), counted);
    const recorded = recordAct(
      coverage,
      act ?? {},
      { type: "remembrement", closed: parcels, opened, parentsOf: ({ id }) => parentsOf.get(id) ?? [] },
      env,
    );
    if (isRefusal(recorded)) return recorded;
    return {
      change: { added: recorded.added, updated: reshape.updates(), removed: recorded.removed },
      params: { count: parcels.length, parts: parts.length },
    };
  },
};

/** Numbers the new parcels would take: suffixed after the parcel each takes most ground from. */
export function remembrementNumbers(
  project: ProjectView,
  coverage: CoverageIndex,
  { parcels, parents }: RemembrementPlan,
): (string | undefined)[] {
  const given = new Map<string, Set<string>>();
  return parents.map(([first]) => {
    const main = parcels.find(({ id }) => id === first);
    const { number, ilot } = main?.fields ?? {};
    if (typeof number !== "string") return undefined;
    const series = typeof ilot === "string" ? ilot : undefined;
    const used = given.get(series ?? "") ?? new Set(lotNumbers(project, coverage, series).used);
    given.set(series ?? "", used);
    const [next] = suffixedNumbers(number, 1, used);
    if (next !== undefined) used.add(next);
    return next;
  });
}

function officialSum(parcels: readonly Feature[]): number | undefined {
  let sum = 0;
  for (const { fields } of parcels) {
    const official = fields["officialAreaM2"];
    if (typeof official !== "number") return undefined;
    sum += official;
  }
  return Math.round(sum * 100) / 100;
}
