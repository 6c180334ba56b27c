import { facesOfRings } from "#core/formats/nested-rings";
import type { OutsideShape } from "#core/formats/outside-content";
import { type Box, emptyBox, growBox } from "#core/geometry/box";
import { sideOfRing } from "#core/geometry/ring";

/** A ring as it stands in a record: positions, and heights where it has them. */
export interface RingRun {
  readonly xy: Float64Array;
  readonly z: Float64Array | undefined;
}

interface Held extends RingRun {
  readonly area: number;
  readonly box: Box;
  readonly holes: Held[];
}

/**
 * Puts the rings of one Shapefile record together: clockwise rings are shells, each other ring is a hole of the
 * smallest shell around it. Rings of files that turn them all one way are told by which lies in which. A hole that
 * lies in nothing is a shell.
 */
export function polygonShapes(runs: readonly RingRun[]): OutsideShape[] {
  const rings = runs.map(heldOf);
  const [only] = rings;
  if (only && rings.length === 1) return [shapeOf([only])];
  const shells: Held[] = [];
  const holes: Held[] = [];
  // Turned wrongly throughout: then only their nesting tells.
  const wrong = rings.every(({ area }) => area >= 0);
  for (const ring of rings) (wrong || ring.area <= 0 ? shells : holes).push(ring);
  if (wrong) {
    const held = new Map(rings.map((ring) => [ring.xy, ring]));
    return facesOfRings(rings.map(({ xy }) => xy)).map((face) => shapeOf(face.map((xy) => held.get(xy) as Held)));
  }
  const bySize = [...shells].sort((a, b) => Math.abs(a.area) - Math.abs(b.area));
  for (const hole of holes) {
    const around = bySize.find((shell) => Math.abs(shell.area) >= hole.area && holds(shell, hole));
    if (around) around.holes.push(hole);
    else shells.push(hole);
  }
  return shells.map((shell) => shapeOf([shell, ...shell.holes]));
}

function heldOf({ xy, z }: RingRun): Held {
  const n = xy.length;
  const closed = n > 2 && xy[0] === xy[n - 2] && xy[1] === xy[n - 1];
  const open = closed ? xy.subarray(0, n - 2) : xy;
  return {
    xy: open,
    z: closed ? z?.subarray(0, n / 2 - 1) : z,
    area: signedArea(open),
    box: growBox(emptyBox(), open),
    holes: [],
  };
}

function signedArea(xy: Float64Array): number {
  const [ox = 0, oy = 0] = xy;
  let twice = 0;
  for (let i = 2; i + 3 < xy.length; i += 2) {
    twice +=
      ((xy[i] as number) - ox) * ((xy[i + 3] as number) - oy) -
      ((xy[i + 2] as number) - ox) * ((xy[i + 1] as number) - oy);
  }
  return twice / 2;
}

/** Whether a ring lies in another: by its first vertex that is not on the other's boundary. */
function holds(shell: Held, { xy, box }: Held): boolean {
  if (box[0] < shell.box[0] || box[1] < shell.box[1] || box[2] > shell.box[2] || box[3] > shell.box[3]) return false;
  for (let i = 0; i < xy.length; i += 2) {
    const side = sideOfRing(shell.xy, xy[i] as number, xy[i + 1] as number);
    if (side !== 0) return side > 0;
  }
  return true;
}

function shapeOf(rings: readonly Held[]): OutsideShape {
  const z = rings.flatMap((ring) => (ring.z ? [ring.z] : []));
  return { kind: "polygon", rings: rings.map(({ xy }) => xy), ...(z.length === rings.length ? { z } : {}) };
}
