import { type BornageParcels, bornageParcels } from "#core/commands/bornage";
import { PlanarGraph } from "#core/derived/planar-graph";
import type { Feature } from "#core/model/feature";
import type { Session } from "#store/session";

/** The chosen bornes, and the parcels they mark once they are in a state. */
export function bornageOf(
  { project, coverage, selection }: Session,
  state: string,
): BornageParcels & { readonly ids: readonly string[] } {
  const noted = new Map<string, Feature>();
  for (const id of selection.get()) {
    const borne = project.get(id);
    if (borne?.class === "borne") noted.set(id, { ...borne, fields: { ...borne.fields, state } });
  }
  return { ids: [...noted.keys()], ...bornageParcels(project, coverage ?? PlanarGraph.build(project), noted) };
}
