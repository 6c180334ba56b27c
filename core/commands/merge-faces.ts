import { lotNumbers, nextNumber, withRetired } from "#core/commands/lot-numbers";
import { coverageOf, faceOf, perimetersAt, Reshape, vertexIndex } from "#core/commands/reshape";
import { outlineOfFaces } from "#core/derived/ilot-outline";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, planAreaM2 } from "#core/geometry/ring";
import type { Command } from "#core/model/command";
import type { CoverageIndex } from "#core/model/coverage-index";
import type { Feature, FieldValue } from "#core/model/feature";
import type { ProjectView } from "#core/model/project";
import { refuse } from "#core/model/refusal";

/** A node between merged faces this near the line of its neighbours marks no corner: the rounding of the grid. */
const STRAIGHT_MM = 1;

/**
 * Merges faces of one class and one îlot that hang together by their edges. The whole is a new face under a number
 * never given before; the numbers of its parts are retired. Nodes that only the lost boundaries needed go, in the
 * neighbour too.
 *
 * @returns refusals `merge.*`, each with its place
 */
export const mergeFaces: Command<{ readonly ids: readonly string[] }> = {
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
      if (numbers.ilot) updated.push([numbers.ilot, withRetired(numbers.ilot, numbers.retired, numbered)]);
    }
    const fields = { ...fieldsOfWhole(faces), ...(number === undefined ? {} : { number }) };
    const merged: Feature = { id: newId, class: first.class, geometry: { kind: "polygon", rings }, fields };
    return {
      change: { added: [merged], updated, removed: faces },
      params: {
        ...(number === undefined ? { context: "plain" } : { number, numbers: numbered.join(", ") }),
        count: faces.length,
      },
    };
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

/** What the parts agree on; of what they do not, the largest speaks for use and state. Deeds' areas add up. */
function fieldsOfWhole(faces: readonly (Feature & { geometry: PolygonGeometry })[]): Record<string, FieldValue> {
  const largest = faces.reduce((a, b) => (planAreaM2(b.geometry) > planAreaM2(a.geometry) ? b : a));
  const fields: Record<string, FieldValue> = {};
  for (const [key, value] of Object.entries(largest.fields)) {
    if (key === "number" || key === "ninacad") continue;
    if (["use", "state"].includes(key) || faces.every((face) => face.fields[key] === value)) fields[key] = value;
  }
  delete fields["declaredAreaM2"];
  const sum = (key: string): number => faces.reduce((total, face) => total + Number(face.fields[key] ?? 0), 0);
  if (faces.every((face) => typeof face.fields["declaredAreaM2"] === "number")) {
    fields["declaredAreaM2"] = Math.round(sum("declaredAreaM2") * 100) / 100;
  }
  if (faces.some((face) => "houses" in face.fields)) fields["houses"] = sum("houses");
  const notes = [...new Set(faces.map((face) => face.fields["note"]).filter((note) => note !== undefined))];
  if (notes.length > 0) fields["note"] = notes.join(" ; ");
  return fields;
}
