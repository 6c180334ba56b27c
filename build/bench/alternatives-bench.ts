import { candidateParams, layOutAlternatives } from "#core/engines/layout/alternatives";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { layoutParamsSchema } from "#core/engines/layout/layout-types";
import { proposeSite } from "#core/engines/layout/propose-site";
import { maliReferentiel } from "#core/features/mali";
import { isRefusal } from "#core/model/refusal";
import { type Bench, measured, runsFor } from "./bench.ts";
import { villageWithRoom } from "./layout-bench.ts";
import { BENCH_SEED } from "./synthetic-project.ts";

/** The three alternatives of a village on one processor; the window shares the candidates out among workers. */
export const alternativesBench: Bench = {
  name: "alternatives",
  size: 300,
  unit: "lots",
  runs: (size) => runsFor(size, 1000),
  async run(_folder, size) {
    const project = villageWithRoom(size);
    const site = proposeSite(project);
    if (isRefusal(site)) throw new Error(`the site was refused: ${site.code}`);
    const input = layoutInputOf(project, site, layoutParamsSchema.parse({}), BENCH_SEED, maliReferentiel);
    const tried = candidateParams(input);
    if (isRefusal(tried)) throw new Error(`no candidate: ${tried.code}`);
    const { result, ms, cpuMs } = await measured(() => {
      const made = layOutAlternatives(input);
      if (isRefusal(made)) throw new Error(`no plan: ${made.code}`);
      return made;
    });
    const lots = Math.max(...result.map((one) => one.result.score.lots));
    return { ms, cpuMs, counts: { candidates: tried.length, lots } };
  },
};
