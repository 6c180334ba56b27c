import type { Path, Position } from "#core/geometry/geometry";

/** Which way parallel cuts run. Sides are numbered from 1, clockwise from the north-west corner (`sidesOf`). */
export type CutDirection =
  | { readonly parallelTo: number }
  | { readonly across: number }
  /** Degrees clockwise from grid north, the way a cut runs. */
  | { readonly bearingDeg: number };

/** What becomes of land that the widths or areas asked for leave over. */
export type RemainderPolicy = "create" | "last" | "spread";

/** What happens when a cut would go through a building. */
export type HousePolicy = "refuse" | "shift" | "allow";

interface DivisionCommon {
  /** The face to divide. */
  readonly id: string;
  /** Least frontage of each part, metres. */
  readonly minFrontageM?: number;
  /** `refuse` when absent. */
  readonly houses?: HousePolicy;
}

interface ParallelCuts extends DivisionCommon {
  /** Absent: across the frontage, so that each part fronts the street; where that cannot be, the nearest that can. */
  readonly direction?: CutDirection;
  /** Which end the first part lies at: `start` is left as seen from the street, or at the side the cuts follow. */
  readonly from?: "start" | "end";
  /** `create` when absent. */
  readonly remainder?: RemainderPolicy;
}

/** How a parcel is to be divided. Positions and paths in millimetres of the project CRS, measures in m and m². */
export type DivisionInput =
  | (DivisionCommon & { readonly method: "line"; readonly path: Path })
  | (ParallelCuts & { readonly method: "equal"; readonly parts: number })
  | (ParallelCuts & { readonly method: "areas"; readonly areasM2: readonly number[] })
  | (ParallelCuts & { readonly method: "width"; readonly widthM: number })
  /** Bands of given depth along a side, one behind the other. */
  | (DivisionCommon & { readonly method: "parallel"; readonly side: number; readonly distancesM: readonly number[] })
  /** Straight cuts that all leave one position of the boundary, going round counter-clockwise from it. */
  | (DivisionCommon & {
      readonly method: "point";
      readonly at: Position;
      readonly areasM2: readonly number[];
      readonly remainder?: RemainderPolicy;
    });

/** Methods whose cuts run parallel to each other. */
export type LevelInput = Extract<DivisionInput, { method: "equal" | "areas" | "width" | "parallel" }>;
