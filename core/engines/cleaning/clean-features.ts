import { cleanCoverage } from "#core/engines/cleaning/clean-coverage";
import {
  type CleaningFinding,
  type CleaningOptions,
  type FindingKind,
  findingKinds,
} from "#core/engines/cleaning/cleaning-types";
import type { Ring } from "#core/geometry/geometry";
import type { Feature } from "#core/model/feature";

/** What cleaning an imported coverage did, for people to read. */
export interface CleaningReport {
  readonly snapMm: number;
  readonly sliverMm: number;
  /** Findings by kind. */
  readonly counts: Readonly<Partial<Record<FindingKind, number>>>;
  readonly areaBeforeM2: number;
  readonly areaAfterM2: number;
  /** Farthest a vertex was moved, or an edge bent, millimetres. */
  readonly farthestMm: number;
  /** Objects whose area changed, the most changed first. */
  readonly changes: readonly { readonly object: string; readonly beforeM2: number; readonly afterM2: number }[];
  /** Every finding, those people must decide first. */
  readonly findings: readonly (Omit<CleaningFinding, "objects"> & { readonly objects: readonly string[] })[];
}

/** Area changes below this are the rounding of the grid, m². */
const ROUNDING_M2 = 0.005;

/**
 * Cleans polygon features that make one coverage.
 *
 * @param sources place in the file each feature came from: features of one source are parts of one object
 * @param nameOf what people call a source
 * @param newId ids for parts that cleaning cut off
 * @param most findings and changes told at most, the first of each; the counts are whole
 * @returns the features that are left, in their order, and the report
 */
export function cleanFeatures(
  features: readonly Feature[],
  sources: readonly number[],
  nameOf: (source: number) => string,
  options: CleaningOptions,
  newId: () => string,
  most = Number.POSITIVE_INFINITY,
): { features: Feature[]; report: CleaningReport } {
  const members = new Map<number, Feature[]>();
  features.forEach((feature, i) => {
    const source = sources[i] as number;
    const held = members.get(source);
    if (held) held.push(feature);
    else members.set(source, [feature]);
  });
  const groups = [...members];
  const objects = groups.map(([, held]) => ({ parts: held.map(ringsOf) }));
  const { surfaces, findings } = cleanCoverage(objects, options);
  const named = (object: number): string => nameOf((groups[object] as (typeof groups)[number])[0]);
  const cleaned = surfaces.flatMap(({ parts }, object) => {
    const held = (groups[object] as (typeof groups)[number])[1];
    const [first] = held as [Feature];
    return parts.map((geometry, i): Feature => ({ ...first, id: held[i]?.id ?? newId(), geometry }));
  });

  const counts: Partial<Record<FindingKind, number>> = {};
  let farthestMm = 0;
  for (const { kind, distanceMm } of findings) {
    counts[kind] = (counts[kind] ?? 0) + 1;
    farthestMm = Math.max(farthestMm, distanceMm ?? 0);
  }
  const changes = surfaces
    .map(({ areaBeforeM2, areaAfterM2 }, object) => ({
      object: named(object),
      beforeM2: areaBeforeM2,
      afterM2: areaAfterM2,
    }))
    .filter(({ beforeM2, afterM2 }) => Math.abs(afterM2 - beforeM2) >= ROUNDING_M2)
    .sort((a, b) => Math.abs(b.afterM2 - b.beforeM2) - Math.abs(a.afterM2 - a.beforeM2));
  const sorted = [...findings].sort(
    (a, b) => findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind) || (b.areaM2 ?? 0) - (a.areaM2 ?? 0),
  );
  return {
    features: cleaned,
    report: {
      ...options,
      counts,
      areaBeforeM2: surfaces.reduce((sum, { areaBeforeM2 }) => sum + areaBeforeM2, 0),
      areaAfterM2: surfaces.reduce((sum, { areaAfterM2 }) => sum + areaAfterM2, 0),
      farthestMm,
      changes: changes.slice(0, most),
      findings: sorted.slice(0, most).map((finding) => ({ ...finding, objects: finding.objects.map(named) })),
    },
  };
}

/** Findings and changes shown on a screen; a whole report may hold a hundred thousand. */
export const MOST_SHOWN = 100;

/** A report that can be read on a screen: its first findings and changes, the counts whole. */
export function shortened(report: CleaningReport): CleaningReport {
  const { findings, changes } = report;
  return { ...report, findings: findings.slice(0, MOST_SHOWN), changes: changes.slice(0, MOST_SHOWN) };
}

function ringsOf({ geometry }: Feature): readonly Ring[] {
  return geometry?.kind === "polygon" ? geometry.rings : [];
}
