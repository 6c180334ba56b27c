import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { layoutParamsSchema } from "#core/engines/layout/layout-types";
import { proposeSite } from "#core/engines/layout/propose-site";
import { syntheticVillage } from "#core/engines/synthetic/village";
import { maliReferentiel } from "#core/features/mali";
import { boxOf, emptyBox, growBox } from "#core/geometry/box";
import { polygonOf } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";
import { Project } from "#core/model/project";
import { isRefusal } from "#core/model/refusal";
import { type Bench, measured, runsFor } from "./bench.ts";
import { BENCH_SEED, benchMeta } from "./synthetic-project.ts";

/** Land of a lot with its share of streets and public space, square metres, at the default parameters. */
const GROSS_LOT_M2 = 660;
/** Lots to a house that stands. */
const LOTS_A_HOUSE = 12;

/** The maillage of a village with default parameters, from a project to a plan with its figures. */
export const layoutBench: Bench = {
  name: "layout",
  size: 5000,
  unit: "lots",
  runs: (size) => runsFor(size, 20_000),
  async run(_folder, size) {
    const plan = (project: Project) => {
      const site = proposeSite(project);
      if (isRefusal(site)) throw new Error(`the site was refused: ${site.code}`);
      const input = layoutInputOf(project, site, layoutParamsSchema.parse({}), BENCH_SEED, maliReferentiel);
      const result = layOut(input, {});
      if (isRefusal(result)) throw new Error(`the plan was refused: ${result.code}`);
      return result;
    };
    // A worker that has drawn a draft or two is what a planner waits for.
    for (let k = 0; k < 2; k++) plan(villageWithRoom(Math.min(size, 600)));
    const project = villageWithRoom(size);
    const { result, ms, cpuMs } = await measured(() => plan(project));
    const { lots, ilots, housesTotal, housesCut, areaErrorM2, siteAreaM2 } = result.score;
    const faces = result.faces.length;
    return { ms, cpuMs, counts: { lots, ilots, housesTotal, housesCut, areaErrorM2, siteAreaM2, faces } };
  },
};

/** The synthetic village in the middle of a square with room for so many lots. */
export function villageWithRoom(lots: number): Project {
  const features = syntheticVillage(Math.ceil(lots / LOTS_A_HOUSE), BENCH_SEED);
  const box = emptyBox();
  for (const { class: id, geometry } of features) if (id === "building" && geometry) growBox(box, boxOf(geometry));
  const half = Math.max(Math.sqrt(lots * GROSS_LOT_M2) * 500, (box[2] - box[0]) / 2, (box[3] - box[1]) / 2);
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2].map(Math.round) as [number, number];
  const reach = Math.round(half);
  const run = [x - reach, y - reach, x + reach, y - reach, x + reach, y + reach, x - reach, y + reach];
  const perimeter: Feature = { id: "perimeter", class: "perimeter", geometry: polygonOf(run), fields: {} };
  return new Project(benchMeta, [perimeter, ...features]);
}
