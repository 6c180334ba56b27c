import type { IncomingHttpHeaders } from "node:http";

/** What a request says of itself, before its body. */
export interface Knock {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** How many `Host` and `Origin` lines it has; two of one is a trick. */
  readonly rawHeaders: readonly string[];
}

/**
 * Whether a request may be looked at at all: the status to refuse it with, or `undefined` when it may. It must name
 * this very address as its host (a page whose name was bound to 127.0.0.1 does not), and one that does something
 * must come from our own page: same `Origin`, `Sec-Fetch-Site: same-origin`.
 */
export function refusalStatus(knock: Knock, port: number): number | undefined {
  const own = `127.0.0.1:${port}`;
  if (count(knock.rawHeaders, "host") !== 1 || knock.headers.host !== own) return 403;
  const site = knock.headers["sec-fetch-site"];
  if (knock.method === "GET" || knock.method === "HEAD") {
    // "none" is a planner who typed the address; absent is a program that is no browser, and gets public pages.
    return site === undefined || site === "none" || site === "same-origin" ? undefined : 403;
  }
  if (knock.method !== "POST") return 405;
  if (count(knock.rawHeaders, "origin") !== 1 || knock.headers.origin !== `http://${own}`) return 403;
  return site === "same-origin" ? undefined : 403;
}

function count(rawHeaders: readonly string[], name: string): number {
  let found = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (rawHeaders[i]?.toLowerCase() === name) found++;
  return found;
}
