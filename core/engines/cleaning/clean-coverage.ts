import { faultOfPolygon } from "#core/derived/polygon-fault";
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
import type { PolygonGeometry, Ring } from "#core/geometry/geometry";
import { innerPosition, oriented, planAreaM2, signedAreaMm2 } from "#core/geometry/ring";

/**
 * Makes one coverage of surfaces drawn apart: near vertices are drawn together, neighbours' vertices put into edges,
 * all edges noded on the grid, the plane cut into faces, and each face given to one object. An object that was sound
 * keeps its rings as they came, vertex for vertex. Nothing goes in silence: every change is a finding, and what no one
 * can decide for people (a true overlap, an object others cover) says so.
 *
 * @see JTS CoverageCleaner (M. Davis, 2024), whose way this follows: snap, node, polygonise, merge slivers
 */
export function cleanCoverage(objects: readonly DirtySurface[], options: CleaningOptions): CleanedCoverage {
  const crossed = objects.flatMap(({ parts }, object): CleaningFinding[] => {
    const fault = parts
      .map((rings) => faultOfPolygon({ kind: "polygon", rings: oriented(rings) }))
      .find((one) => one?.kind === "crosses" || one?.kind === "repeats");
    return fault ? [{ kind: "crossed", at: fault.at, objects: [object] }] : [];
  });
  const snapped = snapVertices(objects, options.snapMm);
  const joined = joinEdges(snapped.objects, options.snapMm);
  const arrangement = arrange(segmentsOf(joined.objects));
  const shared = shareFaces(arrangement, joined.objects, options.sliverMm);

  const partsOf: PolygonGeometry[][] = objects.map(() => []);
  for (const { group, rings } of surfacesOf(arrangement, shared.ownerOf, KEEP_ALL_NODES)) {
    (partsOf[group] as PolygonGeometry[]).push({ kind: "polygon", rings });
  }
  const findings = [...crossed, ...snapped.findings, ...joined.findings, ...shared.findings];
  const surfaces = objects.map((object, i): CleanedSurface => {
    const before = object.parts.map((rings): PolygonGeometry => ({ kind: "polygon", rings: oriented(rings) }));
    const parts = (partsOf[i] as PolygonGeometry[])
      .map((part) => before.find((one) => sameRings(one.rings, part.rings)) ?? part)
      .sort((a, b) => planAreaM2(b) - planAreaM2(a));
    const first = parts[0];
    if (first && parts.length > 1) {
      const [x, y] = innerPosition(first);
      findings.push({ kind: "in-parts", at: [Math.round(x), Math.round(y)], objects: [i], parts: parts.length });
    }
    return { parts, areaBeforeM2: areaM2(before), areaAfterM2: areaM2(parts) };
  });
  return { surfaces, findings };
}

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
