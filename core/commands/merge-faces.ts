import { lotNumbers, nextNumber, withRetired } from "#core/commands/lot-numbers";
import { mergedFields } from "#core/commands/merged-fields";
import { type ActInput, recordAct } from "#core/commands/record-act";
import { coverageOf, faceOf, perimetersAt, Reshape, vertexIndex } from "#core/commands/reshape";
import { outlineOfFaces } from "#core/derived/ilot-outline";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, planAreaM2 } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature, FieldValue } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { isRefusal, refuse } from "#core/model/refusal";

/** A node between merged faces this near the line of its neighbours marks no corner: the rounding of the grid. */
const STRAIGHT_MM = 1;

/** Faces to merge, and what is to stand where they disagree. */
export interface MergeFacesInput {
  readonly ids: readonly string[];
  /** Decides fields by key; `null` leaves one empty. */
  readonly fields?: Readonly<Record<string, FieldValue | null>> | undefined;
  /** What is known of the act when the faces are parcels. */
  readonly act?: ActInput | undefined;
}

/**
 * Merges faces of one class and one îlot that hang together by their edges. The whole is a new face under a number
 * never given before. Parcels are merged by an act (fusion): they are closed and linked to the whole; of reserves the
 * numbers are retired. Nodes that only the lost boundaries needed go, in the neighbour too. Where parcels disagree on a
 * field the planner decides (`fields`).
 *
 * @returns refusals `merge.*`, each with its place, `field.*`, `act.*`
 */
export const mergeFaces: Command<MergeFacesInput> = {
  id: "merge-faces",
  plan(project, input, env) {
    const ids = [...new Set(input.ids)];
    if (ids.length < 2) return refuse("merge.too-few", { ids });
    const faces: (Feature & { geometry: PolygonGeometry })[] = [];
    for (const id of ids) {
      const face = faceOf(project, id);
      if (!face) return refuse("feature.unknown", { ids: [id] });
      faces.push(face);
    }
    const [first] = faces as [(typeof faces)[number]];
    for (const face of faces) {
      const at = innerPosition(face.geometry);
      if (face.class !== first.class) return refuse("merge.other-class", { at, ids: [face.id] });
      if (face.fields["ilot"] !== first.fields["ilot"]) return refuse("merge.other-ilot", { at, ids: [face.id] });
    }
    const outline = outlineOfFaces(faces);
    if (outline.length !== 1) {
      const apart = outline.reduce((a, b) => (planAreaM2(b) < planAreaM2(a) ? b : a));
      return refuse("merge.not-adjacent", { at: innerPosition(apart), ids });
    }
    const whole = outline[0] as PolygonGeometry;
    const agreed = mergedFields(faces, input.fields);
    if (isRefusal(agreed)) return agreed;

    const coverage = coverageOf(project, env);
    const newId = env.newId();
    const reshape = new Reshape(project);
    const rings = withoutNeedlessNodes(project, coverage, new Set(ids), whole.rings, reshape);
    const fault = reshape.fault();
    if (fault) return refuse("merge.no-room", { at: fault.at, ids: [fault.id] });

    const updated = reshape.updates();
    const ilot = first.fields["ilot"];
    const numbered = faces.map((face) => face.fields["number"]).filter((number) => typeof number === "string");
    let number: string | undefined;
    if (numbered.length > 0) {
      const numbers = lotNumbers(project, coverage, typeof ilot === "string" ? ilot : undefined);
      number = nextNumber(numbers.used);
      // Numbers of parcels stay with the past parcels; those of reserves have no other home.
      if (numbers.ilot && first.class !== "parcel") {
        updated.push([numbers.ilot, withRetired(numbers.ilot, numbers.retired, numbered)]);
      }
    }
    const fields = { ...agreed, ...(number === undefined ? {} : { number }) };
    const merged: Feature = { id: newId, class: first.class, geometry: { kind: "polygon", rings }, fields };
    const params = {
      ...(number === undefined ? { context: "plain" } : { number, numbers: numbered.join(", ") }),
      count: faces.length,
    };
    if (first.class !== "parcel") return { change: { added: [merged], updated, removed: faces }, params };
    const recorded = recordAct(coverage, input.act ?? {}, { type: "fusion", closed: faces, opened: [merged] }, env);
    if (isRefusal(recorded)) return recorded;
    return { change: { added: recorded.added, updated, removed: recorded.removed }, params };
  },
};

/**
 * The rings of the whole without the nodes where only lost boundaries ended, if they make no corner and at most
 * one neighbour has them, who then loses them as well.
 */
function withoutNeedlessNodes(
  project: ProjectView,
  coverage: CoverageIndex,
  merged: ReadonlySet<string>,
  rings: readonly Ring[],
  reshape: Reshape,
): Ring[] {
  return rings.map((ring) => {
    let out = [...ring];
    for (let i = 0; i < ring.length; i += 2) {
      const at: Position = [ring[i] as number, ring[i + 1] as number];
      const around = coverage.facesAt(...at);
      if (around.filter((id) => merged.has(id)).length < 2) continue;
      const others = around.filter((id) => !merged.has(id));
      if (others.length > 1 || out.length <= 6) continue;
      const k = vertexIndex(out, ...at);
      const [before, after] = [(k + out.length - 2) % out.length, (k + 2) % out.length];
      const a: Position = [out[before] as number, out[before + 1] as number];
      const b: Position = [out[after] as number, out[after + 1] as number];
      const foot = footOnSegment(...a, ...b, ...at);
      if (foot.distanceMm > STRAIGHT_MM || foot.share <= 0 || foot.share >= 1) continue;
      const owners = [...others, ...perimetersAt(project, at)];
      if (!owners.every((id) => straightIn(reshape.rings(id), a, at, b))) continue;
      reshape.drop(owners, at);
      out = [...out.slice(0, k), ...out.slice(k + 2)];
    }
    return out;
  });
}

/** Whether one ring, and one only, passes a – at – b, and keeps three vertices without the one in the middle. */
function straightIn(rings: readonly Ring[], a: Position, at: Position, b: Position): boolean {
  let passes = 0;
  for (const ring of rings) {
    const k = vertexIndex(ring, ...at);
    if (k < 0) continue;
    const ends = [(k + ring.length - 2) % ring.length, (k + 2) % ring.length].map(
      (j): Position => [ring[j] as number, ring[j + 1] as number],
    );
    const has = (p: Position): boolean => ends.some((end) => end[0] === p[0] && end[1] === p[1]);
    if (ring.length <= 6 || !has(a) || !has(b)) return false;
    passes++;
  }
  return passes === 1;
}
