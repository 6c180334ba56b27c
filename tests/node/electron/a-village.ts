import { SYNTHETIC_CRS, syntheticCadastre } from "#core/engines/synthetic/cadastre";
import { syntheticVillage } from "#core/engines/synthetic/village";
import { documentOf, type ProjectDocument } from "#core/model/document";
import type { Feature } from "#core/model/feature";
import { Ledger, seededIds } from "#core/model/ledger";
import type { ProjectMeta } from "#core/model/project-meta";
import { isRefusal } from "#core/model/refusal";

/** Name of a holder who must never be found in a file handed out. */
export const HOLDER = "Moussa Ɲaamanton Traoré";

/** Words of the village below. */
export const villageMeta: ProjectMeta = {
  id: "beleko-2026",
  name: "Bèlèko – « grand maillage »",
  crs: SYNTHETIC_CRS,
  created: "2026-03-01T08:00:00.000Z",
  attributions: ["© OpenStreetMap contributors"],
};

/** A project with parcels, îlots, houses and a history of two steps; one parcel has a holder. */
export function aVillage(parcels = 200): ProjectDocument {
  const cadastre = syntheticCadastre(parcels, 7);
  const features: Feature[] = [...cadastre, ...syntheticVillage(30, 7).map((one) => ({ ...one, id: `v-${one.id}` }))];
  const first = cadastre.find((feature) => feature.class === "parcel") as Feature;
  let minute = 0;
  const env = {
    newId: seededIds("t"),
    now: () => new Date(Date.UTC(2026, 2, 1, 9, minute++)).toISOString(),
  };
  const { ledger, record } = Ledger.found(villageMeta, env);
  const records = [record];
  ledger.listen((_change, sealed) => records.push(sealed));
  const add = ledger.run(
    { id: "test-add", plan: () => ({ change: { added: features, updated: [], removed: [] } }) },
    null,
  );
  const named: Feature = {
    ...first,
    fields: { ...first.fields, holder: HOLDER, note: `vu avec ${HOLDER}`, declaredAreaM2: 399.5 },
    tags: { nom_prenom: HOLDER, "contact:phone": "+223 00 00", source: "levé 2019" },
  };
  const name = ledger.run(
    { id: "test-name", plan: () => ({ change: { added: [], updated: [[first, named]], removed: [] } }) },
    null,
  );
  if (isRefusal(add) || isRefusal(name)) throw new Error("the village was refused");
  return documentOf(ledger.project, records);
}
