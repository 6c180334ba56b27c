import { z } from "zod";
import { rasterAbout, rasterHandle } from "#core/bridge/raster";

/** Shapes of regional packs: what lies ready on this machine or on a stick for a whole region, and its date. */

/** What a file of a pack is good for. */
export const packKind = z.enum(["backdrop", "relief", "boundaries", "osm", "referentiel"]);

const member = z.object({
  /** Its name in the pack's folder; also what calls name it by. */
  file: z.string().regex(/^[^/\\\0]{1,200}$/),
  kind: packKind,
  bytes: z.number().int().nonnegative(),
});

/** A regional pack, as its card says. */
export const packAbout = z.object({
  id: rasterHandle,
  name: z.string().max(120),
  /** ISO day its data are of. */
  date: z.iso.date(),
  members: z.array(member.extend({ missing: z.boolean() })),
  /** How many places can be found by name. */
  places: z.number().int().nonnegative(),
  attributions: z.array(z.string().max(300)).max(50),
  /** Found on a stick or another disk, not in this machine's own data folder. */
  removable: z.boolean(),
});

/** The card of a pack, `pack.json` in its folder. */
export const packCard = z.object({
  format: z.literal("maillage-pack"),
  version: z.literal(1),
  name: z.string().trim().min(1).max(120),
  date: z.iso.date(),
  members: z.array(member.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })).max(500),
  places: z.number().int().nonnegative(),
  attributions: z.array(z.string().max(300)).max(50),
});

/** Name of the list of places in a pack's folder. */
export const PACK_PLACES = "places.json";

/** A place of a pack: name, kind (a value of OSM's `place`, or `boundary`), degrees. */
export const packPlace = z.tuple([z.string(), z.string(), z.number(), z.number()]);

/** A picture or relief of a pack, lent to a project. */
export const lentRaster = z.object({ handle: rasterHandle, about: rasterAbout });

export type PackKind = z.infer<typeof packKind>;
export type PackAbout = z.infer<typeof packAbout>;
export type PackCard = z.infer<typeof packCard>;
export type PackPlace = z.infer<typeof packPlace>;
