import type { RasterAbout } from "#core/bridge/raster";

/** Column and row of a tile. */
export type TileAt = readonly [column: number, row: number];

/** What a backdrop is to be drawn into: ground and size, in pixels of the screen itself. */
export interface BackdropFrame {
  /** Ground at the left and the top edge, millimetres in the project's CRS. */
  readonly left: number;
  readonly top: number;
  readonly mmPerPx: number;
  readonly width: number;
  readonly height: number;
}

/** A picture to be made of one backdrop. A later one of the same backdrop takes its place. */
export interface BackdropDraw {
  readonly job: number;
  readonly handle: string;
  readonly about: RasterAbout;
  /** The project's. */
  readonly crs: string;
  readonly frame: BackdropFrame;
}

/** Tiles of one level of a backdrop. */
export interface BackdropTiles {
  readonly handle: string;
  readonly level: number;
  readonly tiles: readonly TileAt[];
}

/** What the window tells its backdrop worker. `no-tiles`: they could not be had, and stay empty until asked again. */
export type BackdropOrder =
  | ({ readonly kind: "draw" } & BackdropDraw)
  | ({
      readonly kind: "tiles";
      readonly lengths: readonly number[];
      readonly bytes: Uint8Array<ArrayBuffer>;
    } & BackdropTiles)
  | ({ readonly kind: "no-tiles" } & BackdropTiles)
  | { readonly kind: "forget"; readonly handle: string };

/**
 * What it answers. `drawn` without a picture: there is nothing of the backdrop in the frame, or it is seen from too
 * far off (`far`). `Picture` is the window's own kind of bitmap.
 */
export type BackdropWord<Picture> =
  | ({ readonly kind: "want" } & BackdropTiles)
  | {
      readonly kind: "drawn";
      readonly job: number;
      readonly handle: string;
      readonly picture?: Picture;
      readonly far?: true;
    };
