import { lotNumbers, suffixedNumbers } from "#core/commands/lot-numbers";
import { fieldsOfPart, withHouses, withOfficialAreas } from "#core/commands/part-fields";
import { type ActInput, recordAct } from "#core/commands/record-act";
import { ownersOfEdge, Reshape } from "#core/commands/reshape";
import type { DivisionPlan } from "#core/derived/divide/plan-division";
import type { EdgeInsertion } from "#core/derived/split-polygon";
import type { PolygonGeometry } from "#core/geometry/geometry";
import { planAreaM2 } from "#core/geometry/ring";
import type { CommandEnv, Edit } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, type Refusal, refuse } from "#core/model/refusal";

/**
 * Carries a planned division out. A parcel is divided by an act (morcellement): it is closed, and each part is a new
 * parcel under a suffixed number never used before; an official area is shared out among them. Of a reserve or an open
 * space the largest part stays what it was. Neighbours take the new vertices, so no gap can open.
 */
export function dividedFace(
  project: ProjectView,
  coverage: CoverageIndex,
  face: Feature & { readonly geometry: PolygonGeometry },
  plan: DivisionPlan,
  act: ActInput | undefined,
  env: CommandEnv,
): Edit | Refusal {
  const reshape = withInserted(project, coverage, plan.inserted, new Set([face.id]));
  const fault = reshape.fault();
  if (fault) return refuse("split.no-room", { at: fault.at, ids: [fault.id] });

  const { number } = face.fields;
  const shapes = plan.parts.map((part) => part.polygon);
  const numbers = partNumbers(project, coverage, face, shapes.length);
  const params = { ...(typeof number === "string" ? { number } : { context: "plain" }), parts: shapes.length };
  const part = (geometry: PolygonGeometry, partNumber: string | undefined): Feature => ({
    id: env.newId(),
    class: face.class,
    geometry,
    fields: { ...fieldsOfPart(face.fields), ...(partNumber === undefined ? {} : { number: partNumber }) },
  });
  const recounted = (faces: readonly Feature[]): readonly Feature[] =>
    "houses" in face.fields ? withHouses(project, coverage, face.geometry, faces) : faces;
  if (face.class !== "parcel") {
    const largest = shapes.reduce((a, b) => (planAreaM2(b) > planAreaM2(a) ? b : a));
    const others = shapes.filter((shape) => shape !== largest);
    const [kept, ...added] = recounted([
      { ...face, geometry: largest },
      ...others.map((shape, i) => part(shape, numbers[i])),
    ]);
    return { change: { added, updated: [[face, kept as Feature], ...reshape.updates()], removed: [] }, params };
  }
  const official = face.fields["officialAreaM2"];
  const opened = withOfficialAreas(
    typeof official === "number" ? official : undefined,
    recounted(shapes.map((shape, i) => part(shape, numbers[i]))),
  );
  const recorded = recordAct(coverage, act ?? {}, { type: "morcellement", closed: [face], opened }, env);
  if (isRefusal(recorded)) return recorded;
  return { change: { added: recorded.added, updated: reshape.updates(), removed: recorded.removed }, params };
}

/** Numbers the parts of a face would take: one each of a parcel, one each but for the largest of anything else. */
export function partNumbers(project: ProjectView, coverage: CoverageIndex, face: Feature, parts: number): string[] {
  const { number, ilot } = face.fields;
  if (typeof number !== "string") return [];
  const { used } = lotNumbers(project, coverage, typeof ilot === "string" ? ilot : undefined);
  return suffixedNumbers(number, face.class === "parcel" ? parts : parts - 1, used);
}

/** An edit in which all but the faces that are cut take the vertices that cuts put into shared edges. */
export function withInserted(
  project: ProjectView,
  coverage: CoverageIndex,
  inserted: readonly EdgeInsertion[],
  cut: ReadonlySet<string>,
): Reshape {
  const reshape = new Reshape(project);
  for (const { a, b, points } of inserted) {
    reshape.insert(
      ownersOfEdge(project, coverage, a, b).filter((owner) => !cut.has(owner)),
      a,
      b,
      points,
    );
  }
  return reshape;
}
