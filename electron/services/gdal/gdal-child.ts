import { constants, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type GdalAnswer, type GdalOrder, MADE } from "#services/gdal/gdal-order";

// The process GDAL runs in, alone: it sees the files of one folder, in memory, and no network. Its working folder is
// that of gdal3.js, which loads its data from there; the first argument names it. It may be killed at any moment.

/** The part of gdal3.js that is used; its own types are for browsers. */
interface Gdal {
  close(dataset: Dataset): Promise<void>;
  ogr2ogr(dataset: Dataset, options: readonly string[], name: string): Promise<{ local: string }>;
  readonly Module: {
    readonly FS: MemoryFiles;
    ccall(
      name: string,
      result: "number" | "string" | null,
      types: readonly string[],
      values: readonly unknown[],
    ): unknown;
  };
}

/** An open file, by its address in GDAL's memory. */
interface Dataset {
  readonly pointer: number;
  readonly path: string;
}

/** Files in the memory of the WebAssembly program. */
interface MemoryFiles {
  writeFile(path: string, bytes: Uint8Array): void;
  readFile(path: string): Uint8Array;
  readdir(path: string): string[];
  unlink(path: string): void;
}

/** Where gdal3.js looks for files that are not the machine's. */
const INPUT = "/input";
const OUTPUT = "/output";

/** Most memory GDAL may take, bytes: growing past it fails inside GDAL as any full memory does. */
const MOST_BYTES = 1024 ** 3;
const PAGE_BYTES = 65_536;

/** What is touched of WebAssembly, which Node's own types leave out. */
declare const WebAssembly: { readonly Memory: { prototype: WasmMemory } };
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const { grow } = WebAssembly.Memory.prototype;
WebAssembly.Memory.prototype.grow = function (this: WasmMemory, pages: number): number {
  if (this.buffer.byteLength + pages * PAGE_BYTES > MOST_BYTES) throw new RangeError("no more memory");
  return grow.call(this, pages);
};

// gdal3.js asks Node for the numbers of its file modes by a door that is shut under permissions, and prepares a way to
// the machine's own files with them that is never used.
Object.assign(process, { binding: () => ({ fs: constants }) });

let said: string[] = [];
const started: Promise<Gdal> = (
  createRequire(import.meta.url)(join(process.argv[2] ?? ".", "gdal3.node.js")) as (config: object) => Promise<Gdal>
)({
  path: ".",
  logHandler: () => undefined,
  errorHandler: (line: string) => said.push(line),
});

async function carryOut({ folder, main }: GdalOrder): Promise<GdalAnswer> {
  const gdal = await started;
  const { FS } = gdal.Module;
  gdal.Module.ccall("CPLSetConfigOption", null, ["string", "string"], ["OGR_ARC_STEPSIZE", CHORD_DEG]);
  said = [];
  let dataset: Dataset | undefined;
  try {
    for (const name of readdirSync(folder)) FS.writeFile(`${INPUT}/${name}`, readFileSync(join(folder, name)));
    dataset = opened(gdal, main);
    if (!dataset) return answerOf("");
    const { local } = await gdal.ogr2ogr(dataset, CONVERSION, "out");
    writeFileSync(join(folder, MADE), FS.readFile(local));
    return { ...answerOf(driverOf(gdal, dataset)), made: MADE };
  } catch (thrown) {
    said.push(...[thrown].flat().map((one) => `ERROR: ${messageOf(one)}`));
    return answerOf("");
  } finally {
    if (dataset) await gdal.close(dataset);
    for (const at of [INPUT, OUTPUT]) {
      for (const name of FS.readdir(at)) if (!name.startsWith(".")) FS.unlink(`${at}/${name}`);
    }
  }
}

/** Angle of the chords curves are drawn out into, degrees: with GDAL's own, a plot with a round corner loses 0.2 m². */
const CHORD_DEG = "0.25";

/** `GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR`. */
const AS_VECTOR = 0x04 | 0x40;

/**
 * Opens a file for its shapes. Not by gdal3.js's own `open`, which counts all objects first: formats without an index
 * are read once more for that.
 */
function opened({ Module }: Gdal, main: string): Dataset | undefined {
  const types = ["string", "number", "number", "number", "number"];
  const pointer = Module.ccall("GDALOpenEx", "number", types, [`${INPUT}/${main}`, AS_VECTOR, 0, 0, 0]) as number;
  return pointer === 0 ? undefined : { pointer, path: main };
}

function driverOf({ Module }: Gdal, { pointer }: Dataset): string {
  const driver = Module.ccall("GDALGetDatasetDriver", "number", ["number"], [pointer]);
  return Module.ccall("GDALGetDriverShortName", "string", ["number"], [driver]) as string;
}

/** Curves are drawn out into lines; the id column bears a name no file has; what a schema calls for may be missing. */
const CONVERSION = [
  ...["-f", "GPKG", "-nlt", "CONVERT_TO_LINEAR", "-forceNullable"],
  ...["-lco", "FID=maillage_fid", "-lco", "SPATIAL_INDEX=NO"],
];

function answerOf(driver: string): GdalAnswer {
  const each = (sign: RegExp): string[] => [
    ...new Set(
      said.filter((line) => sign.test(line)).map((line) => line.replace(sign, "").replaceAll(`${INPUT}/`, "").trim()),
    ),
  ];
  return { driver, errors: each(/^ERROR\s*\d*:/), warnings: each(/^Warning\s*\d*:/) };
}

function messageOf(thrown: unknown): string {
  return String((thrown as { message?: unknown } | null)?.message ?? thrown);
}

/** Electron's utility processes speak through `parentPort`, Node's through `process`. */
interface ParentPort {
  on(event: "message", told: (message: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const port = (process as { parentPort?: ParentPort }).parentPort;
const answer = (order: unknown): void => {
  void carryOut(order as GdalOrder).then((done) => (port ? port.postMessage(done) : process.send?.(done)));
};
if (port) port.on("message", ({ data }) => answer(data));
else process.on("message", answer);
