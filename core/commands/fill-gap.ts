import { Reshape } from "#core/commands/reshape";
import { shareVertices } from "#core/commands/share-vertex";
import { faultOfPolygon } from "#core/derived/polygon-fault";
import { type PolygonGeometry, polygonOf, type Ring } from "#core/geometry/geometry";
import { innerPosition, oriented } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { Feature } from "#core/model/feature";
import { refuse } from "#core/model/refusal";

/**
 * Makes an open space of a gap in the plan, so that nothing of the perimeter is forgotten; the lots around keep
 * their boundaries. It can be divided, merged or given a use like any other.
 *
 * @returns refusals `gap.not-sound`, `vertex.crosses`
 */
export const fillGap: Command<{ readonly rings: readonly Ring[] }> = {
  id: "fill-gap",
  plan(project, { rings }, env) {
    const geometry: PolygonGeometry = polygonOf(...oriented(rings));
    const fault = faultOfPolygon(geometry);
    if (fault) return refuse("gap.not-sound", { at: fault.at });
    const reshape = new Reshape(project);
    shareVertices(project, env, reshape, rings.flat());
    const crossed = reshape.fault();
    if (crossed) return refuse("vertex.crosses", { at: crossed.at, ids: [crossed.id] });
    const space: Feature = { id: env.newId(), class: "openSpace", geometry, fields: { use: "reste" } };
    const [x, y] = innerPosition(geometry);
    return {
      change: { added: [space], updated: reshape.updates(), removed: [] },
      params: { x: Math.round(x / 1000), y: Math.round(y / 1000) },
    };
  },
};
