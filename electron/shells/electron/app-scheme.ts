import { readFile } from "node:fs/promises";
import { securityHeaders } from "#shells/content-security";
import { pageFile } from "#shells/page-files";

/** Scheme and host of the window's own pages. Nothing else may be loaded, framed or gone to. */
export const APP_SCHEME = "app";
export const APP_ORIGIN = "app://maillage";
export const APP_ADDRESS = `${APP_ORIGIN}/index.html`;

/** Privileges of the scheme: those of an ordinary secure site, never more. */
export const appPrivileges = { standard: true, secure: true, supportFetchAPI: true } as const;

/** Whether an address is a page of ours. A refusal for everything that cannot be read as an address. */
export function isOwnAddress(address: string): boolean {
  try {
    const { protocol, host, username, password } = new URL(address);
    return protocol === `${APP_SCHEME}:` && host === "maillage" && username === "" && password === "";
  } catch {
    return false;
  }
}

/**
 * Answers a request of the `app://` scheme with a file of the built window.
 *
 * @param root folder of the built window
 */
export async function answerAppRequest(request: { url: string; method: string }, root: string): Promise<Response> {
  const headers = new Headers(securityHeaders);
  headers.set("Content-Type", "text/plain; charset=utf-8");
  if (!isOwnAddress(request.url)) return new Response("403", { status: 403, headers });
  if (request.method !== "GET" && request.method !== "HEAD") return new Response("405", { status: 405, headers });
  const file = pageFile(root, new URL(request.url).pathname);
  if (!file) return new Response("404", { status: 404, headers });
  headers.set("Content-Type", file.type);
  headers.set("Cache-Control", "no-cache");
  const body = request.method === "HEAD" ? null : await readFile(file.path);
  return new Response(body, { status: 200, headers });
}
