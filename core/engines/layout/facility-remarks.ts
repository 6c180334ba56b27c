import { apartFindings } from "#core/derived/apart";
import type { FacilityPlace, Placed } from "#core/derived/facility-places";
import type { LayoutFace, LayoutInput, LayoutRemark, LayoutScore } from "#core/engines/layout/layout-types";
import { type FacilityKind, facilityKindOf, useOfKind } from "#core/features/facility-kinds";
import { servedKinds } from "#core/features/facility-norms";
import { lineOf, type Position, pointAt, polygonOf } from "#core/geometry/geometry";
import { innerPosition, planAreaM2 } from "#core/geometry/ring";
import { normValue } from "#core/model/referentiel";

/** Îlots named at the most. */
const NAMED = 6;
/**
 * What the planner should know of the facilities of a plan: where each kind was put, which rule of distance it could
 * not keep and by how much, and what the people of the plan would need beyond what is there.
 */
export function facilityRemarks(input: LayoutInput, faces: readonly LayoutFace[], score: LayoutScore): LayoutRemark[] {
  const reserved = faces.flatMap((face, f): (FacilityPlace & { face: LayoutFace })[] => {
    const kind = face.class === "reserve" ? facilityKindOf(face.use) : undefined;
    if (!kind) return [];
    const geometry = polygonOf(...face.rings);
    return [{ id: `face ${f}`, kind, geometry, at: innerPosition(geometry), face }];
  });
  const standing = (input.facilities ?? []).map(
    ({ kind, at }, i): FacilityPlace => ({ id: `standing ${i}`, kind, geometry: pointAt(...at), at }),
  );
  const wanted = new Set(input.params.facilities.map((one) => (typeof one === "string" ? one : one.kind)));
  const cutOff = score.lotsCutOff ?? 0;
  return [
    ...(cutOff > 0 ? [{ code: "layout.cut-off", params: { count: cutOff } }] : []),
    ...deficits(input, [...reserved, ...standing], score),
    ...breaches(input, reserved, standing),
    ...placings(
      reserved.filter(({ kind }) => wanted.has(kind)),
      score,
    ),
  ];
}

/** What the people of the plan ask for by the norms, against what is there. */
function deficits({ norms }: LayoutInput, places: readonly FacilityPlace[], score: LayoutScore): LayoutRemark[] {
  const people = Math.round(score.people ?? 0);
  return servedKinds.flatMap((kind): LayoutRemark[] => {
    const most = normValue(norms, `${kind}.people`);
    const there = places.filter((place) => place.kind === kind).length;
    const needed = Math.ceil(people / most);
    const use = useOfKind[kind];
    const cutOff = (score.lotsCutOff ?? 0) / Math.max(1, score.lots);
    const far = Math.round(100 * (1 - (score[`${kind}Within`] ?? 1) - cutOff));
    const metres = normValue(norms, `${kind}.reach`);
    return [
      ...(there < needed
        ? [{ code: "layout.deficit", params: { use, needed, there, count: needed - there, people, most } }]
        : []),
      ...(far > 0 ? [{ code: "layout.beyond-reach", params: { use, percent: far, metres } }] : []),
    ];
  });
}

/** Rules of distance that a reserve of the plan breaks. */
function breaches(
  input: LayoutInput,
  reserved: readonly FacilityPlace[],
  standing: readonly FacilityPlace[],
): LayoutRemark[] {
  const houses: Placed[] = input.buildings
    .filter(({ fate }) => fate !== "a-deplacer")
    .map(({ id, rings }) => ({ id, geometry: polygonOf(...rings) }));
  const waters: Placed[] = [
    ...input.waters.map((rings, i) => ({ id: `water ${i}`, geometry: polygonOf(...rings) })),
    ...input.waterCourses.map(({ path }, i) => ({ id: `course ${i}`, geometry: lineOf(path) })),
  ];
  const placeOf = new Map<string, Position>(reserved.map(({ id, at }) => [id, at]));
  const facilities = [...reserved, ...standing];
  return apartFindings({ facilities, houses, waters }, input.norms).flatMap(({ norm, faults }): LayoutRemark[] => {
    const [worst] = faults.filter(({ id, other }) => placeOf.has(id) || placeOf.has(other)).sort((a, b) => a.mm - b.mm);
    if (!worst) return [];
    const params = {
      use: useOfKind[norm.kind],
      other: norm.from === "housing" ? "habitation" : useOfKind[norm.from],
      metres: Math.round(worst.mm / 1000),
      leastM: norm.leastMm / 1000,
    };
    const at = placeOf.get(worst.id) ?? placeOf.get(worst.other);
    return [{ code: "layout.too-near", params, ...(at ? { at } : {}) }];
  });
}

/** Where each kind was put: îlots, area, and the walk of half the parcels where it is known. */
function placings(
  reserved: readonly (FacilityPlace & { readonly face: LayoutFace })[],
  score: LayoutScore,
): LayoutRemark[] {
  const byKind = Map.groupBy(reserved, ({ kind }) => kind);
  return [...byKind].map(([kind, places]): LayoutRemark => {
    const areaM2 = places.reduce((sum, { face }) => sum + planAreaM2(polygonOf(...face.rings)), 0);
    const numbers = [...new Set(places.map(({ face }) => face.ilot ?? "—"))];
    const ilots = numbers.slice(0, NAMED).join(", ") + (numbers.length > NAMED ? "…" : "");
    const walk = (servedKinds as readonly FacilityKind[]).includes(kind)
      ? score[`${kind as (typeof servedKinds)[number]}WalkM`]
      : undefined;
    return {
      code: walk === undefined ? "layout.placed" : "layout.placed-walk",
      level: "info",
      params: {
        use: useOfKind[kind],
        ilots,
        areaM2: Math.round(areaM2),
        ...(walk === undefined ? {} : { metres: Math.round(walk) }),
      },
      at: places[0]?.at as Position,
    };
  });
}
