import { boundarySegments, polygonDistanceMm, type Segment, segmentsOf } from "#core/derived/segment-distance";
import { servitudeNormOf } from "#core/features/servitudes";
import { innerPosition, sideOfPolygon } from "#core/geometry/ring";
import type { Feature } from "#core/model/feature";
import { normValue } from "#core/model/referentiel";
import type { CheckContext } from "#core/rules/check-context";
import { type Issue, issueOf } from "#core/rules/issue";

/** A strip of land no parcel may enter: what it runs along, how wide, by which norm. */
interface Strip {
  readonly source: Feature;
  readonly norm: string;
  readonly widthMm: number;
  readonly segments: readonly Segment[];
}

/** A boundary set out on the strip's edge lies on it. */
const ROUNDING_MM = 10;

/**
 * Parcels in the servitude of a watercourse or of a medium or high voltage line. An error: attributions in the beds
 * and servitudes of the marigots of Bamako were cancelled.
 *
 * @see décret 05-113/P-RM of 9 March 2005, art. 9–11; decision 2025-00111 of 22 May 2025
 */
export function servitudeIssues(context: CheckContext): Issue[] {
  const { norms } = context;
  const issues: Issue[] = [];
  for (const { source, norm, widthMm, segments } of stripsOf(context)) {
    const hit = new Set<string>();
    for (const segment of segments) {
      const [ax, ay, bx, by] = segment;
      const near = context.facesIn([
        Math.min(ax, bx) - widthMm,
        Math.min(ay, by) - widthMm,
        Math.max(ax, bx) + widthMm,
        Math.max(ay, by) + widthMm,
      ]);
      for (const face of near) {
        if (face.class !== "parcel" || hit.has(face.id)) continue;
        if (polygonDistanceMm(face.geometry, segment) >= widthMm - ROUNDING_MM) continue;
        hit.add(face.id);
        issues.push(parcelIssue(face));
      }
    }
    if (source.geometry?.kind === "polygon") {
      // Parcels wholly in the water touch no bank.
      const water = source.geometry;
      for (const face of context.facesIn(boxAround(water.rings[0] ?? []))) {
        if (face.class !== "parcel" || hit.has(face.id)) continue;
        const at = innerPosition(face.geometry);
        if (sideOfPolygon(water, ...at) > 0) issues.push(parcelIssue(face));
      }
    }
    function parcelIssue(face: CheckContext["faces"][number]): Issue {
      const held = norms.norms[norm];
      return issueOf("servitude", "error", "parcel", [face.id, source.id], innerPosition(face.geometry), {
        number: String(face.fields["number"] ?? "—"),
        ilot: String(face.fields["ilot"] ?? "—"),
        metres: held?.value ?? 0,
        name: String(source.fields["name"] ?? source.fields["level"] ?? "—"),
        source: held?.source ?? "",
        context: source.class === "powerLine" ? "line" : "water",
      });
    }
  }
  return issues;
}

function stripsOf({ project, norms }: CheckContext): Strip[] {
  const strips: Strip[] = [];
  const put = (source: Feature, norm: string, extraM: number, segments: readonly Segment[]): void => {
    strips.push({ source, norm, widthMm: (normValue(norms, norm) + extraM) * 1000, segments });
  };
  for (const id of ["waterCourse", "water", "powerLine"] as const) {
    for (const source of project.ofClass(id)) {
      const norm = servitudeNormOf(source);
      if (norm === undefined) continue;
      const widthM = id === "waterCourse" ? source.fields["widthM"] : undefined;
      const { geometry } = source;
      if (geometry?.kind === "line")
        put(source, norm, typeof widthM === "number" ? widthM / 2 : 0, segmentsOf(geometry.path));
      if (geometry?.kind === "polygon") put(source, norm, 0, boundarySegments(geometry));
    }
  }
  return strips;
}

function boxAround(ring: readonly number[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    box[0] = Math.min(box[0], ring[i] as number);
    box[1] = Math.min(box[1], ring[i + 1] as number);
    box[2] = Math.max(box[2], ring[i] as number);
    box[3] = Math.max(box[3], ring[i + 1] as number);
  }
  return box;
}
