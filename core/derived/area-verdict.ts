import type { PolygonGeometry, Ring } from "#core/geometry/geometry";
import { planAreaM2 } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { normValue, type Referentiel } from "#core/model/referentiel";

/** Fields that state an area of a parcel, from the one that binds most. */
export const statedAreas = ["officialAreaM2", "declaredAreaM2", "surveyedAreaM2"] as const;

/** A stated area held against the one computed from the boundary. */
export interface AreaVerdict {
  readonly key: (typeof statedAreas)[number];
  readonly statedM2: number;
  /** Plan area of the boundary. */
  readonly computedM2: number;
  /** Computed less stated. */
  readonly differenceM2: number;
  /** The greatest difference that the precision of the boundary explains. */
  readonly toleranceM2: number;
  readonly within: boolean;
}

/** Holds every area a parcel states against its boundary. Nothing is written: each area stays what it is. */
export function areaVerdicts(parcel: Feature, norms: Referentiel): AreaVerdict[] {
  const { geometry, fields } = parcel;
  if (geometry?.kind !== "polygon") return [];
  const stated = statedAreas.flatMap((key) => (typeof fields[key] === "number" ? [[key, fields[key]] as const] : []));
  if (stated.length === 0) return [];
  const computedM2 = planAreaM2(geometry);
  const toleranceM2 = areaToleranceM2(geometry, precisionM(parcel, norms), norms);
  return stated.map(([key, statedM2]) => {
    const differenceM2 = computedM2 - statedM2;
    return { key, statedM2, computedM2, differenceM2, toleranceM2, within: Math.abs(differenceM2) <= toleranceM2 };
  });
}

/**
 * Standard deviation of a vertex by how the parcel was surveyed, metres. A parcel of unknown survey is taken to have
 * been measured on a plan; what is measured on a plan is as precise as its scale.
 */
export function precisionM({ fields }: Feature, norms: Referentiel): number {
  const method = fields["surveyMethod"];
  const key = `survey.${method}.precision`;
  if (typeof method === "string" && method !== "graphique" && norms.norms[key]) return normValue(norms, key);
  const scale = fields["surveyScale"];
  const denominator = typeof scale === "number" && scale > 0 ? scale : normValue(norms, "survey.graphique.scale");
  return (normValue(norms, "survey.graphique.precision") / 1000) * denominator;
}

/**
 * How far an area may be off when every vertex is off on its own by chance: k · σ/2 · √Σd², where d joins the two
 * neighbours of each vertex.
 *
 * @param sigmaM standard deviation of a vertex in each coordinate, metres
 * @param norms needs `survey.area.factor` (k)
 * @see variance propagation in the area by coordinates: C. D. Ghilani, Adjustment Computations, ch. 6
 */
export function areaToleranceM2(polygon: PolygonGeometry, sigmaM: number, norms: Referentiel): number {
  const sum = polygon.rings.reduce((total, ring) => total + squaredChords(ring), 0);
  return (normValue(norms, "survey.area.factor") * sigmaM * Math.sqrt(sum)) / 2;
}

/** Σ of the squared distances between the neighbours of each vertex, square metres. */
function squaredChords(ring: Ring): number {
  let sum = 0;
  const n = ring.length;
  for (let i = 0; i < n; i += 2) {
    const [before, after] = [(i + n - 2) % n, (i + 2) % n];
    const dx = ((ring[after] as number) - (ring[before] as number)) / 1000;
    const dy = ((ring[after + 1] as number) - (ring[before + 1] as number)) / 1000;
    sum += dx * dx + dy * dy;
  }
  return sum;
}
