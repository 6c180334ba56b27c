import { existsSync, realpathSync, statSync } from "node:fs";
import { extname, join, resolve, sep } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".pfb": "application/x-font-type1",
  ".icc": "application/vnd.iccprofile",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

/** A file of the built window. */
export interface PageFile {
  readonly path: string;
  readonly type: string;
}

/**
 * The file a path of the window's own address names, or `undefined`: nothing outside the built folder, nothing
 * hidden, nothing of a type the window does not use, nothing through a link that leads out.
 *
 * @param root folder of the built window
 * @param pathname path of the address, still percent-encoded
 */
export function pageFile(root: string, pathname: string): PageFile | undefined {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (name.includes("\0") || name.includes("\\")) return undefined;
  const parts = name.split("/").filter((part) => part !== "");
  if (parts.some((part) => part.startsWith("."))) return undefined;
  const path = resolve(join(root, ...(parts.length === 0 ? ["index.html"] : parts)));
  const type = TYPES[extname(path).toLowerCase()];
  if (!type || !existsSync(path) || !statSync(path).isFile()) return undefined;
  const real = realpathSync(path);
  return real.startsWith(realpathSync(root) + sep) ? { path: real, type } : undefined;
}
