import Flatbush from "flatbush";
import { type Labelled, labelled } from "#core/engines/layout/label-faces";
import { ledAlongSite } from "#core/engines/layout/led-along-site";
import { mendFaces } from "#core/engines/layout/mend-faces";
import type { Label, PlanFace } from "#core/engines/layout/plan-face";
import type { Ingredients } from "#core/engines/layout/plan-ingredients";
import { PolygonFinder } from "#core/engines/layout/polygon-finder";
import { cutLines } from "#core/engines/layout/rows-to-slots";
import type { LotPart, SplitLot } from "#core/engines/layout/split-lots";
import { arrange, surfacesOf } from "#core/geometry/arrangement";
import { emptyBox, growBox } from "#core/geometry/box";
import type { Ring } from "#core/geometry/geometry";

/** Crossings this near become one vertex, millimetres: one try after another while the border bends. */
const SNAPS_MM = [60, 60, 60, 15, 0];
/** A line this near to a clearance may be drawn to it by noding, millimetres. */
const NEAR_MM = 200;
/** Area the border may lose to noding, square millimetres. */
const BENT_MM2 = 2000;

/**
 * Nodes all lines of the plan at once, gives each face its label by the land it lies on (house lots before water,
 * water before streets, streets before reserves, reserves before rows), mends what is too small or has no street,
 * and dissolves equal labels.
 */
export function assembleFaces(made: Ingredients): PlanFace[] {
  const { segments, quiet } = soupOf(made);
  const off = (areaMm2: number): number => areaMm2 - made.ground.siteAreaMm2;
  let carry = 0;
  let before: { carry: number; off: number } | undefined;
  let plan: Labelled | undefined;
  for (const snapMm of SNAPS_MM) {
    const next = labelled(made, arrange(ledAlongSite(made.ground, segments, carry), { snapMm }), quiet);
    const bent = off(next.areaMm2);
    if (!plan || Math.abs(bent) < Math.abs(off(plan.areaMm2))) plan = next;
    // Rarely a line ends so near the border that noding bends it: the next try makes up for what that took.
    if (Math.abs(bent) < BENT_MM2) break;
    const tried = { carry, off: bent };
    // Once it bent the other way, the truth lies between.
    if (before && before.off * bent < 0) carry -= (bent * (carry - before.carry)) / (bent - before.off);
    else carry += 2 * bent;
    before = tried;
  }
  if (!plan) return [];
  mendFaces(plan, made);
  if (made.splits && made.splits.length > 0) {
    relabelParts(plan, made.splits);
    mendFaces(plan, made);
  }
  const { graph, labels, labelOf } = plan;
  return surfacesOf(graph, labelOf, 0.8).map(({ group, rings }) => ({ label: labels[group] as Label, rings }));
}

/** Gives the parts of split lots labels of their own. */
function relabelParts({ labels, labelOf, inner }: Labelled, splits: readonly SplitLot[]): void {
  const parts = splits.flatMap((split) => split.parts);
  const finder = new PolygonFinder(parts.map(({ rings }) => rings));
  const own = new Map<string, number>();
  labelOf.forEach((before, face) => {
    const label = labels[before];
    if (label?.kind !== "lot") return;
    const at = finder.find(inner[2 * face] as number, inner[2 * face + 1] as number);
    if (at < 0) return;
    const key = `${at} ${before}`;
    const known = own.get(key) ?? labels.push({ ...label, pads: [...(parts[at] as LotPart).pads] }) - 1;
    own.set(key, known);
    labelOf[face] = known;
  });
}

function pushRings(out: number[], rings: readonly Ring[]): void {
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      out.push(ring[j] as number, ring[j + 1] as number, ring[i] as number, ring[i + 1] as number);
    }
  }
}

/** All lines of the plan, and the pads left out of them: those that no line comes near need none of their own. */
function soupOf(made: Ingredients): { segments: number[]; quiet: number[] } {
  const out: number[] = [];
  const { ground } = made;
  pushRings(out, made.streets);
  for (const outline of ground.waterOutlines) pushRings(out, outline);
  for (const reserve of made.reserves) for (const value of reserve.cut) out.push(value);
  for (const value of made.lines) out.push(value);
  for (const piece of made.pieces) for (const value of cutLines(piece)) out.push(value);
  for (const { cuts } of made.splits ?? []) for (const value of cuts) out.push(value);
  const site: number[] = [];
  pushRings(site, ground.site);
  const near = segmentIndex([...out, ...site]);
  const quiet: number[] = [];
  ground.pads.forEach(({ ring }, pad) => {
    const [minX, minY, maxX, maxY] = growBox(emptyBox(), ring as number[]);
    const alone = near.search(minX - NEAR_MM, minY - NEAR_MM, maxX + NEAR_MM, maxY + NEAR_MM).length === 0;
    // One in the middle of a street has no row to be in.
    if (alone && (made.homes[pad]?.piece ?? -1) >= 0) quiet.push(pad);
    else pushRings(out, [ring]);
  });
  return { segments: out.map(Math.round), quiet };
}

function segmentIndex(segments: readonly number[]): Flatbush {
  const index = new Flatbush(Math.max(1, segments.length / 4));
  if (segments.length === 0) index.add(Infinity, Infinity, Infinity, Infinity);
  for (let i = 0; i < segments.length; i += 4) {
    const [ax, ay, bx, by] = segments.slice(i, i + 4) as [number, number, number, number];
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  index.finish();
  return index;
}
