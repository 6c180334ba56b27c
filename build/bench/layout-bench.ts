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

/** The maillage of a village with default parameters, from a project to a plan with its figures. */
export const layoutBench: Bench = {
  name: "layout",
  size: 400,
  unit: "buildings",
  runs: (size) => runsFor(size, 5000),
  async run(_folder, size) {
    const plan = (project: Project) => {
      const site = proposeSite(project);
      if (isRefusal(site)) throw new Error(`the site was refused: ${site.code}`);
      const input = layoutInputOf(project, site, layoutParamsSchema.parse({}), BENCH_SEED, maliReferentiel);
      const result = layOut(input, {});
      if (isRefusal(result)) throw new Error(`the plan was refused: ${result.code}`);
      return result;
    };
    plan(villageWithPerimeter(Math.min(size, 40)));
    const project = villageWithPerimeter(size);
    const { result, ms, cpuMs } = await measured(() => plan(project));
    const { lots, ilots, housesCut, areaErrorM2, siteAreaM2 } = result.score;
    return { ms, cpuMs, counts: { lots, ilots, housesCut, areaErrorM2, siteAreaM2, faces: result.faces.length } };
  },
};

/** The synthetic village, and a square perimeter 40 m around its houses. */
function villageWithPerimeter(buildings: number): Project {
  const features = syntheticVillage(buildings, BENCH_SEED);
  const box = emptyBox();
  for (const { class: id, geometry } of features) if (id === "building" && geometry) growBox(box, boxOf(geometry));
  const [west, south, east, north] = [box[0] - 40_000, box[1] - 40_000, box[2] + 40_000, box[3] + 40_000];
  const perimeter: Feature = {
    id: "perimeter",
    class: "perimeter",
    geometry: polygonOf([west, south, east, south, east, north, west, north]),
    fields: {},
  };
  return new Project(benchMeta, [perimeter, ...features]);
}
