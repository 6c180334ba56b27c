import { acceptLayout } from "#core/commands/accept-layout";
import { importFeatures } from "#core/commands/import-features";
import { PlanarGraph } from "#core/derived/planar-graph";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { type LayoutInput, type LayoutParams, layoutParamsSchema } from "#core/engines/layout/layout-types";
import { maliReferentiel } from "#core/features/mali";
import type { Feature } from "#core/model/feature";
import { Ledger, seededIds } from "#core/model/ledger";
import { isRefusal } from "#core/model/refusal";
import { testMeta } from "./builders.ts";

/** A ledger over a village as the engine's worlds make it, laid out and accepted; `undefined` when it takes no plan. */
export function aLaidOutVillage(village: LayoutInput, asked: Partial<LayoutParams> = {}): Ledger | undefined {
  const { ledger } = Ledger.found(testMeta, {
    newId: seededIds("a"),
    now: () => "2026-01-02T00:00:00Z",
    coverage: PlanarGraph.build,
  });
  const features: Feature[] = [
    ...village.buildings.map(
      ({ id, rings }): Feature => ({ id, class: "building", geometry: { kind: "polygon", rings }, fields: {} }),
    ),
    ...village.streets.map(
      ({ id, path, rank }): Feature => ({
        id,
        class: "streetAxis",
        geometry: { kind: "line", path },
        fields: { rank, state: "existant" },
      }),
    ),
    ...village.waterCourses.map(
      ({ path, widthM }, i): Feature => ({
        id: `w${i}`,
        class: "waterCourse",
        geometry: { kind: "line", path },
        fields: widthM === undefined ? {} : { widthM },
      }),
    ),
  ];
  if (features.length > 0) ledger.run(importFeatures, { features, attributions: [], file: "village" });
  const params = { ...layoutParamsSchema.parse({}), ...asked };
  const made = layOut(layoutInputOf(ledger.project, village.site, params, 1, maliReferentiel));
  if (isRefusal(made)) return undefined;
  const accepted = ledger.run(acceptLayout, { result: made, site: village.site, params });
  if (isRefusal(accepted)) throw new Error(accepted.code);
  return ledger;
}
