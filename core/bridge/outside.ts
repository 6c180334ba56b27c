import { z } from "zod";

/** What becomes of a column: `core/formats/import-mapping.ts`. */
const columnFate = z.union([
  z.literal("keep"),
  z.literal("leave"),
  z.object({
    field: z.string().max(64),
    times: z.number().positive().optional(),
    values: z.record(z.string(), z.string()).optional(),
  }),
]);

/** What becomes of a layer of an outside file; also the form of a mapping file. */
const layerMapping = z.object({
  layer: z.string().max(1000),
  as: z.string().max(64),
  columns: z.record(z.string(), columnFate),
  rest: z.boolean(),
});

/** A mapping file: the mappings of one or several sources. */
export const mappingFile = z.object({ maillage: z.literal("mapping"), layers: z.array(layerMapping).max(1000) });

/** A remark on an outside file: a code of `resources/locales` (`warning.<code>`), its values, and how often. */
export const outsideWarning = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  count: z.number().int().positive(),
});

/** A CRS of the EPSG list: `core/geometry/crs-list.ts`. */
export const crsWords = z.object({
  code: z.string(),
  name: z.string(),
  /** How exact its way to WGS 84 is, metres; `null` when nobody knows. */
  accuracyM: z.number().nullable(),
  /** PROJ text. */
  definition: z.string(),
});

/** A layer of an outside file, as it was found. */
const layerLook = z.object({
  name: z.string(),
  count: z.number().int(),
  /** How many of each kind of shape it holds, and objects without one. */
  kinds: z.partialRecord(z.enum(["point", "line", "polygon"]), z.number().int()),
  withoutShape: z.number().int(),
  /** Box of its positions as they stand in the file. */
  extent: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  /** CRS the file names: `EPSG:32629`, WKT or PROJ text; `null` when it says none. */
  crs: z.string().nullable(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), samples: z.array(z.string()).readonly() })),
});

/** What an outside file that is no OpenStreetMap data holds. */
export const fileLook = z.object({
  format: z.string(),
  encoding: z.string(),
  layers: z.array(layerLook),
  warnings: z.array(outsideWarning),
  attributions: z.array(z.string()),
  /** What is known of the CRS its layers name. */
  systems: z.array(crsWords),
});

/** A layer to be taken: how it is mapped, and the CRS its positions are in. */
export const takenLayer = z.object({ mapping: layerMapping, crs: z.string().max(5000) });

/** A value that its field cannot hold. */
export const refusedValue = z.object({
  /** Feature it would have gone to, where it has one. */
  id: z.string().optional(),
  /** Id or place of the object in the file. */
  object: z.string(),
  file: z.string(),
  layer: z.string(),
  column: z.string(),
  value: z.string(),
  /** Code of the refusal. */
  why: z.string(),
});

/** A remark on one layer that was read. */
export const layerWarning = outsideWarning.extend({ file: z.string(), layer: z.string() });

export type CrsWords = z.infer<typeof crsWords>;
export type FileLook = z.infer<typeof fileLook>;
export type LayerLook = z.infer<typeof layerLook>;
export type TakenLayer = z.infer<typeof takenLayer>;
export type RefusedCell = z.infer<typeof refusedValue>;
export type LayerWarning = z.infer<typeof layerWarning>;
