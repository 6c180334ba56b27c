import { z } from "zod";

/** Shapes of the calls on pictures and altitudes that lie under a project on this machine. */

export const rasterHandle = z.string().regex(/^[a-f0-9]{32}$/);

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

const level = z.object({
  columns: z.number().int().positive(),
  rows: z.number().int().positive(),
  tileWidth: z.number().int().positive(),
  tileHeight: z.number().int().positive(),
  /** Pixel to ground, GDAL's order. */
  affine: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]),
});

/** Control points a scanned plan was laid by: pixels of the picture (rows down), metres, metres apart. */
export const rasterControl = z.object({
  method: z.enum(["helmert", "affine"]),
  points: z
    .array(
      z.object({ column: z.number(), row: z.number(), x: z.number(), y: z.number(), residualM: z.number().min(0) }),
    )
    .min(2)
    .max(200),
  rmsM: z.number().min(0),
});

/** What an outside picture or relief is, as its file says. */
export const rasterAbout = z.object({
  /** `mbtiles` and `picture` come packed as they are in the file; `tiff` unpacked; `relief` is altitudes, never drawn. */
  kind: z.enum(["mbtiles", "tiff", "picture", "relief"]),
  /** Its file's name, for people. */
  name: z.string(),
  crs: z.string(),
  /** The ground it covers, in its CRS. */
  extent: box,
  /** Resolutions, the finest first; none for a relief. */
  levels: z.array(level),
  /** Whom the picture is owed to, as its file says. */
  attribution: z.string().optional(),
  /** A large file without coarser copies of itself: far views are slow. */
  lacksOverviews: z.boolean().optional(),
  /** Survey the altitudes come from, where it is known. */
  source: z.enum(["SRTM"]).optional(),
  /** Distance between two altitudes, metres. */
  spacingM: z.number().optional(),
  /** How a scanned plan was laid on the ground here. */
  control: rasterControl.optional(),
});

/** A backdrop of a project, as it is kept on this machine. */
export const backdropEntry = z.object({
  handle: rasterHandle,
  /** 0 to 1. */
  opacity: z.number().min(0).max(1),
  visible: z.boolean(),
});

/** What lies under a project: backdrops from the top down, and altitudes in the order they are asked. */
export const rasterList = z.object({
  backdrops: z.array(backdropEntry.extend({ about: rasterAbout, missing: z.boolean() })),
  reliefs: z.array(z.object({ handle: rasterHandle, about: rasterAbout, missing: z.boolean() })),
});

/** An altitude in metres, or why there is none. */
export const altitude = z.union([z.number(), z.enum(["void", "outside"])]);

export type RasterControl = z.infer<typeof rasterControl>;
export type RasterAbout = z.infer<typeof rasterAbout>;
export type BackdropEntry = z.infer<typeof backdropEntry>;
export type RasterList = z.infer<typeof rasterList>;
export type Altitude = z.infer<typeof altitude>;
