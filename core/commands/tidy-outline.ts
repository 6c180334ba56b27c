import { faultOfPolygon } from "#core/derived/polygon-fault";
import { simpleRings } from "#core/derived/ring-nesting";
import { type PolygonGeometry, polygonOf, type Ring } from "#core/geometry/geometry";
import { oriented, signedAreaMm2 } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import { refuse } from "#core/model/refusal";

/**
 * Writes an outline cleanly without moving any boundary: a vertex given twice in a row goes, so does a spike that runs
 * out and back, and rings turn the right way round.
 *
 * @returns refusals `feature.unknown`, `outline.not-tidy` when the outline would enclose other ground,
 *   `command.nothing-to-do`
 */
export const tidyOutline: Command<{ readonly id: string }> = {
  id: "tidy-outline",
  plan(project, { id }) {
    const feature = project.get(id);
    if (feature?.geometry?.kind !== "polygon") return refuse("feature.unknown", { ids: [id] });
    const rings = feature.geometry.rings.map(tidied);
    const geometry: PolygonGeometry = polygonOf(...oriented(rings.filter((ring) => ring !== undefined)));
    const fault = rings.includes(undefined) ? { at: undefined } : faultOfPolygon(geometry);
    if (fault) return refuse("outline.not-tidy", { ...(fault.at ? { at: fault.at } : {}), ids: [id] });
    if (String(geometry.rings) === String(feature.geometry.rings)) return refuse("command.nothing-to-do");
    return { change: { added: [], updated: [[feature, { ...feature, geometry }]], removed: [] } };
  },
};

/** The one ring that encloses ground; `undefined` when there are several, or none. */
function tidied(ring: Ring): Ring | undefined {
  const once: number[] = [];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    if (ring[i] !== ring[j] || ring[i + 1] !== ring[j + 1]) once.push(ring[i] as number, ring[i + 1] as number);
  }
  const [first, ...others] = simpleRings(once).filter((loop) => signedAreaMm2(loop) !== 0);
  return others.length === 0 ? first : undefined;
}
