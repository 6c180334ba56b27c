import { BridgeError } from "#core/bridge/bridge-error";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";
import { difference, measureOf } from "#core/formats/write/content-measure";
import { asReadAgain } from "#core/formats/write/read-again";
import type { WritableFormat } from "#core/formats/write/writable-formats";
import { RefusalError, refuse } from "#core/model/refusal";
import { readAnyContent } from "#services/outside/read-any";

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
  readonly temp: string;
  /** Name of the file, for messages. */
  readonly path: string;
}

/**
 * Reads what was just written and compares count, area and extent with what it was written from.
 *
 * @throws BridgeError `failure` `write.differs` where they are not the same, `write.unreadable` where our own reader refuses
 */
export async function checkAgain({ files, format, content, temp, path }: CheckOrder): Promise<ReadAgain> {
  const expected = measureOf(asReadAgain(content.layers, format.id));
  const mains =
    format.id === "shp"
      ? files.filter(({ path: name }) => /\.(shp|zip|shz)$/i.test(name) || isTable(name, files))
      : files;
  const layers: OutsideLayer[] = [];
  for (const { aside } of format.pack === "one" ? files.slice(0, 1) : mains) {
    const read = await reading(aside, temp, path);
    layers.push(...(format.id === "dxf" ? read.layers.map(withoutWords) : read.layers));
  }
  const found = measureOf(layers);
  const isDegrees = content.layers.some(({ crs }) => crs === "EPSG:4326");
  const differs = difference(expected, found, isDegrees ? format.reach.degrees : format.reach.metres);
  if (differs) {
    const { what, written, read } = differs;
    throw new BridgeError("failure", refuse("write.differs", { file: path, params: { what, written, read } }));
  }
  return { objects: found.objects, areaM2: Math.round(expected.areaM2 * 100) / 100 };
}

/** A layer of a drawing less its texts and what blocks are made of: those are no objects. */
function withoutWords(layer: OutsideLayer): OutsideLayer {
  const objects = layer.objects.filter(
    ({ values }) => values["Text"] === undefined && (values["Block"] === undefined || values["Entity"] === "INSERT"),
  );
  return { ...layer, objects };
}

/** A table that belongs to no shapes. */
function isTable(name: string, files: CheckOrder["files"]): boolean {
  if (!/\.dbf$/i.test(name)) return false;
  const stem = name.slice(0, -4);
  return !files.some(({ path }) => path === `${stem}.shp`);
}

async function reading(path: string, temp: string, name: string): Promise<OutsideContent> {
  try {
    return await readAnyContent({ path, name: path }, { temp });
  } catch (thrown) {
    if (!(thrown instanceof RefusalError)) throw thrown;
    throw new BridgeError("failure", refuse("write.unreadable", { file: name, params: { code: thrown.refusal.code } }));
  }
}
