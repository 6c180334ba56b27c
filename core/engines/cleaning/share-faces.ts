import Flatbush from "flatbush";
import type { CleaningFinding, DirtySurface } from "#core/engines/cleaning/cleaning-types";
import { type Arrangement, OUTSIDE, surfacesOf } from "#core/geometry/arrangement";
import { emptyBox, growBox } from "#core/geometry/box";
import type { PolygonGeometry, Position, Ring } from "#core/geometry/geometry";
import { innerPosition, perimeterMm, planAreaM2, sideOfRing } from "#core/geometry/ring";

/** A face of the plane, and the objects that lie on it. */
interface Face {
  readonly number: number;
  readonly at: Position;
  readonly areaM2: number;
  /** Mean width of a long shape: 2 × area / perimeter, millimetres. */
  readonly widthMm: number;
  readonly objects: readonly number[];
}

/**
 * Gives each face one object. A face one object covers is its own. One that several cover goes to an object that would
 * have nothing else (the smallest first: an enclave drawn over its surroundings), or else to the one it borders most.
 * One that none covers goes to the neighbour it borders most when it is no wider than a slip, and stays free otherwise.
 *
 * @returns owner by face, -1 where the face stays free, and what was decided
 */
export function shareFaces(
  arrangement: Arrangement,
  objects: readonly DirtySurface[],
  sliverMm: number,
): { ownerOf: Int32Array; findings: CleaningFinding[] } {
  const faces = facesOf(arrangement, objects);
  const ownerOf = new Int32Array(arrangement.faceCount).fill(-1);
  const areas = objects.map(() => 0);
  const alone = objects.map(() => false);
  for (const face of faces) {
    for (const object of face.objects) areas[object] = (areas[object] as number) + face.areaM2;
    const [only] = face.objects;
    if (only === undefined || face.objects.length > 1) continue;
    ownerOf[face.number] = only;
    alone[only] = true;
  }

  let borders: ReturnType<typeof bordersOf> | undefined;
  const most = (face: Face, among: readonly number[] | undefined): number => {
    const lengths = new Map<number, number>();
    borders ??= bordersOf(arrangement);
    for (const { other, mm } of borders(face.number)) {
      const owner = ownerOf[other] as number;
      if (owner >= 0 && (!among || among.includes(owner))) lengths.set(owner, (lengths.get(owner) ?? 0) + mm);
    }
    let best = -1;
    for (const [owner, mm] of lengths) {
      const longest = lengths.get(best) ?? 0;
      if (mm > longest || (mm === longest && owner < best)) best = owner;
    }
    return best;
  };

  const findings: CleaningFinding[] = [];
  const contested = faces.filter((face) => face.objects.length > 1);
  // Wide ones first: what is decided there is the border that the narrow ones look at.
  contested.sort((a, b) => b.widthMm - a.widthMm || a.number - b.number);
  for (const face of contested) {
    const poor = face.objects.filter((object) => !alone[object]);
    poor.sort((a, b) => (areas[a] as number) - (areas[b] as number) || a - b);
    const owner = poor[0] ?? orElse(most(face, face.objects), face.objects);
    ownerOf[face.number] = owner;
    const others = face.objects.filter((object) => object !== owner);
    findings.push({
      kind: face.widthMm <= sliverMm ? "overlap-shared" : "overlap-large",
      at: face.at,
      objects: [owner, ...others],
      areaM2: face.areaM2,
    });
  }
  const free = faces.filter((face) => face.objects.length === 0);
  free.sort((a, b) => b.widthMm - a.widthMm || a.number - b.number);
  for (const face of free) {
    const owner = face.widthMm <= sliverMm ? most(face, undefined) : -1;
    ownerOf[face.number] = owner;
    const kind = owner >= 0 ? "gap-filled" : "gap-left";
    findings.push({ kind, at: face.at, objects: owner >= 0 ? [owner] : [], areaM2: face.areaM2 });
  }

  const owned = new Set(ownerOf);
  const placeOf = new Map<number, Face>();
  for (const face of faces) for (const object of face.objects) if (!owned.has(object)) placeOf.set(object, face);
  objects.forEach((_, object) => {
    const face = placeOf.get(object);
    if (!face) return;
    const owner = ownerOf[face.number] as number;
    findings.push({ kind: "covered", at: face.at, objects: [object, owner], areaM2: areas[object] as number });
  });
  return { ownerOf, findings };
}

function orElse(owner: number, objects: readonly number[]): number {
  return owner >= 0 ? owner : (objects[0] as number);
}

function facesOf(arrangement: Arrangement, objects: readonly DirtySurface[]): Face[] {
  const parts = objects.flatMap(({ parts: rings }, object) => rings.map((held) => ({ object, rings: held })));
  if (parts.length === 0) return [];
  const index = new Flatbush(parts.length);
  for (const { rings } of parts) index.add(...growBox(emptyBox(), rings[0] as Ring));
  index.finish();
  const own = Int32Array.from({ length: arrangement.faceCount }, (_, i) => i);
  return surfacesOf(arrangement, own).map(({ group, rings }): Face => {
    const polygon: PolygonGeometry = { kind: "polygon", rings };
    const at = innerPosition(polygon);
    const on = new Set<number>();
    for (const item of index.search(...at, ...at)) {
      const part = parts[item] as (typeof parts)[number];
      // Even-odd over all rings of a part: a ring that crosses itself covers each of its loops.
      const inside = part.rings.filter((ring) => sideOfRing(ring, ...at) > 0).length;
      if (inside % 2 === 1) on.add(part.object);
    }
    const areaM2 = planAreaM2(polygon);
    const around = rings.reduce((sum, ring) => sum + perimeterMm(ring), 0);
    return {
      number: group,
      at: [Math.round(at[0]), Math.round(at[1])],
      areaM2,
      widthMm: (2e6 * areaM2) / around,
      objects: [...on].sort((a, b) => a - b),
    };
  });
}

/** For each face, the faces beyond its edges with the length of each edge. */
function bordersOf({ edges, faceOf, nodes }: Arrangement): (face: number) => { other: number; mm: number }[] {
  const halves = new Map<number, number[]>();
  faceOf.forEach((face, h) => {
    if (face === OUTSIDE) return;
    const held = halves.get(face);
    if (held) held.push(h);
    else halves.set(face, [h]);
  });
  return (face) =>
    (halves.get(face) ?? []).flatMap((h) => {
      const other = faceOf[h ^ 1] as number;
      if (other === OUTSIDE || other === face) return [];
      const [a, b] = [edges[h] as number, edges[h ^ 1] as number];
      const dx = (nodes[2 * b] as number) - (nodes[2 * a] as number);
      const dy = (nodes[2 * b + 1] as number) - (nodes[2 * a + 1] as number);
      return [{ other, mm: Math.hypot(dx, dy) }];
    });
}
