import type { Ground } from "#core/engines/layout/ground-types";
import type { CutPiece, PadHome } from "#core/engines/layout/rows-to-slots";
import type { SplitLot } from "#core/engines/layout/split-lots";
import type { Region } from "#core/geometry/clip";
import type { Ring } from "#core/geometry/geometry";

/** A slot that a small reserve takes; those of one reserve make one face, that of the first. */
export interface ReservedSlot {
  readonly use: string;
  readonly first: number;
}

/** A reserve placed in a block. */
export interface ReservePiece {
  readonly rings: readonly Ring[];
  readonly block: number;
  readonly use: string;
  /** The line that parts it from the rest of its block, a flat segment led over its ends; empty for a whole block. */
  readonly cut: readonly number[];
}

/** All that a plan is assembled from, local millimetres. */
export interface Ingredients {
  readonly ground: Ground;
  /** All streets, kept and new. */
  readonly streets: Region;
  readonly blocks: readonly (readonly Ring[])[];
  readonly reserves: readonly ReservePiece[];
  readonly pieces: readonly CutPiece[];
  readonly homes: readonly PadHome[];
  /** Lots of rows that became reserves: piece number, slot number → use. */
  readonly reservedSlots: ReadonlyMap<string, ReservedSlot>;
  /** Lines between rows, flat segments. */
  readonly lines: readonly number[];
  readonly areaMm2: number;
  readonly leastFrontMm: number;
  /** Lots of an earlier assembly to be parted further. */
  readonly splits?: readonly SplitLot[];
}
