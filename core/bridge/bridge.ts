import { z } from "zod";
import { crsWords, fileLook, layerWarning, outsideWarning, refusedValue, takenLayer } from "#core/bridge/outside";
import { lentRaster, packAbout } from "#core/bridge/pack";
import { altitude, backdropEntry, rasterAbout, rasterControl, rasterHandle, rasterList } from "#core/bridge/raster";
import { findingKinds } from "#core/engines/cleaning/cleaning-types";
import { formatIds } from "#core/formats/write/writable-formats";

/**
 * The one contract between the window and the main side. Three shells serve it: Electron, the browser shell and
 * (its services, without a window) the command line. A call has an input and an output that are checked on both
 * sides; big things travel as bytes beside them. The window holds handles, never paths.
 */

const head = z.object({ seq: z.number().int().nonnegative(), hash: z.string() });
const sealedRecord = z.object({ seq: z.number().int().positive(), text: z.string(), hash: z.string() });
const projectId = z.string().regex(/^[a-z0-9-]{1,64}$/);
const handle = z.string().regex(/^[a-f0-9]{32}$/);

const snapshotName = z.string().regex(/^snapshot-[0-9a-f-]{9,40}\.json$/);

const packFile = z.object({ pack: rasterHandle, file: z.string().max(200) });

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const importReport = z.object({
  format: z.enum(["osm-xml", "osm-pbf", "overpass-json"]),
  /** What would come in, by class id. */
  counts: z.array(z.object({ class: z.string(), count: z.number().int() })),
  /** OSM objects with tags that no class takes. */
  ignored: z.number().int(),
  /** `[west, south, east, north]`, degrees. */
  extent: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  /** UTM CRS the data lies in, the one that holds most first. */
  crs: z.array(z.object({ code: z.string(), name: z.string(), share: z.number() })),
  attributions: z.array(z.string()),
  warnings: z.array(outsideWarning),
});

/** What cleaning an outside coverage did: `core/engines/cleaning/clean-features.ts`. */
const cleaningReport = z.object({
  snapMm: z.number(),
  sliverMm: z.number(),
  counts: z.partialRecord(z.enum(findingKinds), z.number().int()),
  areaBeforeM2: z.number(),
  areaAfterM2: z.number(),
  farthestMm: z.number(),
  changes: z.array(z.object({ object: z.string(), beforeM2: z.number(), afterM2: z.number() })).readonly(),
  findings: z
    .array(
      z.object({
        kind: z.enum(findingKinds),
        at: z.tuple([z.number(), z.number()]).readonly(),
        objects: z.array(z.string()).readonly(),
        areaM2: z.number().optional(),
        distanceMm: z.number().optional(),
        parts: z.number().int().optional(),
      }),
    )
    .readonly(),
});

const projectSummary = z.object({
  id: projectId,
  name: z.string(),
  crs: z.string(),
  /** ISO time of the last record. */
  modified: z.string(),
  head,
});

/** A snapshot of a project: its file, and what it holds where it can be read. */
const snapshotAbout = z.object({
  name: snapshotName,
  /** ISO time. */
  taken: z.string(),
  bytes: z.number().int(),
  holds: z
    .object({
      seq: z.number().int(),
      features: z.number().int(),
      /** The last step of the history then: a `Step` without its change. */
      last: z
        .object({
          seq: z.number().int(),
          time: z.string(),
          command: z.string(),
          params: z.record(z.string(), z.union([z.string(), z.number()])),
        })
        .optional(),
    })
    .optional(),
});

/** Settings of a printed plan. Texts of the title block are the planner's own words. */
const planOptions = z.object({
  lang: z.enum(["fr", "en"]),
  paper: z.enum(["A4", "A3", "A2", "A1", "A0"]),
  landscape: z.boolean(),
  /** Denominator, such as 2000; absent: the roundest that holds the perimeter. */
  scale: z.number().int().positive().optional(),
  title: z.string().max(200),
  subtitle: z.string().max(200).optional(),
  author: z.string().max(120).optional(),
  /** Words of the title block: commune, office. */
  place: z.string().max(200).optional(),
  /** ISO date. */
  date: z.string(),
  /** Ids of parcels: their plan de bornage in place of the plan parcellaire. */
  bornage: z.array(z.string()).min(1).max(100).optional(),
});

const profile = z.enum(["interne", "affichage", "ouvert"]);

const exportOptions = z.discriminatedUnion("format", [
  z.object({
    format: z.enum(formatIds),
    profile,
    lang: z.enum(["fr", "en"]),
    /** Class ids; all the format has room for when absent. */
    classes: z.array(z.string()).min(1).max(100).optional(),
    /** Attached documents also under a profile that leaves them out (project files). */
    documents: z.boolean().optional(),
  }),
  z.object({ format: z.literal("pdf"), plan: planOptions }),
  /** The *fiche de filiation* of one parcel, live or past, as a PDF. */
  z.object({
    format: z.literal("filiation"),
    sheet: z.object({ lang: z.enum(["fr", "en"]), parcel: z.string(), date: z.string() }),
  }),
  /** The list of parcels in servitudes, to be printed. `date`: ISO. */
  z.object({ format: z.literal("conflicts"), lang: z.enum(["fr", "en"]), date: z.string() }),
]);

/** Every call: what goes in, what comes out, and which way bytes travel beside them. */
export const bridgeCalls = {
  /** What is on the other side. */
  "app.info": call(
    z.object({}),
    z.object({ version: z.string(), shell: z.enum(["electron", "browser"]), home: z.string() }),
  ),
  /** Leaves an outside file with the main side; bytes in. */
  "files.put": call(z.object({ name: z.string().max(255) }), z.object({ handle, name: z.string(), size: z.number() })),
  /** Counts what an OSM file holds, before anything is accepted. Reports progress. */
  "import.inspect": call(z.object({ handle }), importReport),
  /**
   * Tells OpenStreetMap data from other files, and what layers those hold. `beside` are files that belong to it (`.dbf`,
   * `.prj`); `encoding` stands in where its texts do not say theirs. Reports progress.
   */
  "import.look": call(
    z.object({ handle, beside: z.array(handle).max(50), encoding: z.string().max(40).optional() }),
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("osm") }),
      z.object({ kind: z.literal("layers"), ...fileLook.shape }),
    ]),
  ),
  /** CRS of the EPSG list by code or by words of their name, Mali's first; those alone for no words. */
  "crs.search": call(z.object({ words: z.string().max(100) }), z.object({ found: z.array(crsWords) })),
  /**
   * Reads layers of files into features, as their mappings say; faces are cleaned together as one coverage. Bytes out:
   * one JSON text a feature, a line each. Reports progress.
   */
  "import.take": call(
    z.object({
      files: z
        .array(
          z.object({
            handle,
            beside: z.array(handle).max(50),
            encoding: z.string().max(40).optional(),
            layers: z.array(takenLayer).max(1000),
          }),
        )
        .max(100),
      crs: z.string(),
      cleaning: z.object({ snapMm: z.number().min(0).max(2000), sliverMm: z.number().min(0).max(2000) }),
    }),
    z.object({
      /** Features by class id. */
      counts: z.record(z.string(), z.number().int()),
      warnings: z.array(layerWarning),
      /** The first of the values that were refused. */
      refused: z.array(refusedValue),
      attributions: z.array(z.string()),
      cleaning: cleaningReport.optional(),
    }),
  ),
  /** Reads the file into features of a CRS; bytes out: `encodeFeatureLines`. Reports progress. */
  "import.read": call(
    z.object({ handle, crs: z.string() }),
    z.object({ count: z.number(), attributions: z.array(z.string()), warnings: z.array(outsideWarning) }),
  ),
  /** Leaves the sample village with the main side as if it had been put. */
  "import.sample": call(z.object({}), z.object({ handle, name: z.string(), size: z.number() })),
  /** Opens a project file; bytes out: `encodeDocument`. */
  "project.open": call(
    z.object({ handle }),
    z.object({
      meta: z.object({ id: projectId, name: z.string(), crs: z.string() }),
      head,
      editedOutside: z.boolean(),
      /** Files of documents it brings, to be taken with `attachment.adopt`. */
      attachments: z.number().int(),
    }),
  ),
  /** Projects that have a journal here, newest first. */
  "project.list": call(z.object({}), z.object({ projects: z.array(projectSummary) })),
  /** Moves a project's journal to the bin folder, where it can be brought back by hand. */
  "project.remove": call(z.object({ project: projectId }), z.object({})),
  /** Appends records behind the head and answers once they are on the disk (fsync). Refuses what does not follow. */
  "journal.append": call(z.object({ project: projectId, records: z.array(sealedRecord).min(1) }), z.object({ head })),
  /** Appends one record whose text is long. Bytes in: the text, UTF-8. */
  "journal.take": call(
    z.object({ project: projectId, seq: z.number().int().positive(), hash: z.string() }),
    z.object({ head }),
  ),
  /** Where the journal ends, where it breaks when it was damaged, and how many bytes of an unfinished write were put aside. */
  "journal.head": call(
    z.object({ project: projectId }),
    z.object({
      head,
      exists: z.boolean(),
      brokenAt: z.number().int().optional(),
      tornBytes: z.number().int().optional(),
    }),
  ),
  /** Good records after a number; bytes out: UTF-8 JSON of `SealedRecord[]`. */
  "journal.read": call(z.object({ project: projectId, after: z.number().int().nonnegative() }), z.object({ head })),
  /** Replaces a journal by another chain, keeping the old file aside. Only the recovery screen asks for it. Bytes in: `SealedRecord[]`. */
  "journal.replace": call(z.object({ project: projectId }), z.object({ head })),
  /** Snapshots kept beside a project's journal, newest first. */
  "snapshot.list": call(z.object({ project: projectId }), z.object({ snapshots: z.array(snapshotAbout).readonly() })),
  /** A snapshot's state without history; bytes out: `encodeDocument`. Refused when it is not what was written. */
  "snapshot.read": call(z.object({ project: projectId, name: snapshotName }), z.object({})),
  /** Keeps the file of a document with its project, told by its content; bytes in. Answers once it is on the disk. */
  "attachment.put": call(
    z.object({ project: projectId, name: z.string().max(255) }),
    z.object({ sha256, bytes: z.number().int().positive(), mediaType: z.string() }),
  ),
  /** The file of a document; bytes out, refused when they are not what they were. */
  "attachment.read": call(z.object({ project: projectId, sha256 }), z.object({ bytes: z.number().int() })),
  /** Whether files of documents are there and whole, in the order asked. */
  "attachment.check": call(
    z.object({ project: projectId, sha256: z.array(sha256).max(1000) }),
    z.object({ states: z.array(z.enum(["intact", "damaged", "missing"])) }),
  ),
  /** Takes the documents' files out of a project file into a project, before it is opened. */
  "attachment.adopt": call(
    z.object({ project: projectId, handle }),
    z.object({ taken: z.number().int(), damaged: z.number().int() }),
  ),
  /** Takes the documents' files of a project here into another, which is being made from a snapshot of it. */
  "attachment.copy": call(
    z.object({ project: projectId, from: projectId }),
    z.object({ taken: z.number().int(), damaged: z.number().int() }),
  ),
  /** Takes the next piece of a picture or relief in (bytes); without a handle, begins one. Pieces follow each other. */
  "raster.put": call(
    z.object({ handle: rasterHandle.optional(), offset: z.number().int().nonnegative() }),
    z.object({ handle: rasterHandle, size: z.number() }),
  ),
  /** Says what a file that was put is. Refused, it is removed. `crs` stands in where the file names none. */
  "raster.add": call(
    z.object({
      handle: rasterHandle,
      name: z.string().max(255),
      crs: z.string(),
      /** Text of the world file beside a picture. */
      world: z.string().max(2000).optional(),
      /** Points the planner laid a picture by; kept with it. */
      control: rasterControl.optional(),
    }),
    rasterAbout,
  ),
  /** Backdrops and reliefs of a project on this machine. */
  "raster.list": call(z.object({ project: projectId }), rasterList),
  /** Remembers them. Files that no project names any more are swept after a day. */
  "raster.keep": call(
    z.object({
      project: projectId,
      backdrops: z.array(backdropEntry).max(50),
      reliefs: z.array(rasterHandle).max(50),
    }),
    z.object({}),
  ),
  /** Tiles `[column, row]` of one level; bytes out: one after the other, a length of 0 where there is none. */
  "raster.tiles": call(
    z.object({
      handle: rasterHandle,
      level: z.number().int().nonnegative(),
      tiles: z.array(z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()])).max(64),
    }),
    z.object({ lengths: z.array(z.number().int().nonnegative()) }),
  ),
  /** Altitudes at places (flat, millimetres of a CRS), and which reliefs answered. */
  "raster.altitudes": call(
    z.object({ project: projectId, crs: z.string(), places: z.array(z.number()).max(8_000) }),
    z.object({ altitudes: z.array(altitude), sources: z.array(rasterHandle) }),
  ),
  /** Regional packs in reach: on this machine and on the sticks in it. */
  "pack.list": call(z.object({}), z.object({ packs: z.array(packAbout) })),
  /** A small file of a pack, or its list of places (`PACK_PLACES`: UTF-8 JSON of `PackPlace[]`); bytes out. */
  "pack.read": call(packFile, z.object({})),
  /** Lends a file of a pack, to be read like an outside file that was put. */
  "pack.take": call(packFile, z.object({ handle, name: z.string(), size: z.number() })),
  /** Lends a picture or relief of a pack to be drawn or asked. `crs` stands in where the file names none. */
  "pack.raster": call(packFile.extend({ crs: z.string() }), lentRaster),
  /** Makes a file to hand over; bytes in: `encodeDocument`, bytes out: the file. */
  "export.make": call(
    exportOptions,
    z.object({
      name: z.string(),
      mime: z.string(),
      /** Files of documents that should be in it and could not be read back. */
      attachmentsMissing: z.number().int().optional(),
      /** What the file was found to hold when it was read again. */
      again: z.object({ objects: z.number().int(), areaM2: z.number() }).optional(),
      /** What was changed so that the format could hold it. */
      warnings: z.array(outsideWarning).optional(),
    }),
  ),
} as const;

export type BridgeName = keyof typeof bridgeCalls;
export type BridgeInput<N extends BridgeName> = z.infer<(typeof bridgeCalls)[N]["input"]>;
export type BridgeOutput<N extends BridgeName> = z.infer<(typeof bridgeCalls)[N]["output"]>;
export type ImportReport = z.infer<typeof importReport>;
export type ImportWarning = z.infer<typeof outsideWarning>;
export type CleaningSummary = z.infer<typeof cleaningReport>;
export type ProjectSummary = z.infer<typeof projectSummary>;
export type SnapshotAbout = z.infer<typeof snapshotAbout>;
export type PlanOptions = z.infer<typeof planOptions>;
export type ExportOptions = z.infer<typeof exportOptions>;

/** How far a long call is: a stage code (`progress.<stage>`) and a share from 0 to 1. */
export interface Progress {
  readonly stage: string;
  readonly share: number;
}

export interface CallOptions {
  readonly bytes?: Uint8Array;
  /** In place of `bytes`, what the browser holds (a file): it is read where it lies. */
  readonly blob?: Blob;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** What the window holds: it calls, whatever shell answers. Rejects with `BridgeError`. */
export interface Bridge {
  call<N extends BridgeName>(
    name: N,
    input: BridgeInput<N>,
    options?: CallOptions,
  ): Promise<{ value: BridgeOutput<N>; bytes: Uint8Array }>;
}

/** What a service gets beside its input. */
export interface ServiceContext {
  readonly bytes: Uint8Array;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/** What the main side makes good: one function a call. Throws `RefusalError` (expected) or `BridgeError` (failure). */
export type Services = {
  readonly [N in BridgeName]: (
    input: BridgeInput<N>,
    context: ServiceContext,
  ) => Promise<{ value: BridgeOutput<N>; bytes?: Uint8Array }>;
};

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): { input: I; output: O } {
  return { input, output };
}
