import type { Pad } from "#core/engines/layout/ground-types";
import type { StreetRank } from "#core/engines/layout/layout-types";
import type { RegionIndex } from "#core/engines/layout/region-index";
import type { GridLine, ZoneGrid } from "#core/engines/layout/zone-grid";
import type { Region } from "#core/geometry/clip";
import type { Crossing } from "#core/geometry/frame";
import type { Path, Ring } from "#core/geometry/geometry";

/** A new street: its centreline inside the zone, local millimetres. */
export interface NewStreet {
  readonly path: Path;
  readonly rank: StreetRank;
  readonly widthMm: number;
  readonly region: Region;
}

/** The streets of a zone, and the row lines column by column for laying the rows. */
export interface ZoneStreets {
  readonly streets: NewStreet[];
  readonly columns: Columns;
  /** For each line of the grid, its `v` at each column. */
  readonly lineV: readonly Float64Array[];
  /** For each line, 1 where a street runs. */
  readonly lineRuns: readonly Uint8Array[];
}

/** The zone cut by lines `u = start + i·step`. */
export interface Columns {
  readonly start: number;
  readonly step: number;
  readonly count: number;
  /** Crossings of each column, sorted by `v`. */
  readonly chords: readonly (readonly Crossing[])[];
}

export interface ZoneGround {
  /** The zone, local millimetres, shell counter-clockwise. */
  readonly rings: readonly Ring[];
  /** Its land that lots may take: all but the servitudes. */
  readonly lots: readonly Ring[];
  readonly grid: ZoneGrid;
  readonly pads: readonly Pad[];
  /** Rights-of-way of the kept streets. */
  readonly keptIndex: RegionIndex;
}

/** Why a street ends: the zone does, a house stands in its way, it serves nothing more, or it meets a street. */
export type Stop = "border" | "house" | "useless" | "street";

/** A stretch of a line where a street runs, along its own axis: `[s0, t0, s1, t1, …]`. */
export interface Run {
  readonly line: GridLine;
  readonly index: number;
  path: number[];
  inner: readonly [start: Stop, end: Stop];
}
