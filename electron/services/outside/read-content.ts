import type { OutsideContent } from "#core/formats/outside-content";
import { endingOf, type OutsideFile, type ReadOptions } from "#core/formats/outside-source";
import { wideEncoding } from "#core/formats/text-encoding";
import { RefusalError, refuse } from "#core/model/refusal";
import { withNamedCrs } from "#services/crs/name-crs";
import type { NamedFile } from "#services/jobs/job";
import { formatOf, formatOfFile } from "#services/outside/format-of";
import { ESRI_GDB, gdbPack } from "#services/outside/gdb-pack";
import { joinedContents } from "#services/outside/joined-contents";
import { isZip, packFiles } from "#services/outside/pack-files";
import { isCompanion } from "#services/outside/pack-mains";
import type { ReaderTools } from "#services/outside/reader-tools";
import { READABLE, readers } from "#services/outside/readers";
import { refuseDtd } from "#services/outside/refuse-dtd";
import { folderFiles, sourceOf } from "#services/outside/source-files";

/**
 * Reads any outside file but OpenStreetMap data and pictures: tells its format by its content and has the reader of
 * that format read it, with its companions. A pack, or a folder, is read as the files in it. Layers name their CRS by its EPSG code
 * where it has one.
 *
 * @throws RefusalError `format.*`, `zip.*`, or of the reader, with file and place
 */
export async function readOutsideContent(
  file: NamedFile,
  options: ReadOptions,
  tools: ReaderTools,
): Promise<OutsideContent> {
  return withNamedCrs(await readFile(file, options, tools));
}

async function readFile(file: NamedFile, options: ReadOptions, tools: ReaderTools): Promise<OutsideContent> {
  const files = folderFiles(file.path);
  if (files) {
    const pack = gdbPack(file.name, files);
    const read = pack && (await readers.get(ESRI_GDB)?.());
    if (read) return read({ file: file.name, main: pack, beside: [] }, options, tools);
    const known = files.some((one) => readers.has(formatOfMember(file.name, one) ?? ""));
    if (!known)
      throw new RefusalError(refuse("format.empty-folder", { file: file.name, params: { readable: READABLE } }));
    return readPack(file.name, files, options, tools);
  }
  const source = sourceOf(file);
  const format = formatOfFile(file.path, source.file);
  const reader = readers.get(format);
  // A transport feed comes as a pack as often as in a folder.
  if (reader && !(format === "GTFS" && isZip(source.main.bytes()))) return (await reader())(source, options, tools);
  const bytes = source.main.bytes();
  const members = packFiles(format, bytes, source.file);
  if (members) return readPack(source.file, members, options, tools);
  // Whatever XML it is, a DTD is the greater fault.
  if (format === "XML") refuseXml(bytes, source.file);
  throw notYet(source.file, format);
}

/** Reads all files of a pack that are no companions of another: their layers in one content. */
async function readPack(
  pack: string,
  members: readonly OutsideFile[],
  options: ReadOptions,
  tools: ReaderTools,
): Promise<OutsideContent> {
  const known = members.map((main) => ({ main, format: formatOfMember(pack, main) }));
  const contents: OutsideContent[] = [];
  const left: string[] = [];
  for (const packed of known) {
    const { main, format } = packed;
    const reader = readers.get(format ?? "");
    if (isCompanion(packed, known)) continue;
    if (reader) {
      const beside = members.filter((one) => one !== main);
      contents.push(await (await reader())({ file: `${pack}/${main.name}`, main, beside }, options, tools));
    } else if (format !== undefined) left.push(main.name);
  }
  if (contents.length > 0) return joinedContents(contents, left);
  const first = known.find(({ format }) => format !== undefined);
  if (first && PACKS.test(first.format ?? "")) {
    throw new RefusalError(refuse("zip.nested", { file: pack, feature: first.main.name }));
  }
  throw notYet(pack, first?.format ?? "ZIP");
}

const PACKS = /ZIP|KMZ|gzip|bzip2|tar|7z|RAR/;

/** Format of a packed file; `undefined` where nothing tells. */
function formatOfMember(pack: string, member: OutsideFile): string | undefined {
  try {
    return member.path === undefined ? formatOf(member.bytes(), member.name) : formatOfFile(member.path, member.name);
  } catch (thrown) {
    if (!(thrown instanceof RefusalError)) throw thrown;
    if (thrown.refusal.code.startsWith("format.")) return undefined;
    throw new RefusalError({ ...thrown.refusal, file: pack });
  }
}

/** @throws RefusalError `xml.dtd`, `format.unknown-xml` with the element the text begins with */
function refuseXml(bytes: Uint8Array, file: string): never {
  refuseDtd(bytes, file);
  const text = new TextDecoder(wideEncoding(bytes) ?? "utf-8").decode(bytes.subarray(0, XML_HEAD_BYTES));
  const found = /^(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*<([^\s/>]{1,80})/.exec(text);
  const line = (found?.[0] ?? "").split("\n").length;
  const params = { root: found?.[1] ?? "?", readable: READABLE };
  throw new RefusalError(refuse("format.unknown-xml", { file, line, params }));
}

const XML_HEAD_BYTES = 65_536;

function notYet(file: string, format: string): RefusalError {
  const as = SAVE_AS[format];
  if (as !== undefined) {
    const isLocked = format === OLD_EXCEL && endingOf(file) === ".xlsx";
    return new RefusalError(
      refuse(isLocked ? "format.locked" : "format.save-as", { file, line: 1, params: { format, as } }),
    );
  }
  return new RefusalError(refuse("format.not-yet", { file, line: 1, params: { format, readable: READABLE } }));
}

const OLD_EXCEL = "Excel 97-2003";

/** What to make of formats that are not read, in the program they come from or in QGIS. */
const SAVE_AS: Readonly<Record<string, string>> = {
  DWG: "DXF",
  [OLD_EXCEL]: "XLSX",
  GeoParquet: "GeoPackage",
  o5m: "OSM PBF (.osm.pbf)",
  QGIS: "GeoPackage",
  SQL: "GeoPackage",
  "7z": "ZIP",
  RAR: "ZIP",
  xz: "ZIP",
  Zstandard: "ZIP",
};
