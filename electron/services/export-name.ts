import type { ExportOptions } from "#core/bridge/bridge";

/** MIME type of a format. */
export const exportMime: Readonly<Record<ExportOptions["format"], string>> = {
  gpkg: "application/geopackage+sqlite3",
  geojson: "application/geo+json",
  dxf: "image/vnd.dxf",
  pdf: "application/pdf",
  filiation: "application/pdf",
  conflicts: "application/pdf",
};

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
  const profile = options.format !== "pdf" && options.profile !== "interne" ? ` (${options.profile})` : "";
  return `${safe}${profile}.${options.format}`;
}
