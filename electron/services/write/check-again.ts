import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { BridgeError } from "#core/bridge/bridge-error";
import type { OutsideContent, OutsideLayer, OutsideObject } from "#core/formats/outside-content";
import { difference, measureOf } from "#core/formats/write/content-measure";
import { asReadAgain } from "#core/formats/write/read-again";
import type { FormatId, WritableFormat } from "#core/formats/write/writable-formats";
import { RefusalError, refuse } from "#core/model/refusal";
import { readOutsideContent } from "#services/outside/read-content";
import type { ReaderTools } from "#services/outside/reader-tools";
import { zipFiles } from "#services/outside/zip-files";

/** What a file was found to hold. */
export interface ReadAgain {
  readonly objects: number;
  /** Area of all polygons, square metres; 0 without any. */
  readonly areaM2: number;
}

/** What is to be read again. */
export interface CheckOrder {
  /** The files as they stand aside, the main one first. */
  readonly files: readonly { readonly path: string; readonly aside: string }[];
  readonly format: WritableFormat;
  /** What was written, in its CRS. */
  readonly content: OutsideContent;
  readonly tools: ReaderTools;
  /** Name of the file, for messages. */
  readonly path: string;
}

/**
 * Reads what was just written and compares count, area and extent with what it was written from.
 *
 * @throws BridgeError `failure` `write.differs` where they are not the same, `write.unreadable` where our own reader refuses
 */
export async function checkAgain(order: CheckOrder): Promise<ReadAgain> {
  const { content, format, path } = order;
  try {
    const special = SPECIAL[format.id];
    if (special) await special(order);
    else await checkContent(order);
  } catch (thrown) {
    if (!(thrown instanceof RefusalError)) throw thrown;
    throw new BridgeError(
      "failure",
      refuse("write.unreadable", { file: path, params: { file: path, code: thrown.refusal.code } }),
    );
  }
  const { objects, areaM2 } = measureOf(content.layers);
  return { objects, areaM2: Math.round(areaM2 * 100) / 100 };
}

async function checkContent({ files, format, content, tools, path }: CheckOrder): Promise<void> {
  const layers: OutsideLayer[] = [];
  for (const { aside } of mainFiles(files, format)) {
    const read = await readOutsideContent({ path: aside, name: basename(aside) }, {}, tools);
    layers.push(...(ASIDE[format.id]?.(read.layers) ?? read.layers));
  }
  const isDegrees = content.layers.some(({ crs }) => crs === "EPSG:4326");
  const reach = isDegrees ? format.reach.degrees : format.reach.metres;
  hold(path, difference(measureOf(asReadAgain(content.layers, format.id)), measureOf(layers), reach));
}

/** @throws BridgeError `failure` `write.differs` for a difference */
function hold(path: string, differs: ReturnType<typeof difference>): void {
  if (!differs) return;
  const { what, written, read } = differs;
  throw new BridgeError(
    "failure",
    refuse("write.differs", { file: path, params: { file: path, what, written, read } }),
  );
}

/** The files to be read; the others are their companions. */
function mainFiles(files: CheckOrder["files"], { id, pack }: WritableFormat): CheckOrder["files"] {
  if (pack !== "beside") return files.slice(0, 1);
  if (id !== "shp") return files;
  const stems = new Set(files.filter(({ path }) => path.endsWith(".shp")).map(({ path }) => path.slice(0, -4)));
  return files.filter(
    ({ path }) => !/\.(shx|prj|cpg)$/.test(path) && !(path.endsWith(".dbf") && stems.has(path.slice(0, -4))),
  );
}

/** What our readers find beside the objects themselves, put aside. */
const ASIDE: Partial<Record<FormatId, (layers: readonly OutsideLayer[]) => OutsideLayer[]>> = {
  // The positions of a track are told once more, one by one.
  gpx: (layers) => layers.filter(({ name }) => !name.endsWith("_points")),
};

/** Formats that say something else than objects with shapes: what is compared of each, their readers brought in then. */
const SPECIAL: Partial<Record<FormatId, (order: CheckOrder) => void | Promise<void>>> = {
  dxf: async ({ files, content, format, path }) => {
    const { measureDrawing } = await import("#core/formats/write/drawing-measure");
    const found = measureDrawing(readFileSync(files[0]?.aside ?? "", "latin1"), path);
    hold(path, difference(measureOf(content.layers, true), found, format.reach.metres));
  },
  osm: async ({ files, content, path }) => {
    const { readOsm } = await import("#core/formats/osm/read-osm");
    const { osmCounts } = await import("#core/formats/write/write-osm");
    const data = readOsm(readFileSync(files[0]?.aside ?? ""), { file: path });
    const expected = osmCounts(content);
    for (const [written, { count }] of [
      [expected.nodes, data.nodes],
      [expected.ways, data.ways],
      [expected.relations, data.relations],
    ] as const) {
      same(path, written, count);
    }
  },
  points: async ({ files, content, path }) => {
    const { readPoints } = await import("#core/formats/points/read-points");
    const { settingOut } = await import("#core/formats/write/write-points");
    const list = readPoints(readFileSync(files[0]?.aside ?? "", "utf8"), path);
    same(path, settingOut(content).length, list.points.length);
  },
  // Rows of each sheet, its heading among them: readers differ on whether a heading of words is one.
  xlsx: async ({ files, content, path }) => {
    const { MOST_ROWS } = await import("#core/formats/write/write-xlsx");
    const sheets = zipFiles(readFileSync(files[0]?.aside ?? ""), path).filter(({ name }) =>
      /sheet\d+\.xml$/.test(name),
    );
    const rows = sheets.map((sheet) => new TextDecoder().decode(sheet.bytes()).split("<row ").length - 1);
    content.layers.forEach(({ objects }, i) => {
      same(path, Math.min(objects.length + 1, MOST_ROWS), rows[i] ?? 0);
    });
  },
  inp: async ({ files, content, tools, path }) => {
    const { INP_LINKS, INP_NODES, inpCounts } = await import("#core/formats/write/write-inp");
    const { layers } = await reading(files, tools);
    const count = (names: RegExp): number =>
      layers.reduce((sum, { name, objects }) => sum + (names.test(name) ? objects.length : 0), 0);
    const { nodes, links } = inpCounts(content);
    same(path, nodes, count(INP_NODES));
    same(path, links, count(INP_LINKS));
  },
  // The reader holds the tables against one another.
  gtfs: async ({ files, content, tools, path }) => {
    const { layers } = await reading(files, tools);
    const stops = content.layers.reduce((sum, { objects }) => sum + objects.filter(isPoint).length, 0);
    same(path, stops, layers.find(({ name }) => name === "stops")?.objects.length ?? 0);
  },
  dataset: ({ files, path }) => holds(files, path, ["donnees.gpkg", "datapackage.json", "LICENCE.txt"]),
};

function isPoint({ shapes }: OutsideObject): boolean {
  return shapes[0]?.kind === "point";
}

function reading(files: CheckOrder["files"], tools: ReaderTools): Promise<OutsideContent> {
  const aside = files[0]?.aside ?? "";
  return readOutsideContent({ path: aside, name: basename(aside) }, {}, tools);
}

function same(file: string, written: number, read: number): void {
  if (written === read) return;
  throw new BridgeError("failure", refuse("write.differs", { file, params: { file, what: "count", written, read } }));
}

/** Whether a pack can be opened and has these members, none of them empty. */
function holds(files: CheckOrder["files"], path: string, names: readonly string[]): void {
  if (files.length > 1) {
    // A folder of them.
    for (const name of names) {
      const found = files.find((file) => basename(file.path) === name);
      if (!found || readFileSync(found.aside).length === 0) same(path, 1, 0);
    }
    return;
  }
  const members = zipFiles(readFileSync(files[0]?.aside ?? ""), path);
  for (const name of names) {
    const found = members.find((member) => member.name === name);
    if (!found || found.bytes().length === 0) same(path, 1, 0);
  }
}
