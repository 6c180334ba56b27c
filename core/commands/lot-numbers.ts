import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

/**
 * Numbers of one îlot: those its faces bear, those retired, and the îlot's own feature. Numbers of past parcels are
 * used as well; the îlot's list of retired ones holds those of reserves, and of parcels before acts were recorded.
 */
export interface LotNumbers {
  readonly ilot: Feature | undefined;
  readonly retired: readonly string[];
  /** Borne now or once: never to be given again. */
  readonly used: ReadonlySet<string>;
}

/** The îlot feature of a number; of several, the one that came first. */
export function ilotFeature(project: ProjectView, coverage: CoverageIndex, number: string): Feature | undefined {
  const ids = coverage.ilotsNumbered(number);
  if (ids.length < 2) return ids[0] === undefined ? undefined : project.get(ids[0]);
  for (const feature of project.ofClass("ilot")) if (feature.fields["number"] === number) return feature;
  return undefined;
}

/** Reads the numbers used in an îlot (`undefined`: among the faces that belong to none). */
export function lotNumbers(project: ProjectView, coverage: CoverageIndex, ilot: string | undefined): LotNumbers {
  const used = new Set<string>();
  for (const id of coverage.facesOfIlot(ilot)) {
    const number = project.get(id)?.fields["number"];
    if (typeof number === "string") used.add(number);
  }
  const feature = ilot === undefined ? undefined : ilotFeature(project, coverage, ilot);
  const list = feature?.fields["retired"];
  const retired = typeof list === "string" ? list.split(",") : [];
  for (const number of retired) used.add(number);
  for (const number of coverage.pastNumbers(ilot)) used.add(number);
  return { ilot: feature, retired, used };
}

/** The next free whole number: one more than the greatest ever used, a suffixed one ("12-1") counting as its stem. */
export function nextNumber(used: ReadonlySet<string>): string {
  let greatest = 0;
  for (const number of used) {
    const stem = Number.parseInt(/\d+/.exec(number)?.[0] ?? "", 10);
    if (stem > greatest) greatest = stem;
  }
  return String(greatest + 1);
}

/** Suffixed numbers for the parts split off from a parcel: "12" gives "12-1", "12-2"…, past those ever used. */
export function suffixedNumbers(parent: string, count: number, used: ReadonlySet<string>): string[] {
  let greatest = 0;
  for (const number of used) {
    if (!number.startsWith(`${parent}-`)) continue;
    const suffix = Number.parseInt(number.slice(parent.length + 1), 10);
    if (suffix > greatest) greatest = suffix;
  }
  return Array.from({ length: count }, (_, i) => `${parent}-${greatest + 1 + i}`);
}

/** The îlot feature with more numbers in its list of retired ones. */
export function withRetired(ilot: Feature, retired: readonly string[], more: readonly string[]): Feature {
  const list = [...new Set([...retired, ...more])];
  return { ...ilot, fields: { ...ilot.fields, retired: list.join(",") } };
}
