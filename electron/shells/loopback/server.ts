import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Services } from "#core/bridge/bridge";
import { securityHeaders } from "#shells/content-security";
import { refusalStatus } from "#shells/loopback/admission";
import { serveBridge } from "#shells/loopback/bridge-route";
import { pageFile } from "#shells/page-files";
import { SecretSet, sameSecret } from "#shells/secrets";

/** Port of the browser shell. Fixed: another port is another origin, and so an empty store. */
export const LOOPBACK_PORT = 47615;

/** What the server needs. */
export interface LoopbackOptions {
  readonly services: Services;
  /** Folder of the built window. */
  readonly page: string;
  /** 0 lets the system choose (tests). */
  readonly port: number;
  /** A secret only the owner of the data folder can read; who shows it may ask for a new code (second start). */
  readonly ownerSecret: string;
}

/** The server once it listens. */
export interface LoopbackServer {
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Address that opens the window once: its code is good for one exchange. */
  newAddress(): string;
  /** Stops listening, ends open calls. */
  close(): Promise<void>;
}

/** Says to whoever finds the port taken that it is Maillage. */
export const WHO_AM_I = "maillage-loopback-1";

/**
 * Starts the browser shell's server on 127.0.0.1. Its pages are public and hold nothing; the bridge answers only
 * to a token, which the window gets once for the code in its address (`#code=…`, never sent in a request line).
 *
 * @throws Error with `code` `EADDRINUSE` when the port is taken
 */
export async function startLoopback(options: LoopbackOptions): Promise<LoopbackServer> {
  const codes = new SecretSet();
  const tokens = new SecretSet();
  const owner = options.ownerSecret;
  let port = options.port;

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const method = request.method ?? "";
    const status = refusalStatus({ method, headers: request.headers, rawHeaders: request.rawHeaders }, port);
    const path = (request.url ?? "").split(/[?#]/, 1)[0] ?? "";
    if (status !== undefined) return refuseWith(response, status);
    if (method !== "POST") return servePage(options.page, path, method, response);
    if (path === "/token") {
      const code = await shortBody(request);
      return codes.spend(code) ? answerText(response, tokens.issue()) : refuseWith(response, 403);
    }
    if (path === "/code") {
      return sameSecret(await shortBody(request), owner)
        ? answerText(response, codes.issue())
        : refuseWith(response, 403);
    }
    const name = /^\/bridge\/([a-z.]{1,40})$/.exec(path)?.[1];
    if (!name) return refuseWith(response, 404);
    const token = request.headers["x-maillage-token"];
    if (typeof token !== "string" || !tokens.has(token)) return refuseWith(response, 401);
    return serveBridge(options.services, name, request, response);
  };

  const server = createServer({ maxHeaderSize: 16_384 }, (request, response) => {
    route(request, response).catch((thrown) => {
      console.error("loopback:", thrown);
      if (response.headersSent) response.destroy();
      else refuseWith(response, 500);
    });
  });
  // Imports may take minutes; the window, not the clock, gives up.
  server.requestTimeout = 0;
  port = await listen(server, options.port);
  const origin = `http://127.0.0.1:${port}`;
  return {
    port,
    origin,
    newAddress: () => `${origin}/#code=${codes.issue()}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

function servePage(root: string, path: string, method: string, response: ServerResponse): void {
  const file = pageFile(root, path);
  if (path === "/whoami") answerText(response, WHO_AM_I);
  else if (!file) refuseWith(response, 404);
  else {
    // Names under assets/ carry a hash of their content; the rest is asked for anew each time.
    const cache = path.startsWith("/assets/") ? "max-age=31536000, immutable" : "no-cache";
    response.writeHead(200, { "Content-Type": file.type, "Cache-Control": cache });
    if (method === "HEAD") response.end();
    else {
      createReadStream(file.path)
        .on("error", () => response.destroy())
        .pipe(response);
    }
  }
}

/** A body of at most 256 characters: a code or a secret. */
async function shortBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 256) return "";
  }
  return text;
}

function answerText(response: ServerResponse, text: string): void {
  response.writeHead(200, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" }).end(text);
}

function refuseWith(response: ServerResponse, status: number): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" }).end(String(status));
}
