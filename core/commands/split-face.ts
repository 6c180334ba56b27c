import { lotNumbers, suffixedNumbers } from "#core/commands/lot-numbers";
import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf, faceOf, ownersOfEdge, Reshape } from "#core/commands/reshape";
import { compensatedAreas } from "#core/derived/compensated-areas";
import { splitPolygon } from "#core/derived/split-polygon";
import { boxOf } from "#core/geometry/box";
import type { Path, PolygonGeometry } from "#core/geometry/geometry";
import { innerPosition, planAreaM2, sideOfPolygon } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature, Fields } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, refuse } from "#core/model/refusal";

/** A face and the line that cuts it. */
export interface SplitFaceInput {
  readonly id: string;
  /** Flat, millimetres; its ends lie outside the face, on its boundary, or within half a metre of it. */
  readonly path: Path;
  /** What is known of the act when the face is a parcel. */
  readonly act?: ActInput | undefined;
}

/** A part smaller than this is a slip of the hand, not a parcel. */
const LEAST_PART_M2 = 1;

/**
 * Splits a parcel, a reserve or an open space along a line. A parcel is divided by an act (morcellement): it is closed,
 * and each part is a new parcel under a suffixed number never used before; an official area is shared out among them to
 * the square metre. Of a reserve or an open space the largest part stays what it was. Neighbours take the new end
 * vertices, so no gap can open.
 *
 * @returns refusals `split.*`, each with its place, `act.*`
 */
export const splitFace: Command<SplitFaceInput> = {
  id: "split-face",
  plan(project, { id, path, act }, env) {
    const face = faceOf(project, id);
    if (!face) return refuse("feature.unknown", { ids: [id] });
    if (face.class === "street") return refuse("split.street", { ids: [id], at: innerPosition(face.geometry) });
    const division = splitPolygon(face.geometry, path.map(Math.round));
    if ("fault" in division) return refuse(`split.${division.fault}`, { at: division.at, ids: [id] });

    const parts = [...division.pieces].sort((a, b) => planAreaM2(b) - planAreaM2(a));
    const smallest = parts.at(-1) as PolygonGeometry;
    if (planAreaM2(smallest) < LEAST_PART_M2) {
      const areaM2 = Math.round(planAreaM2(smallest) * 100) / 100;
      return refuse("split.piece-too-small", {
        at: innerPosition(smallest),
        ids: [id],
        params: { areaM2, leastM2: LEAST_PART_M2 },
      });
    }

    const coverage = coverageOf(project, env);
    const reshape = new Reshape(project);
    for (const { a, b, points } of division.inserted) {
      reshape.insert(
        ownersOfEdge(project, coverage, a, b).filter((owner) => owner !== id),
        a,
        b,
        points,
      );
    }
    const fault = reshape.fault();
    if (fault) return refuse("split.no-room", { at: fault.at, ids: [fault.id] });

    const { number, ilot } = face.fields;
    const isParcel = face.class === "parcel";
    const numbers =
      typeof number === "string"
        ? suffixedNumbers(
            number,
            isParcel ? parts.length : parts.length - 1,
            lotNumbers(project, coverage, typeof ilot === "string" ? ilot : undefined).used,
          )
        : [];
    const params = { ...(typeof number === "string" ? { number } : { context: "plain" }), parts: parts.length };
    const part = (geometry: PolygonGeometry, partNumber: string | undefined): Feature => ({
      id: env.newId(),
      class: face.class,
      geometry,
      fields: { ...fieldsOfPart(face.fields), ...(partNumber === undefined ? {} : { number: partNumber }) },
    });
    const recounted = (faces: readonly Feature[]): readonly Feature[] =>
      "houses" in face.fields ? withHouses(project, coverage, face.geometry, faces) : faces;
    if (!isParcel) {
      const kept: Feature = { ...face, geometry: parts[0] as PolygonGeometry };
      const [largest, ...added] = recounted([kept, ...parts.slice(1).map((shape, i) => part(shape, numbers[i]))]);
      const updated = [[face, largest as Feature] as const, ...reshape.updates()];
      return { change: { added, updated, removed: [] }, params };
    }
    const children = withOfficialAreas(face, recounted(parts.map((shape, i) => part(shape, numbers[i]))));
    const recorded = recordAct(coverage, act ?? {}, { type: "morcellement", closed: [face], opened: children }, env);
    if (isRefusal(recorded)) return recorded;
    const { added, removed } = recorded;
    return { change: { added, updated: reshape.updates(), removed }, params };
  },
};

/** Shares the official area of a divided parcel out among its parts, so that they add up to it. */
function withOfficialAreas(whole: Feature, parts: readonly Feature[]): readonly Feature[] {
  const official = whole.fields["officialAreaM2"];
  if (typeof official !== "number") return parts;
  const shares = compensatedAreas(
    official,
    parts.map(({ geometry }) => (geometry?.kind === "polygon" ? planAreaM2(geometry) : 0)),
  );
  return parts.map((part, i) => ({ ...part, fields: { ...part.fields, officialAreaM2: shares[i] as number } }));
}

const SURVEY = ["surveyedAreaM2", "surveyMethod", "surveyScale"];

/** What a part takes over from the whole: not what a deed or a register says of the whole alone. */
function fieldsOfPart(fields: Fields): Fields {
  const ofWhole = ["number", "ninacad", "officialAreaM2", "declaredAreaM2", ...SURVEY];
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !ofWhole.includes(key)));
}

/** Counts anew the houses that stand in each part. */
function withHouses(
  project: ProjectView,
  coverage: CoverageIndex,
  whole: PolygonGeometry,
  parts: readonly Feature[],
): Feature[] {
  const counts = parts.map(() => 0);
  const [minX, minY, maxX, maxY] = boxOf(whole);
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
