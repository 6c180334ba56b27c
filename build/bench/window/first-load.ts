import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** What the built window loads before its first screen: the page, its scripts and style sheets, kB (1000 bytes) after gzip. */
export function firstLoadKb(page: string): number {
  const html = readFileSync(join(page, "index.html"), "utf8");
  const files = new Set([...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? ""));
  let bytes = gzipSync(html).length;
  for (const file of files) bytes += gzipSync(readFileSync(join(page, file))).length;
  return bytes / 1000;
}
