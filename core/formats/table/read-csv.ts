import { crsBeside, type OutsideReader, stemOf } from "#core/formats/outside-source";
import { ReaderWarnings } from "#core/formats/reader-warnings";
import { guessSeparator } from "#core/formats/table/guess-separator";
import { parseRows, type Separator } from "#core/formats/table/parse-rows";
import { tableLayer } from "#core/formats/table/table-layer";
import { decodeText } from "#core/formats/text-encoding";

/**
 * Reads a table as spreadsheets and surveyors write it: what parts the cells, the encoding, the sign of decimals, the
 * heading and the columns that say where rows lie are guessed, and each guess is told.
 *
 * @throws RefusalError `csv.open-quote`, `read.null-bytes`, `import.too-long`
 */
export const readCsv: OutsideReader = (source, { encoding: asked }) => {
  const { file, main } = source;
  const { text: whole, encoding, guessed } = decodeText(main.bytes(), file, { asked });
  const warnings = new ReaderWarnings();
  if (guessed) warnings.add("encoding.guessed", { params: { encoding } });
  // Excel's own way to say it, in a line before the table.
  const said = /^\uFEFF?sep=([,;|\t])\r?\n/i.exec(whole);
  const text = said ? whole.slice(said[0].length) : whole;
  const separator = (said?.[1] as Separator | undefined) ?? guessSeparator(text);
  const rows = parseRows(text, separator, file);
  const shifted = said ? rows.map((row) => ({ ...row, line: row.line + 1 })) : rows;
  const name = stemOf(main.name.split("/").at(-1) ?? main.name);
  const layer = tableLayer(name, shifted, warnings, SHOWN[separator]);
  const crs = layer.objects.some(({ shapes }) => shapes.length > 0) ? (crsBeside(source) ?? layer.crs) : null;
  return { format: "CSV", encoding, layers: [{ ...layer, crs }], warnings: warnings.list() };
};

/** Separators as they are shown: signs, and the names of those nobody sees. */
const SHOWN: Readonly<Record<Separator, string>> = { ",": ",", ";": ";", "|": "|", "\t": "TAB", " ": "␣" };
