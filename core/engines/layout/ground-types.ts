import type { LayoutRemark, LayoutStreet } from "#core/engines/layout/layout-types";
import type { RegionIndex } from "#core/engines/layout/region-index";
import type { Region } from "#core/geometry/clip";
import type { Path, Position, Ring } from "#core/geometry/geometry";

/** Houses that stand so close that no boundary may pass between them, with their clearance. */
export interface Pad {
  /** Outline with clearance, one ring counter-clockwise, local millimetres. */
  ring: Ring;
  readonly ids: readonly string[];
  /** Somebody decided to keep one of them, even in a plan that may move houses. */
  readonly mustStay: boolean;
  /** All of them may be moved: they weigh on the choice of the grid, but its streets go through them. */
  readonly isMovable: boolean;
  /** Area of the footprints with clearance. */
  readonly areaMm2: number;
  readonly center: Position;
}

/** A kept street, cut to the site. Paths in local millimetres. */
export interface KeptStreet {
  readonly street: LayoutStreet;
  readonly widthMm: number;
  readonly paths: readonly Path[];
}

/** The input made sound, in local millimetres (project coordinates less `origin`). */
export interface Ground {
  readonly origin: Position;
  readonly site: readonly Ring[];
  readonly siteAreaMm2: number;
  readonly siteIndex: RegionIndex;
  readonly water: Region;
  /** Water; what no street crosses without need, water and railways; plots that stay. None is cut to the site. */
  readonly wet: Region;
  readonly barrier: Region;
  readonly taken: Region;
  /** Outlines of the water and of its banks, not cut to the site. */
  readonly waterOutlines: readonly Region[];
  /** Banks no parcel may enter, without the water itself. */
  readonly servitude: Region;
  /** Site less water and servitudes. */
  readonly land: Region;
  /** Land with the servitudes: streets may cross these. */
  readonly passable: Region;
  readonly pads: Pad[];
  readonly kept: readonly KeptStreet[];
  /** Footpaths: no streets, but lanes like to follow them. */
  readonly footpaths: readonly Path[];
  /** Rights-of-way of the kept streets, not cut to the site. */
  readonly rightOfWay: Region;
  /** Those of them that are a plan's that stays, as far as they are seen. */
  readonly fixedStreets: Region;
  readonly remarks: LayoutRemark[];
}
