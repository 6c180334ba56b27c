import { gunzipSync } from "node:zlib";
import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent } from "#core/formats/outside-content";
import { companionOf, type OutsideFile, type OutsideSource, type ReadOptions } from "#core/formats/outside-source";
import { RefusalError, refuse } from "#core/model/refusal";
import type { NamedFile } from "#services/jobs/job";
import { formatOf, formatOfFile } from "#services/outside/format-of";
import type { ReaderTools } from "#services/outside/reader-tools";
import { READABLE, readers } from "#services/outside/readers";
import { sourceOf } from "#services/outside/source-files";
import { zipFiles } from "#services/outside/zip-files";

/**
 * Reads any outside file but OpenStreetMap data and pictures: tells its format by its content and has the reader of
 * that format read it, with its companions. A pack (ZIP, gzip) is read as the files in it.
 *
 * @throws RefusalError `format.*`, `zip.*`, or of the reader, with file and place
 */
export async function readOutsideContent(
  file: NamedFile,
  options: ReadOptions,
  tools: ReaderTools,
): Promise<OutsideContent> {
  const source = sourceOf(file);
  const format = formatOfFile(file.path, source.file);
  const reader = readers.get(format);
  // A transport feed comes as a pack as often as in a folder.
  if (reader && !(format === "GTFS" && isZip(source.main.bytes()))) return (await reader())(source, options, tools);
  const bytes = source.main.bytes();
  const read: ReadMember = async (pack, main, beside) => {
    const named = `${pack}/${main.name}`;
    const inner = formatOf(main.bytes(), named);
    const innerReader = readers.get(inner);
    if (innerReader) return (await innerReader())({ file: named, main, beside }, options, tools);
    throw PACKS.test(inner)
      ? new RefusalError(refuse("zip.nested", { file: pack, feature: main.name }))
      : notYet(named, inner);
  };
  if (format === "gzip") return read(source.file, gunzipped(bytes, source), []);
  if (isZip(bytes)) return readPack(source.file, bytes, read);
  throw notYet(source.file, format);
}

/** Reads one file of a pack. */
type ReadMember = (pack: string, main: OutsideFile, beside: readonly OutsideFile[]) => Promise<OutsideContent>;

/** Reads all files of a pack that are not companions of another: their layers in one content. */
async function readPack(file: string, bytes: Uint8Array, read: ReadMember): Promise<OutsideContent> {
  const members = zipFiles(bytes, file);
  const known = members.map((member) => ({ member, format: formatOfMember(file, member) }));
  const mains = known.filter(
    ({ member, format }) => format !== undefined && readers.has(format) && !isCompanion(member, known),
  );
  if (mains.length === 0) {
    const [nested] = known.filter(({ format }) => format !== undefined && PACKS.test(format));
    if (nested) throw new RefusalError(refuse("zip.nested", { file, feature: nested.member.name }));
    throw notYet(file, known.find(({ format }) => format)?.format ?? "ZIP");
  }
  const contents: OutsideContent[] = [];
  for (const { member } of mains) {
    const beside = members.filter((one) => one !== member);
    contents.push(await read(file, member, beside));
  }
  return joined(contents);
}

const PACKS = /ZIP|KMZ|gzip|bzip2|tar|7z|RAR/;

/** Format of a packed file; `undefined` where nothing tells. */
function formatOfMember(pack: string, member: OutsideFile): string | undefined {
  try {
    return formatOf(member.bytes(), member.name);
  } catch (thrown) {
    if (thrown instanceof RefusalError && thrown.refusal.code.startsWith("format.")) return undefined;
    throw thrown instanceof RefusalError ? new RefusalError({ ...thrown.refusal, file: pack }) : thrown;
  }
}

type KnownMember = { readonly member: OutsideFile; readonly format: string | undefined };

/** Whether a file of a pack is read with another: the table or index of a `.shp`, the further tables of a feed. */
function isCompanion(member: OutsideFile, known: readonly KnownMember[]): boolean {
  if (/\.txt$/i.test(member.name)) {
    const folder = folderOf(member.name);
    const feed = known.find((one) => one.format === "GTFS" && folderOf(one.member.name) === folder);
    return feed !== undefined && feed.member !== member;
  }
  if (!/\.(dbf|shx)$/i.test(member.name)) return false;
  const beside = known.map((one) => one.member);
  return companionOf({ file: "", main: member, beside }, ".shp") !== undefined;
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf("/") + 1);
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function joined(contents: readonly OutsideContent[]): OutsideContent {
  const [first] = contents;
  if (contents.length === 1 && first) return first;
  const each = (list: (content: OutsideContent) => string): string =>
    [...new Set(contents.map((content) => list(content)))].join(", ");
  const attributions = [...new Set(contents.flatMap((content) => content.attributions ?? []))];
  const warnings: SurveyWarning[] = contents.flatMap((content) =>
    content.warnings.map((warning) => ({
      ...warning,
      params: { layer: content.layers.map(({ name }) => name).join(", "), ...warning.params },
    })),
  );
  return {
    format: each(({ format }) => format),
    encoding: each(({ encoding }) => encoding),
    layers: contents.flatMap(({ layers }) => layers),
    warnings,
    ...(attributions.length > 0 ? { attributions } : {}),
  };
}

/** Most bytes a gzip is unpacked to. */
const MOST_UNPACKED = 1024 ** 3;

function gunzipped(bytes: Uint8Array, { file, main }: OutsideSource): OutsideFile {
  const name = main.name.replace(/\.gz$/i, "");
  const most = Math.min(MOST_UNPACKED, Math.max(1024 ** 2, bytes.length * 200));
  let out: Uint8Array | undefined;
  return {
    name,
    bytes: () => {
      try {
        out ??= gunzipSync(bytes, { maxOutputLength: most });
        return out;
      } catch (thrown) {
        const tight = (thrown as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
        const code = tight ? "zip.too-tight" : "zip.damaged";
        throw new RefusalError(refuse(code, { file, feature: name, params: tight ? { most: 200 } : {} }));
      }
    },
  };
}

function notYet(file: string, format: string): RefusalError {
  return new RefusalError(refuse("format.not-yet", { file, line: 1, params: { format, readable: READABLE } }));
}
