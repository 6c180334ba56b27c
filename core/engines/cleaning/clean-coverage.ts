import { faultOfPolygon } from "#core/derived/polygon-fault";
import { boundarySegments } from "#core/derived/segment-distance";
import type {
  CleanedCoverage,
  CleanedSurface,
  CleaningFinding,
  CleaningOptions,
  DirtySurface,
} from "#core/engines/cleaning/cleaning-types";
import { joinEdges } from "#core/engines/cleaning/join-edges";
import { shareFaces } from "#core/engines/cleaning/share-faces";
import { snapVertices } from "#core/engines/cleaning/snap-vertices";
import { arrange, surfacesOf } from "#core/geometry/arrangement";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { innerPosition, oriented, planAreaM2, signedAreaMm2 } from "#core/geometry/ring";

/**
 * Makes one coverage of surfaces drawn apart: near vertices are drawn together, neighbours' vertices put into edges,
 * all edges noded on the grid, the plane cut into faces, and each face given to one object. An object that was sound
 * keeps its rings as they came, vertex for vertex. Nothing goes in silence: every change is a finding, and what no one
 * can decide for people (a true overlap, an object others cover) says so.
 *
 * Where faces that were cut anew leave a vertex within the tolerance of an edge, it goes round again until all is at rest.
 *
 * @see JTS CoverageCleaner (M. Davis, 2024), whose way this follows: snap, node, polygonise, merge slivers
 */
export function cleanCoverage(objects: readonly DirtySurface[], options: CleaningOptions): CleanedCoverage {
  let cleaned = cleanedOnce(objects, options);
  const before = cleaned.surfaces;
  for (let round = 1; round < MOST_ROUNDS && !isAtRest(cleaned, options); round++) {
    const again = cleanedOnce(ringsOf(cleaned), options);
    cleaned = {
      surfaces: again.surfaces.map((surface, i) => ({ ...surface, areaBeforeM2: before[i]?.areaBeforeM2 ?? 0 })),
      findings: [...cleaned.findings.filter(({ kind }) => !REMAINS.has(kind)), ...again.findings],
    };
  }
  return cleaned;
}

/** Rounds before what moves is left alone; two are the rule. */
const MOST_ROUNDS = 5;

/** Findings that tell how things are, and are told again each round. */
const REMAINS: ReadonlySet<CleaningFinding["kind"]> = new Set(["gap-left", "in-parts"]);

/** Whether nothing would be drawn together any more; what came in sound is. */
function isAtRest(cleaned: CleanedCoverage, { snapMm }: CleaningOptions): boolean {
  if (cleaned.findings.every(({ kind }) => REMAINS.has(kind))) return true;
  const snapped = snapVertices(ringsOf(cleaned), snapMm);
  return snapped.findings.length === 0 && joinEdges(snapped.objects, snapMm).findings.length === 0;
}

function ringsOf({ surfaces }: CleanedCoverage): DirtySurface[] {
  return surfaces.map(({ parts }) => ({ parts: parts.map(({ rings }) => rings) }));
}

function cleanedOnce(objects: readonly DirtySurface[], options: CleaningOptions): CleanedCoverage {
  const { partsOf, findings } = cutAnew(objects, options);
  const named = new Set<number>();
  for (const finding of findings) for (const object of finding.objects) named.add(object);
  const surfaces = objects.map((object, i): CleanedSurface => {
    const before = object.parts.map((rings): PolygonGeometry => ({ kind: "polygon", rings: oriented(rings) }));
    const parts = (partsOf[i] ?? [])
      .map((part) => before.find((one) => sameRings(one.rings, part.rings)) ?? part)
      .sort((a, b) => planAreaM2(b) - planAreaM2(a));
    const first = parts[0];
    if (first && parts.length > 1) {
      const [x, y] = innerPosition(first);
      findings.push({ kind: "in-parts", at: [Math.round(x), Math.round(y)], objects: [i], parts: parts.length });
    }
    if (!named.has(i)) findings.push(...roundings(i, before, parts));
    return { parts, areaBeforeM2: areaM2(before), areaAfterM2: areaM2(parts) };
  });
  return { surfaces, findings };
}

/**
 * Draws the objects together and cuts the plane into their parts. A function of its own: what it works with is let go
 * of before the parts are looked at.
 */
function cutAnew(
  objects: readonly DirtySurface[],
  options: CleaningOptions,
): { readonly partsOf: readonly (PolygonGeometry[] | undefined)[]; readonly findings: CleaningFinding[] } {
  const { joined, findings } = drawnTogether(objects, options);
  const arrangement = arrange(segmentsOf(joined));
  const shared = shareFaces(arrangement, joined, options.sliverMm);
  for (const finding of shared.findings) findings.push(finding);
  const partsOf: (PolygonGeometry[] | undefined)[] = objects.map(() => undefined);
  for (const { group, rings } of surfacesOf(arrangement, shared.ownerOf, KEEP_ALL_NODES)) {
    const part: PolygonGeometry = { kind: "polygon", rings };
    const held = partsOf[group];
    if (held) held.push(part);
    else partsOf[group] = [part];
  }
  return { partsOf, findings };
}

function drawnTogether(
  objects: readonly DirtySurface[],
  { snapMm }: CleaningOptions,
): { readonly joined: readonly DirtySurface[]; readonly findings: CleaningFinding[] } {
  const crossed = objects.flatMap(({ parts }, object): CleaningFinding[] => {
    const fault = parts
      .map((rings) => faultOfPolygon({ kind: "polygon", rings: oriented(rings) }))
      .find((one) => one?.kind === "crosses" || one?.kind === "repeats");
    return fault ? [{ kind: "crossed", at: fault.at, objects: [object] }] : [];
  });
  const snapped = snapVertices(objects, snapMm);
  const joined = joinEdges(snapped.objects, snapMm);
  return { joined: joined.objects, findings: [...crossed, ...snapped.findings, ...joined.findings] };
}

/** What noding alone did to an object: another's line that crossed its edge left a vertex, or drew one of its own in. */
function roundings(
  object: number,
  before: readonly PolygonGeometry[],
  after: readonly PolygonGeometry[],
): CleaningFinding[] {
  const distanceMm = (to: readonly PolygonGeometry[], [x, y]: Position): number =>
    Math.min(...to.flatMap(boundarySegments).map((side) => footOnSegment(...side, x, y).distanceMm));
  const only = (of: readonly PolygonGeometry[], others: readonly PolygonGeometry[]): Position[] => {
    const known = new Set(others.flatMap(boundarySegments).map(([x, y]) => `${x},${y}`));
    return of
      .flatMap(boundarySegments)
      .map(([x, y]): Position => [x, y])
      .filter((at) => !known.has(at.join()));
  };
  const taken = only(after, before).map((at) => ({
    kind: "t-junction" as const,
    at,
    distanceMm: distanceMm(before, at),
  }));
  // One that lies on the boundary still, or inside where parts of the object were joined, was not moved.
  const drawn = only(before, after)
    .map((at) => ({ kind: "vertex-moved" as const, at, distanceMm: distanceMm(after, at) }))
    .filter(({ distanceMm: mm }) => mm > 0 && mm <= ROUNDING_MM);
  return [...taken, ...drawn].map((finding) => ({ ...finding, objects: [object] }));
}

/** As far as noding moves a boundary, millimetres. */
const ROUNDING_MM = 2;

/** Straightness below which a node is left out: none is. */
const KEEP_ALL_NODES = -1;

function areaM2(polygons: readonly PolygonGeometry[]): number {
  return polygons.reduce((sum, polygon) => sum + planAreaM2(polygon), 0);
}

function segmentsOf(objects: readonly DirtySurface[]): number[] {
  const segments: number[] = [];
  for (const { parts } of objects) {
    for (const ring of parts.flat()) {
      for (let i = 0; i < ring.length; i += 2) {
        const j = (i + 2) % ring.length;
        segments.push(ring[i] as number, ring[i + 1] as number, ring[j] as number, ring[j + 1] as number);
      }
    }
  }
  return segments;
}

/** Whether two lists of rings are the same surface, vertex for vertex, wherever each ring starts. */
function sameRings(a: readonly Ring[], b: readonly Ring[]): boolean {
  return a.length === b.length && a.every((ring) => b.some((other) => sameRing(ring, other)));
}

function sameRing(a: Ring, b: Ring): boolean {
  if (a.length !== b.length || signedAreaMm2(a) !== signedAreaMm2(b)) return false;
  for (let start = 0; start < b.length; start += 2) {
    if (b[start] !== a[0] || b[start + 1] !== a[1]) continue;
    if (a.every((value, i) => value === b[(start + i) % b.length])) return true;
  }
  return false;
}
