import type { ExportOptions } from "#core/bridge/bridge";
import { type FormatId, formatOfId } from "#core/formats/write/writable-formats";

/** Formats of data; the others are sheets to print. */
export type DataExport = Extract<ExportOptions, { format: FormatId }>;

/** Whether data is handed over, not a sheet to print. */
export function isDataExport(options: ExportOptions): options is DataExport {
  return "profile" in options;
}

/** The ending of a file that is handed over; one file always, so that several go as a ZIP. */
export function exportEnding({ format, classes }: DataExport): string {
  // A table a class.
  if (format === "csv" && classes?.length !== 1) return ".csv.zip";
  return formatOfId(format).endings[0] as string;
}

/** MIME type of what is handed over. */
export function exportMime(options: ExportOptions): string {
  if (!isDataExport(options)) return "application/pdf";
  return exportEnding(options).endsWith(".zip") ? "application/zip" : formatOfId(options.format).mime;
}

/** A file name for a project that every system takes: its own letters, no sign that means something to a disk. */
export function exportName(project: string, options: ExportOptions): string {
  const plain = project
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{M}\p{N} ._-]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "")
    .slice(0, 80);
  const safe = plain === "" || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(plain) ? "projet" : plain;
  if (options.format === "filiation") return `${safe} (filiation).pdf`;
  if (options.format === "conflicts") return `${safe} (servitudes).pdf`;
  if (!isDataExport(options)) return `${safe}.pdf`;
  const profile = options.profile === "interne" ? "" : ` (${options.profile})`;
  return `${safe}${profile}${exportEnding(options)}`;
}
