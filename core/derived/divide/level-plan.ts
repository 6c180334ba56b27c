import { cutInto } from "#core/derived/divide/cut-into";
import type { LevelInput } from "#core/derived/divide/division-input";
import type { FrontEdge } from "#core/derived/divide/frontage";
import type { Heading } from "#core/derived/divide/headings";
import type { House } from "#core/derived/divide/houses";
import { LevelCut } from "#core/derived/divide/level-cut";
import { levelsOf } from "#core/derived/divide/level-targets";
import { type ShiftedCut, spareHouses } from "#core/derived/divide/spare-houses";
import type { EdgeInsertion } from "#core/derived/split-polygon";
import { crossingsAt, frameAt } from "#core/geometry/frame";
import type { Path, PolygonGeometry } from "#core/geometry/geometry";
import { innerPosition } from "#core/geometry/ring";
import { type Refusal, refuse } from "#core/model/refusal";

/** A cutting by parallel lines: lines, parts in order, and the areas that were aimed at. */
export interface PlannedCuts {
  readonly cuts: readonly Path[];
  readonly parts: readonly PolygonGeometry[];
  readonly inserted: readonly EdgeInsertion[];
  /** Area aimed at of each part, square metres; absent for a part that is what it comes to. */
  readonly targetsM2: readonly (number | undefined)[];
  /** Whether the last part is what the numbers asked for left over. */
  readonly remainder: boolean;
  /** Cuts moved to spare a house: the house, and how far, metres. */
  readonly shifted: readonly ShiftedCut[];
  /** Of parallel cuts: the direction in which the parts follow each other, radians counter-clockwise from east. */
  readonly angleRad?: number;
}

/** Plans the cuts of one method in one direction. Nothing but the polygon and its houses is looked at. */
export function levelPlan(
  polygon: PolygonGeometry,
  input: LevelInput,
  heading: Heading,
  fronts: readonly FrontEdge[],
  houses: readonly House[],
): PlannedCuts | Refusal {
  const backward = input.method !== "parallel" && input.from === "end";
  const angleRad = heading.angleRad + (backward ? Math.PI : 0);
  const level = new LevelCut(polygon, frameAt(angleRad));
  const wanted = levelsOf(level, input, heading, fronts);
  if ("refused" in wanted) return { ...wanted, at: wanted.at ?? innerPosition(polygon), ids: [input.id] };
  const spared =
    input.houses === "shift"
      ? spareHouses(level, wanted.levels, houses, input.id)
      : { levels: wanted.levels, shifted: [] as ShiftedCut[] };
  if ("refused" in spared) return spared;

  const cuts: Path[] = [];
  for (const at of spared.levels) {
    const chord = crossingsAt(level.turned, at).flatMap(({ v }) => [at, v]);
    cuts.push(level.outOfFrame(chord).map(Math.round));
  }
  const bad = cuts.findIndex((cut) => cut.length < 4);
  if (bad >= 0) return refuse("divide.no-room", { at: innerPosition(polygon), ids: [input.id] });
  const cutting = cutInto(
    polygon,
    cuts.map((path, i) => ({
      path,
      isDone: (piece) => (level.inFrame(innerPosition(piece))[0] as number) < (spared.levels[i] as number),
    })),
  );
  if ("fault" in cutting) {
    const code = cutting.fault === "in-pieces" ? "divide.part-in-pieces" : "divide.no-room";
    return refuse(code, { at: cutting.at, ids: [input.id] });
  }
  return {
    cuts,
    parts: cutting.parts,
    inserted: cutting.inserted,
    targetsM2: wanted.targetsM2,
    remainder: wanted.remainder,
    shifted: spared.shifted,
    angleRad,
  };
}
