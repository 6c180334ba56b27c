import { classOf } from "#core/features/classes";
import { colourOf } from "#core/features/palette";
import { fitsInside } from "#core/formats/plan/fit-in-ring";
import { featuresIn } from "#core/formats/plan/ground-marks";
import type { LabelRoom, Slab } from "#core/formats/plan/label-room";
import { type LabelLine, labelMarks, labelSlab, levelOrAlong, STEEP_DEG } from "#core/formats/plan/label-text";
import type { MapWindow } from "#core/formats/plan/map-window";
import type { PlanWords } from "#core/formats/plan/plan-words";
import { centroidInside } from "#core/formats/plan/polygon-middle";
import type { Mark } from "#core/formats/plan/sheet-marks";
import { paled } from "#core/formats/plan/tint";
import { planAreaM2 } from "#core/geometry/ring";
import type { ProjectView } from "#core/model/project";

/** Sizes of a parcel's number and of its contenance under it, from the most generous; 0: no contenance. */
const LEVELS: readonly (readonly [number: number, contenance: number])[] = [
  [2.7, 1.75],
  [2.3, 1.55],
  [2.1, 1.4],
  [2.1, 0],
  [1.8, 0],
  [1.5, 0],
  [1.3, 0],
];

/** Share of the parcels that must hold a level before the whole plan is written in it. */
const COMMON = 0.7;

interface Wanted {
  readonly number: string;
  readonly contenance: string;
  readonly rings: readonly (readonly number[])[];
  readonly x: number;
  readonly y: number;
  /** How far apart the places around the middle are tried. */
  readonly stepMm: number;
  /** Directions to try, degrees. */
  readonly angles: readonly number[];
}

/**
 * Numbers of parcels, and their contenances where there is room. One size for the plan, the largest that most parcels
 * hold; a parcel too small for it gets a smaller one, then none. Level, or along one of the parcel's sides.
 */
export function parcelLabels(project: ProjectView, window: MapWindow, room: LabelRoom, words: PlanWords): Mark[] {
  const featureClass = classOf("parcel");
  if (window.scale > (featureClass.style.label?.maxScale ?? 2500) * 2) return [];
  const wanted: Wanted[] = [];
  for (const feature of featuresIn(project, "parcel", window.ground)) {
    const number = feature.fields["number"];
    const geometry = feature.geometry;
    if (number === undefined || geometry?.kind !== "polygon") continue;
    const rings = geometry.rings.map((ring) => window.run(ring, true).at);
    const at = centroidInside(geometry);
    wanted.push({
      number: String(number),
      contenance: `${words.number(Math.round(planAreaM2(geometry)))} m²`,
      rings,
      x: window.paperX(at[0]),
      y: window.paperY(at[1]),
      stepMm: stepOf(rings[0] ?? []),
      angles: levelOrAlong(rings[0] ?? []),
    });
  }
  const ink = { number: colourOf("ink"), contenance: colourOf("clayDark"), halo: paled(colourOf("milletPale"), 0.35) };
  const linesOf = (one: Wanted, level: readonly [number, number]): LabelLine[] => [
    { text: one.number, sizeMm: level[0], bold: true, colour: ink.number },
    ...(level[1] > 0 ? [{ text: one.contenance, sizeMm: level[1], colour: ink.contenance }] : []),
  ];
  const best = wanted.map((one) => LEVELS.findIndex((level) => slabsOf(one, linesOf(one, level), MIDDLE).length > 0));
  const ranked = best.filter((level) => level >= 0).sort((a, b) => a - b);
  const common = ranked[Math.floor(ranked.length * COMMON)] ?? 0;
  return wanted.flatMap((one) => {
    // Its middle may be narrow or taken where another place is not: all start from the size of the plan.
    for (let k = common; k < LEVELS.length; k++) {
      const lines = linesOf(one, LEVELS[k] as readonly [number, number]);
      const [middle] = slabsOf(one, lines, MIDDLE);
      const slab = room.pick(middle && room.clear(middle) ? [middle] : slabsOf(one, lines, AROUND));
      if (!slab) continue;
      return labelMarks(lines, slab, ink.halo);
    }
    return [];
  });
}

/** Slabs that lie inside the parcel: for each direction the middle first, then the nearest of the places around it. */
function slabsOf(one: Wanted, lines: readonly LabelLine[], offsets: readonly Offset[]): Slab[] {
  const found: Slab[] = [];
  const along = ((one.angles.at(-1) ?? 0) * Math.PI) / 180;
  const cos = Math.cos(along) * one.stepMm;
  const sin = Math.sin(along) * one.stepMm;
  for (const angle of one.angles) {
    if (lines.length > 1 && Math.abs(angle) > STEEP_DEG) continue;
    for (const [i, j] of offsets) {
      const slab = labelSlab(lines, one.x + i * cos - j * sin, one.y + i * sin + j * cos, angle);
      if (fitsInside(slab, one.rings)) found.push(slab);
    }
  }
  return found;
}

type Offset = readonly [along: number, across: number];

const MIDDLE: readonly Offset[] = [[0, 0]];

/** Places around the middle, in steps, the nearest first. */
const AROUND: readonly Offset[] = Array.from(
  { length: 81 },
  (_, k): Offset => [(k % 9) - 4, Math.floor(k / 9) - 4],
).sort((a, b) => Math.hypot(...a) - Math.hypot(...b));

/** A ninth of the parcel's narrower extent, between 0.8 and 4 mm. */
function stepOf(ring: readonly number[]): number {
  const xs = ring.filter((_, i) => i % 2 === 0);
  const ys = ring.filter((_, i) => i % 2 === 1);
  const narrow = Math.min(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  return Math.min(4, Math.max(0.8, narrow / 9));
}
