import { GREEN, type Labelled, SERVITUDE, STREET, WATER } from "#core/engines/layout/label-faces";
import type { Label } from "#core/engines/layout/plan-face";
import type { Ingredients } from "#core/engines/layout/plan-ingredients";
import { RegionIndex } from "#core/engines/layout/region-index";
import { type Arrangement, connectedParts, OUTSIDE } from "#core/geometry/arrangement";

/** Parts of the plan as they stand: area, what they touch and by how much. */
interface Parts {
  readonly partOf: Int32Array;
  readonly area: Map<number, number>;
  readonly faces: Map<number, number[]>;
  readonly borders: Map<number, Map<number, number>>;
}

function partsOf(graph: Arrangement, labelOf: Int32Array, faceArea: Float64Array): Parts {
  const partOf = connectedParts(graph, labelOf);
  const area = new Map<number, number>();
  const faces = new Map<number, number[]>();
  const borders = new Map<number, Map<number, number>>();
  partOf.forEach((part, face) => {
    if ((labelOf[face] as number) < 0) return;
    area.set(part, (area.get(part) ?? 0) + (faceArea[face] as number));
    const held = faces.get(part);
    if (held) held.push(face);
    else faces.set(part, [face]);
  });
  const { nodes, edges, faceOf } = graph;
  const meet = (a: number, b: number, length: number): void => {
    let held = borders.get(a);
    if (!held) {
      held = new Map();
      borders.set(a, held);
    }
    held.set(b, (held.get(b) ?? 0) + length);
  };
  for (let h = 0; h < edges.length; h += 2) {
    const f = faceOf[h] as number;
    const g = faceOf[h + 1] as number;
    const a = f === OUTSIDE || (labelOf[f] as number) < 0 ? -1 : (partOf[f] as number);
    const b = g === OUTSIDE || (labelOf[g] as number) < 0 ? -1 : (partOf[g] as number);
    if (a === b) continue;
    const i = 2 * (edges[h] as number);
    const j = 2 * (edges[h + 1] as number);
    const length = Math.hypot(
      (nodes[i] as number) - (nodes[j] as number),
      (nodes[i + 1] as number) - (nodes[j + 1] as number),
    );
    if (a >= 0) meet(a, b, length);
    if (b >= 0) meet(b, a, length);
  }
  return { partOf, area, faces, borders };
}

/** Less than any house with its clearance, square millimetres: what a house beyond the perimeter leaves inside it. */
const CLEARANCE_ONLY_MM2 = 10e6;
/** Land of a lot, square metres, below which a leftover is no green space but joins a neighbour. */
const SMALL_GREEN = 0.35;

/** A free lot smaller than this share of the area asked for is none. */
const LEAST_LOT = 0.9;
/** Free land joins a compound along a border of this length, millimetres, up to so many lots. */
const LEAST_SHARED_MM = 8000;
const MOST_COMPOUND = 2;

/** Mends the labels in place until nothing changes: torn lots, slivers, lots without a street. */
export function mendFaces(plan: Labelled, made: Ingredients): void {
  const { graph, labels, labelOf, faceArea, lived } = plan;
  const banks = new RegionIndex([...made.ground.water, ...made.ground.servitude]);
  const onBank = (pads: readonly number[]): boolean =>
    pads.some((pad) =>
      made.ground.pads[pad]?.ring.some((x, i, ring) => i % 2 === 0 && banks.contains(x, ring[i + 1] as number)),
    );
  let settling = false;
  for (let round = 0; round < 16; round++) {
    const parts = partsOf(graph, labelOf, faceArea);
    let changed = 0;
    const touched = new Set<number>();
    const give = (part: number, to: number): void => {
      for (const face of parts.faces.get(part) ?? []) labelOf[face] = to;
      touched.add(part);
      changed++;
    };
    const labelOfPart = (part: number): number => labelOf[part] as number;
    const livedIn = (part: number): boolean => (parts.faces.get(part) ?? []).some((face) => lived[face] === 1);
    const perimeter = (part: number): number =>
      [...(parts.borders.get(part)?.values() ?? [])].reduce((a, b) => a + b, 0);

    // A lot in several parts keeps the one its house stands in, or the largest.
    const byLabel = new Map<number, number[]>();
    for (const part of parts.area.keys()) {
      const label = labelOfPart(part);
      if (label <= GREEN) continue;
      const held = byLabel.get(label);
      if (held) held.push(part);
      else byLabel.set(label, [part]);
    }
    for (const [label, members] of byLabel) {
      if (members.length < 2) continue;
      const worth = (part: number): number => (parts.area.get(part) as number) + (livedIn(part) ? 1e15 : 0);
      members.sort((a, b) => worth(b) - worth(a) || a - b);
      for (const part of members.slice(1)) {
        if (!livedIn(part)) give(part, GREEN);
        else {
          // Houses of one lot on both sides of something: two lots.
          const label2 = labels.push({ ...(labels[label] as Label), pads: [] }) - 1;
          give(part, label2);
        }
      }
    }
    if (changed > 0) continue;

    const order = [...parts.area.keys()].sort(
      (a, b) => (parts.area.get(a) as number) - (parts.area.get(b) as number) || a - b,
    );
    for (const part of order) {
      if (touched.has(part)) continue;
      const label = labelOfPart(part);
      const kind = (labels[label] as Label).kind;
      const area = parts.area.get(part) as number;
      const homes = livedIn(part);
      const borders = parts.borders.get(part) ?? new Map<number, number>();
      const around = [...borders].filter(([other]) => other >= 0).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const front = around.reduce((sum, [other, length]) => sum + (labelOfPart(other) === STREET ? length : 0), 0);
      const neighbours = around.filter(([other]) => !touched.has(other));
      const thin = area / Math.max(1, perimeter(part)) < 600;
      if (kind === "lot" && front < made.leastFrontMm) {
        if (!homes) give(part, GREEN);
        else {
          const lots = neighbours.filter(([other]) => (labels[labelOfPart(other)] as Label).kind === "lot");
          const next = lots[0] ?? neighbours.find(([other]) => labelOfPart(other) === GREEN);
          const bank = around.some(([other]) => labelOfPart(other) === WATER || labelOfPart(other) === SERVITUDE);
          if (!next && bank && onBank((labels[label] as Label).pads)) {
            // A house on the bank stays where it stands, but no parcel is made of the bank.
            give(part, SERVITUDE);
          } else if (!next && around[0] && area < CLEARANCE_ONLY_MM2) {
            give(part, labelOfPart(around[0][0]));
          } else if (next) {
            const to = labelOfPart(next[0]);
            if (to === GREEN) give(next[0], label);
            else give(part, to);
            touched.add(next[0]);
          }
        }
      } else if (kind === "lot" && !homes && (area < 0.45 * made.areaMm2 || thin)) {
        give(part, GREEN);
      } else if (kind === "green" && (area < SMALL_GREEN * made.areaMm2 || thin)) {
        const fits = neighbours.find(([other, length]) => {
          const target = labels[labelOfPart(other)] as Label;
          if (target.kind !== "lot" || length < 1500) return false;
          return (parts.area.get(other) as number) + area < 1.08 * made.areaMm2 || target.pads.length > 0;
        });
        const sliver = area < 0.08 * made.areaMm2 || thin;
        const next =
          fits ?? (sliver ? (neighbours.find(([other]) => labelOfPart(other) === STREET) ?? neighbours[0]) : undefined);
        if (next) {
          give(part, labelOfPart(next[0]));
          if (labelOfPart(next[0]) !== STREET) touched.add(next[0]);
        }
      } else if ((kind === "street" || kind === "servitude" || kind === "water") && area < 4e6 && neighbours[0]) {
        give(part, labelOfPart(neighbours[0][0]));
        if (labelOfPart(neighbours[0][0]) !== STREET) touched.add(neighbours[0][0]);
      }
    }
    if (changed > 0) continue;
    if (settling) break;
    settling = true;
    // What is still too small to be a free lot makes a compound beside it larger, or a green space.
    for (const part of order) {
      const label = labelOfPart(part);
      const area = parts.area.get(part) as number;
      if (touched.has(part) || (labels[label] as Label).kind !== "lot") continue;
      if (area > LEAST_LOT * made.areaMm2 || livedIn(part)) continue;
      const compound = [...(parts.borders.get(part) ?? [])]
        .filter(([other, length]) => {
          if (other < 0 || length < LEAST_SHARED_MM || touched.has(other) || !livedIn(other)) return false;
          const kind = (labels[labelOfPart(other)] as Label).kind;
          return kind === "lot" && (parts.area.get(other) as number) + area < MOST_COMPOUND * made.areaMm2;
        })
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
      give(part, compound ? labelOfPart(compound[0]) : GREEN);
      if (compound) touched.add(compound[0]);
    }
    if (changed === 0) break;
  }
}
