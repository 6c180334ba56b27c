import Flatbush from "flatbush";
import { boundarySegments, polygonDistanceMm, type Segment, segmentsOf } from "#core/derived/segment-distance";
import { servitudeNormOf, servitudeSources } from "#core/features/servitudes";
import { type Box, boxOf } from "#core/geometry/box";
import { innerPosition, sideOfPolygon } from "#core/geometry/ring";
import type { ClassId, Feature } from "#core/model/feature";
import { normValue } from "#core/model/referentiel";
import { boxOfEnds } from "#core/rules/boundary-net";
import { type CheckGround, isSurface, type Surface, surfacesOf, type WatchMaker } from "#core/rules/check-ground";
import { type Issue, issueOf } from "#core/rules/issue";
import { boxAround } from "#core/rules/touched";

/** A strip of land no parcel may enter: what it runs along, how wide, by which norm. */
interface Strip {
  readonly source: Feature;
  readonly norm: string;
  readonly widthMm: number;
  readonly segments: readonly Segment[];
}

const CONTEXTS: Partial<Record<ClassId, string>> = { powerLine: "line", annexLine: "rail" };
/** A boundary set out on the strip's edge lies on it. */
const ROUNDING_MM = 10;

const SOURCES: ReadonlySet<ClassId> = new Set(servitudeSources);

/**
 * Parcels in the servitude of a watercourse, of a medium or high voltage line, or of a railway. An error: attributions in the beds
 * and servitudes of the marigots of Bamako were cancelled.
 *
 * @see décret 05-113/P-RM of 9 March 2005, art. 9–11; decision 2025-00111 of 22 May 2025
 */
export const servitudeWatch: WatchMaker = (ground, book) => {
  const { project, norms } = ground;
  const page = book.page();
  let strips = stripsByPlace(ground);
  const look = (parcel: Feature | undefined): void => {
    if (parcel?.class !== "parcel" || !isSurface(parcel)) return;
    const issues = [...strips.around(boxOf(parcel.geometry))].flatMap(([strip, segments]) => {
      const enters = segments.some(
        (segment) => polygonDistanceMm(parcel.geometry, segment) < strip.widthMm - ROUNDING_MM,
      );
      return enters || liesInWater(parcel, strip.source) ? [issueOfParcel(parcel, strip)] : [];
    });
    page(parcel.id, issues);
  };
  const issueOfParcel = (parcel: Surface, { source, norm }: Strip): Issue => {
    const held = norms.norms[norm];
    return issueOf("servitude", "error", "parcel", [parcel.id, source.id], innerPosition(parcel.geometry), {
      number: String(parcel.fields["number"] ?? "—"),
      ilot: String(parcel.fields["ilot"] ?? "—"),
      metres: held?.value ?? 0,
      name: String(source.fields["name"] ?? source.fields["level"] ?? "—"),
      source: held?.source ?? "",
      context: CONTEXTS[source.class] ?? "water",
    });
  };
  return {
    begin() {
      if (strips.isEmpty) return;
      for (const parcel of surfacesOf(project, "parcel")) look(parcel);
    },
    follow({ now, was }) {
      const stale = new Set(now.map(({ id }) => id));
      for (const feature of was) page(feature.id, []);
      const sources = [...now, ...was].filter((feature) => SOURCES.has(feature.class));
      if (sources.length > 0) {
        const before = strips;
        strips = stripsByPlace(ground);
        const reach = Math.max(before.widestMm, strips.widestMm);
        for (const source of sources) {
          const box = boxAround(source, reach);
          if (box) for (const id of ground.graph.facesIn(box)) stale.add(id);
        }
      }
      for (const id of stale) look(project.get(id));
    },
  };
};

/** Parcels wholly in the water touch no bank. */
function liesInWater(parcel: Surface, { geometry }: Feature): boolean {
  return geometry?.kind === "polygon" && sideOfPolygon(geometry, ...innerPosition(parcel.geometry)) > 0;
}

/** Strips found by place: those whose ground or source meets a box, with the segments that come near it. */
function stripsByPlace(ground: CheckGround) {
  const entries: { strip: Strip; segment?: Segment; box: Box }[] = [];
  let widestMm = 0;
  for (const strip of stripsOf(ground)) {
    widestMm = Math.max(widestMm, strip.widthMm);
    for (const segment of strip.segments) {
      const [ax, ay, bx, by] = segment;
      entries.push({ strip, segment, box: boxOfEnds([ax, ay], [bx, by], strip.widthMm) });
    }
    if (strip.source.geometry?.kind === "polygon") entries.push({ strip, box: boxOf(strip.source.geometry) });
  }
  const tree = entries.length > 0 ? new Flatbush(entries.length) : undefined;
  for (const { box } of entries) tree?.add(...box);
  tree?.finish();
  return {
    isEmpty: entries.length === 0,
    widestMm,
    around(box: Box): Map<Strip, Segment[]> {
      const found = new Map<Strip, Segment[]>();
      for (const e of tree?.search(...box) ?? []) {
        const { strip, segment } = entries[e] as (typeof entries)[number];
        const segments = found.get(strip) ?? [];
        if (segment) segments.push(segment);
        found.set(strip, segments);
      }
      return found;
    },
  };
}

function stripsOf({ project, norms }: CheckGround): Strip[] {
  const strips: Strip[] = [];
  const put = (source: Feature, norm: string, extraM: number, segments: readonly Segment[]): void => {
    strips.push({ source, norm, widthMm: (normValue(norms, norm) + extraM) * 1000, segments });
  };
  for (const id of servitudeSources) {
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
