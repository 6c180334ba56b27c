import { compensatedAreas } from "#core/derived/compensated-areas";
import { boxOf } from "#core/geometry/box";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { innerPosition, planAreaM2, sideOfPolygon } from "#core/geometry/ring";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature, Fields } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";

const SURVEY = ["surveyedAreaM2", "surveyMethod", "surveyScale"];

/** What a part takes over from the whole: not what a deed or a register says of the whole alone. */
export function fieldsOfPart(fields: Fields): Fields {
  const ofWhole = ["number", "ninacad", "officialAreaM2", "declaredAreaM2", ...SURVEY];
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !ofWhole.includes(key)));
}

/** Shares an official area out among parts, so that they add up to it; `undefined` leaves them without one. */
export function withOfficialAreas(officialM2: number | undefined, parts: readonly Feature[]): readonly Feature[] {
  if (officialM2 === undefined) return parts;
  const shares = compensatedAreas(
    officialM2,
    parts.map(({ geometry }) => (geometry?.kind === "polygon" ? planAreaM2(geometry) : 0)),
  );
  return parts.map((part, i) => ({ ...part, fields: { ...part.fields, officialAreaM2: shares[i] as number } }));
}

/** Counts anew the houses that stand in each part of some ground. */
export function withHouses(
  project: ProjectView,
  coverage: CoverageIndex,
  ground: PolygonGeometry,
  parts: readonly Feature[],
): readonly Feature[] {
  const counts = parts.map(() => 0);
  const [minX, minY, maxX, maxY] = boxOf(ground);
  // The place a flat house is taken to stand at may lie a hair above it.
  for (const id of coverage.buildingsIn([minX - 1, minY - 1, maxX + 1, maxY + 1])) {
    const geometry = project.get(id)?.geometry;
    if (geometry?.kind !== "polygon") continue;
    const [x, y] = innerPosition(geometry);
    const i = parts.findIndex((part) => part.geometry?.kind === "polygon" && sideOfPolygon(part.geometry, x, y) > 0);
    if (i >= 0) counts[i] = (counts[i] as number) + 1;
  }
  return parts.map((part, i) => ({ ...part, fields: { ...part.fields, houses: counts[i] as number } }));
}
