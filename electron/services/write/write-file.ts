import { basename, dirname, join } from "node:path";
import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent } from "#core/formats/outside-content";
import { type CrsWish, fitCrs } from "#core/formats/write/fit-crs";
import type { FormatId, WritableFormat } from "#core/formats/write/writable-formats";
import type { WriteOptions, Writer } from "#core/formats/write/writer";
import { RefusalError, refuse } from "#core/model/refusal";
import { epsgList } from "#services/crs/epsg-list";
import type { ReaderTools } from "#services/outside/reader-tools";
import { checkAgain, type ReadAgain } from "#services/write/check-again";
import type { Once } from "#services/write/once";
import { PartFiles } from "#services/write/part-files";
import { PartFolder } from "#services/write/part-folder";
import { writers } from "#services/write/writers";
import { ZipParts } from "#services/write/zip-parts";

/** What to write, where and how. */
export interface WriteFileOrder {
  readonly content: Once<OutsideContent>;
  /** The whole path, with the ending that was asked for. */
  readonly path: string;
  readonly format: WritableFormat;
  /** The ending of the path that names the format. */
  readonly ending: string;
  readonly crs: CrsWish;
  readonly options: WriteOptions;
  /** Writes in place of the format's own writer. */
  readonly writer?: Writer | undefined;
  /** For reading again what was written. */
  readonly tools: ReaderTools;
}

/** What was written. */
export interface WrittenFile {
  readonly files: readonly string[];
  /** CRS of each layer, in order; `null` where nothing is known. */
  readonly crs: readonly (string | null)[];
  readonly warnings: readonly SurveyWarning[];
  /** What the file holds, as our own reader found it. */
  readonly again: ReadAgain;
}

/**
 * Writes content as a file, or several side by side, and reads it again before it gets its name: either everything
 * stands there and says what it should, or nothing does.
 *
 * @throws RefusalError `write.*`; BridgeError `failure` when the disk says no, or `write.differs` when the reading does
 */
export async function writeFile(order: WriteFileOrder): Promise<WrittenFile> {
  const { path, format, ending, tools } = order;
  const options: WriteOptions = { ...order.options, findCrs: (code) => epsgList().of(code) };
  const { content, warnings } = withShapes(fitCrs(order.content.take(), format, order.crs), format);
  if (content.layers.length === 0) throw new RefusalError(refuse("write.nothing", { file: path }));
  if (ending === "/") return writeFolder(order, content, options, warnings);
  const name = basename(path);
  const packed = format.pack === "zip" || (format.pack === "beside" && /zip$|shz$/.test(ending));
  const stem = name.slice(0, name.length - ending.length) || name;
  const parts = new PartFiles(join(dirname(path), format.pack === "beside" && !packed ? stem : name));
  try {
    const told = await writeParts(parts, content, format.id, {
      packed,
      stem: format.pack === "zip" ? "" : stem,
      options,
      writer: order.writer,
      temp: tools.temp,
    });
    const written = parts.close();
    const again = await checkAgain({ files: written, format, content, tools, path });
    return { files: parts.keep(), crs: content.layers.map(({ crs }) => crs), warnings: [...warnings, ...told], again };
  } catch (thrown) {
    parts.drop();
    if (thrown instanceof RefusalError) throw new RefusalError({ file: path, ...thrown.refusal });
    throw thrown;
  }
}

/** Content less what the format has no room for, which is told. */
function withShapes(
  { content, warnings }: ReturnType<typeof fitCrs>,
  { shapesOnly }: WritableFormat,
): ReturnType<typeof fitCrs> {
  if (!shapesOnly) return { content, warnings };
  const told = [...warnings];
  const layers = content.layers.map((layer) => {
    const objects = layer.objects.filter(({ shapes }) => shapes.length > 0);
    const count = layer.objects.length - objects.length;
    if (count === 0) return layer;
    told.push({ code: "write.left-out", count, params: { layer: layer.name } });
    return { ...layer, objects };
  });
  return { content: { ...content, layers }, warnings: told };
}

/** The same in a folder of files. */
async function writeFolder(
  { path, format, tools }: WriteFileOrder,
  content: OutsideContent,
  options: WriteOptions,
  warnings: readonly SurveyWarning[],
): Promise<WrittenFile> {
  const parts = new PartFolder(path.replace(/\/+$/, ""));
  try {
    const { datasetWriter } = await import("#services/write/write-dataset");
    const told = datasetWriter(tools.temp)(content, parts.open, options);
    const again = await checkAgain({ files: parts.close(), format, content, tools, path });
    return { files: parts.keep(), crs: content.layers.map(({ crs }) => crs), warnings: [...warnings, ...told], again };
  } catch (thrown) {
    parts.drop();
    throw thrown;
  }
}

interface HowPacked {
  readonly packed: boolean;
  /** What stands before the endings of packed files. */
  readonly stem: string;
  readonly options: WriteOptions;
  readonly writer: Writer | undefined;
  readonly temp: string;
}

async function writeParts(
  parts: PartFiles,
  content: OutsideContent,
  id: FormatId,
  { packed, stem, options, writer, temp }: HowPacked,
): Promise<SurveyWarning[]> {
  if (id === "gpkg") {
    const { writeGpkg } = await import("#services/write/write-gpkg");
    return writeGpkg(parts.reserve(""), content, options);
  }
  const write = writer ?? (await writerOf(id, temp));
  if (!packed) return write(content, parts.open, options);
  const sink = parts.open("");
  const zip = new ZipParts(sink, stem, options.time);
  const warnings = write(content, zip.open, { ...options, packed });
  // Formats without a place for it: what must be cited goes beside.
  const { attributions = [] } = content;
  if (stem !== "" && attributions.length > 0) {
    const { licenceText } = await import("#core/formats/write/dataset-words");
    const licence = zip.open("LICENCE.txt");
    licence.text(licenceText(attributions));
    licence.end();
  }
  zip.end();
  sink.end();
  return warnings;
}

async function writerOf(id: Exclude<FormatId, "gpkg">, temp: string): Promise<Writer> {
  if (id !== "dataset") return writers[id]();
  const { datasetWriter } = await import("#services/write/write-dataset");
  return datasetWriter(temp);
}
