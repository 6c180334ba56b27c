import { encodingNamed, guessedEncoding, type TextEncoding } from "#core/formats/code-pages";
import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideObject, OutsideShape } from "#core/formats/outside-content";
import {
  companionOf,
  crsBeside,
  endingOf,
  type OutsideSource,
  type ReadOptions,
  stemOf,
} from "#core/formats/outside-source";
import { type Dbf, type DbfTable, openDbf } from "#core/formats/shapefile/read-dbf";
import { readShp } from "#core/formats/shapefile/read-shp";
import { RefusalError, refuse } from "#core/model/refusal";

/**
 * Reads a Shapefile from its `.shp`, or from its `.dbf` alone as a table without shapes, with the companions that are
 * there. What is missing is told by warnings.
 *
 * @throws RefusalError `shapefile.*`, with the record at fault
 */
export function readShapefile(source: OutsideSource, { encoding }: ReadOptions): OutsideContent {
  const { file } = source;
  const warnings: SurveyWarning[] = [];
  const shp = companionOf(source, ".shp") ?? (endingOf(source.main.name) === ".dbf" ? undefined : source.main);
  if (endingOf(shp?.name ?? "") === ".shx") {
    throw new RefusalError(refuse("shapefile.only-index", { file, line: 1 }));
  }
  const shx = companionOf(source, ".shx");
  const dbf = companionOf(source, ".dbf");
  const prj = companionOf(source, ".prj");
  const say = (code: string, count = 1, params?: SurveyWarning["params"]): void => {
    warnings.push({ code, count, ...(params ? { params } : {}) });
  };
  const shapes = shp ? readShp(shp.bytes(), shx?.bytes(), file) : undefined;
  if (!shp) say("shapefile.no-shp");
  else {
    if (!shx) say("shapefile.no-shx");
    else if (shapes?.badIndex) say("shapefile.bad-shx");
    if (!dbf) say("shapefile.no-dbf");
    if (!prj) say("shapefile.no-prj");
    if (shapes && shapes.trailing > 0) say("shapefile.trailing", 1, { bytes: shapes.trailing });
  }
  const opened = dbf ? openDbf(dbf.bytes(), dbf === source.main ? file : dbf.name) : undefined;
  const said = opened ? encodingOf(opened, companionOf(source, ".cpg")?.bytes(), encoding, say) : undefined;
  const table = opened && said ? opened.table(said.decode) : undefined;
  const multipoints = (shapes?.type ?? 0) % 10 === 8;
  const objects = objectsOf(shapes?.records, table, opened, say).map((object) =>
    multipoints && object.shapes.length > 0 ? { ...object, geometry: "MULTIPOINT" } : object,
  );
  if (opened && said) {
    if (opened.count < opened.promised) say("shapefile.short-table", opened.promised - opened.count);
    for (const name of opened.memos(said.decode)) say("shapefile.memo", 1, { field: name });
  }
  if (table && table.unreadable.count > 0) {
    say("shapefile.unreadable", table.unreadable.count, { fields: [...table.unreadable.names].join(", ") });
  }
  const name = stemOf(source.main.name).replace(/^.*\//, "");
  return {
    format: "Shapefile",
    encoding: said?.name ?? "UTF-8",
    layers: [{ name, crs: crsBeside(source), fields: table?.fields ?? [], objects }],
    warnings,
  };
}

type Say = (code: string, count?: number, params?: SurveyWarning["params"]) => void;

/** The encoding of a table: as asked, as its `.cpg` says, as its head says, or the likeliest, with a warning. */
function encodingOf(dbf: Dbf, cpg: Uint8Array | undefined, asked: string | undefined, say: Say): TextEncoding {
  const texts = dbf.texts();
  const fits = (encoding: TextEncoding): boolean => {
    if (encoding.name !== "UTF-8") return true;
    const guess = guessedEncoding(texts);
    return guess === "UTF-8" || guess === "ASCII";
  };
  const word = cpg ? new TextDecoder("utf-8").decode(cpg).replace(/[\0\s]+$/, "") : undefined;
  for (const name of [asked, word, dbf.codePage]) {
    const encoding = name === undefined || name === "" ? undefined : encodingNamed(name);
    if (encoding && fits(encoding)) return encoding;
    if (name && name === word) say("encoding.not-as-said", 1, { encoding: name });
  }
  const guess = guessedEncoding(texts);
  if (guess !== "ASCII") say("encoding.guessed", 1, { encoding: guess });
  return encodingNamed(guess === "ASCII" ? "UTF-8" : guess) as TextEncoding;
}

/** Shapes and rows brought together by their place; rows struck out in the table are left out with their shapes. */
function objectsOf(
  records: readonly (readonly OutsideShape[])[] | undefined,
  table: DbfTable | undefined,
  dbf: Dbf | undefined,
  say: Say,
): OutsideObject[] {
  const rows = dbf?.count ?? 0;
  const count = records?.length ?? rows;
  if (records && dbf && rows !== count) say("shapefile.other-count", Math.abs(rows - count), { rows, shapes: count });
  const objects: OutsideObject[] = [];
  let deleted = 0;
  for (let i = 0; i < count; i++) {
    if (table && i < rows && table.isDeleted(i)) deleted++;
    else {
      objects.push({
        feature: String(i + 1),
        values: table && i < rows ? table.values(i) : {},
        shapes: records?.[i] ?? [],
      });
    }
  }
  if (deleted > 0) say("shapefile.deleted", deleted);
  return objects;
}
