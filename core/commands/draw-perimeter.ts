import { onGrid, shapeRefusal } from "#core/commands/runs";
import type { Ring } from "#core/geometry/geometry";
import { planAreaM2 } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";

/**
 * Draws the perimeter of the operation; one that is there is replaced. Rings may turn either way.
 *
 * @returns refusals `perimeter.crosses-itself`, `.too-few-vertices`, `.no-area`, `.hole-outside`
 */
export const drawPerimeter: Command<{ readonly rings: readonly Ring[] }> = {
  id: "draw-perimeter",
  plan(project, { rings }, env) {
    const geometry = onGrid({ kind: "polygon", rings });
    const refusal = shapeRefusal("perimeter", geometry);
    if (refusal || geometry.kind !== "polygon") return refusal ?? { change: { added: [], updated: [], removed: [] } };
    const params = { hectares: Math.round(planAreaM2(geometry) / 100) / 100 };
    const [first, ...others] = project.ofClass("perimeter");
    if (!first) {
      const perimeter: Feature = { id: env.newId(), class: "perimeter", geometry, fields: {} };
      return { change: { added: [perimeter], updated: [], removed: [] }, params };
    }
    return { change: { added: [], updated: [[first, { ...first, geometry }]], removed: others }, params };
  },
};
