import { basename, join } from "node:path";
import type { SurveyWarning } from "#core/formats/layer-survey";
import type { OutsideContent, OutsideLayer } from "#core/formats/outside-content";
import { endingOf, type OutsideFile, type OutsideSource, stemOf } from "#core/formats/outside-source";
import { placedSheet } from "#core/formats/table/sheets";
import { RefusalError, refuse } from "#core/model/refusal";
import type { GdalAnswer } from "#services/gdal/gdal-order";
import { type GpkgSource, readGpkgContent } from "#services/gpkg/gpkg-content";
import { inFolder } from "#services/outside/on-disk";
import type { ServiceReader } from "#services/outside/reader-tools";
import { refuseDtd } from "#services/outside/refuse-dtd";
import { zipFiles } from "#services/outside/zip-files";

/** How a format is handed to GDAL. */
export interface GdalFormat {
  /** As people know it. */
  readonly format: string;
  /** Endings of its companions, of the same name. */
  readonly companions?: readonly string[];
  /** Files of its folder that may belong to it, for the one that names them: EDIGEO's `.THF`. */
  readonly sheetFiles?: RegExp;
  /** Name GDAL knows it by, where its ending tells. */
  readonly ending: string;
  /** XML, or a pack of XML: a DTD is looked for first. */
  readonly xml?: "file" | "pack";
  /** A pack that GDAL opens itself. */
  readonly isZip?: boolean;
  /** A workbook: shapes stand in its columns, if anywhere. */
  readonly isTable?: boolean;
}

/**
 * Reads a file through GDAL, in its own process. What GDAL calls an error refuses the file, in GDAL's words and with
 * the line or the feature it names or had come to; what it warns of is a warning.
 *
 * @returns a reader, which throws RefusalError `gdal.*`, `xml.dtd`, `zip.*`
 */
export function gdalReader(how: GdalFormat): ServiceReader {
  return (source, _options, { temp, gdal }) => {
    const { file, main } = source;
    if (how.xml === "file") refuseDtd(main.bytes(), file);
    if (how.isZip) zipFiles(main.bytes(), file);
    if (how.xml === "pack") {
      for (const member of zipFiles(main.bytes(), file)) {
        if (/\.xml$|\.rels$/i.test(member.name)) refuseDtd(member.bytes(), `${file}/${member.name}`);
      }
    }
    const name = `${basename(stemOf(main.name)) || "donnees"}${how.ending}`;
    const files = [{ name, bytes: main.bytes }, ...companions(source, how)];
    return inFolder(temp, files, async (folder) => {
      const answer = await gdal({ folder, main: name, bytes: main.bytes().length, file });
      const made = answer.made === undefined ? undefined : { path: join(folder, answer.made), name: file, temp };
      if (!made) throw refusalOf(answer, file, how.format);
      const read = contentOf(made);
      if (!read) throw refusalOf(answer, file, how.format);
      if (answer.errors.some((said) => !ABOUT_CRS.test(said))) throw refusalOf(answer, file, how.format, read.layers);
      return {
        ...read,
        format: how.format,
        encoding: "UTF-8",
        layers: how.isTable ? read.layers.map(placedSheet) : read.layers,
        warnings: [...warningsOf(answer), ...read.warnings],
      } satisfies OutsideContent;
    });
  };
}

/** What GDAL made; `undefined` when it found no layer in the file. */
function contentOf(made: GpkgSource): OutsideContent | undefined {
  try {
    return readGpkgContent(made);
  } catch (thrown) {
    if (thrown instanceof RefusalError && thrown.refusal.code === "gpkg.nothing-to-read") return undefined;
    throw thrown;
  }
}

/** The files GDAL needs beside the main one, named as it looks for them. */
function companions({ main, beside }: OutsideSource, how: GdalFormat): OutsideFile[] {
  const stem = stemOf(main.name).toLowerCase();
  if (how.sheetFiles) {
    const folder = main.name.replace(/[^/]*$/, "");
    const all = beside.filter(({ name }) => name.startsWith(folder) && how.sheetFiles?.test(name.slice(folder.length)));
    // The sheets of a commune lie side by side, each with its four letters in all its names.
    const own = all.filter(({ name }) => name.toLowerCase().includes(stem.slice(-4)));
    return own.length > 0 ? own : all;
  }
  return beside
    .filter(({ name }) => how.companions?.some((ending) => name.toLowerCase() === `${stem}${ending}`))
    .map((one) => ({ ...one, name: `${stemOf(main.name)}${endingOf(one.name)}` }));
}

/** Warnings of GDAL's own making about the GeoPackage we had it write. */
const OURS = /GeoPackage specification|OGR_GPKG|maillage/i;
/** Errors that leave the data whole: a system PROJ does not know is asked of the planner. */
const ABOUT_CRS = /\bPROJ\b|EPSG|\bOSR|\bSRS\b|\bCRS\b|spatial reference|projection|datum|ellipsoid/i;

function warningsOf({ warnings, errors }: GdalAnswer): SurveyWarning[] {
  const told = [...warnings, ...errors].filter((said) => !OURS.test(said));
  return told.map((said) => ({ code: "gdal.said", count: 1, params: { said: said.slice(0, 300) } }));
}

/** Words of GDAL that say where: `at line 12`, `line 12`, `ligne 12`; `feature 3`, `fid 3`, `record 3`. */
function refusalOf(
  { errors }: GdalAnswer,
  file: string,
  format: string,
  layers: readonly OutsideLayer[] = [],
): RefusalError {
  const said = errors.find((one) => one !== "") ?? "";
  const line = /\bline\s*:?\s*(\d+)/i.exec(errors.join("\n"))?.[1];
  const feature = /\b(?:feature|fid|record|row)\s*(?:id)?\s*[#=:]?\s*(\d+)/i.exec(errors.join("\n"))?.[1];
  const last = layers.at(-1);
  // Where GDAL does not say, the object after the last it could read.
  const next = last && last.objects.length > 0 ? { layer: last.name, feature: String(last.objects.length + 1) } : {};
  const told = { ...(line === undefined ? {} : { line: Number(line) }), ...(feature === undefined ? {} : { feature }) };
  const place = Object.keys(told).length > 0 ? told : Object.keys(next).length > 0 ? next : { line: 1 };
  const code = said === "" ? "gdal.unread" : "gdal.refused";
  return new RefusalError(
    refuse(code, { file, ...place, params: { format, ...(said === "" ? {} : { said: said.slice(0, 300) }) } }),
  );
}
