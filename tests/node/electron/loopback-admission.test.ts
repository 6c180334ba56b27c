import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeFrame } from "#core/bridge/frames";
import { openHome } from "#services/home";
import { makeServices, type RunningServices } from "#services/services";
import { type LoopbackServer, startLoopback } from "#shells/loopback/server";
import { ownHeaders, rawRequest } from "#tests/node/electron/raw-http";

let folder: string;
let running: RunningServices;
let server: LoopbackServer;
let token: string;
let accepted = 0;
const owner = "a".repeat(64);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "maillage-loopback-"));
  const page = join(folder, "page");
  mkdirSync(join(page, "assets"), { recursive: true });
  writeFileSync(join(page, "index.html"), "<!doctype html><title>Maillage</title>");
  writeFileSync(join(page, "assets", "main-1a2b.js"), "export {};");
  writeFileSync(join(page, ".secret.html"), "hidden");
  writeFileSync(join(page, "notes.exe"), "program");
  writeFileSync(join(folder, "outside.html"), "outside");
  symlinkSync(join(folder, "outside.html"), join(page, "link.html"));
  running = makeServices({ home: openHome(join(folder, "home")), shell: "browser", version: "0" });
  const services = { ...running.services };
  const info = services["app.info"];
  services["app.info"] = (input, context) => {
    accepted++;
    return info(input, context);
  };
  server = await startLoopback({ services, page, port: 0, ownerSecret: owner });
  const code = server.newAddress().split("#code=")[1] as string;
  const answer = await rawRequest(server.port, "POST", "/token", ownHeaders(server.port), code);
  token = answer.body.toString();
});

afterAll(async () => {
  await server.close();
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = (headers: Record<string, string | string[]>, method = "POST", path = "/bridge/app.info") =>
  rawRequest(server.port, method, path, headers, method === "GET" ? "" : encodeFrame("answer", {}));

describe("the loopback bridge", () => {
  it("answers its own page", async () => {
    accepted = 0;
    const answer = await call(ownHeaders(server.port, token));
    expect(answer.status).toBe(200);
    expect(accepted).toBe(1);
  });

  it("accepts none of the wrong mixes of host, origin, site, token and method", async () => {
    accepted = 0;
    const good = ownHeaders(server.port, token);
    const port = server.port;
    const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
    const mixes: [Record<string, string | string[]>, string?, string?][] = [
      ...[
        "localhost",
        `localhost:${port}`,
        "127.0.0.1",
        `127.0.0.1:${port + 1}`,
        `127.0.0.1.nip.io:${port}`,
        `evil.example:${port}`,
        `[::1]:${port}`,
        `0.0.0.0:${port}`,
        `127.1:${port}`,
        `127.0.0.1:${port}.`,
        `user@127.0.0.1:${port}`,
        "",
      ].map((Host): [Record<string, string>] => [{ ...good, Host }]),
      ...[
        "null",
        "",
        "http://evil.example",
        "http://127.0.0.1",
        `https://127.0.0.1:${port}`,
        `http://localhost:${port}`,
        `http://127.0.0.1:${port}/`,
        `http://127.0.0.1:${port + 1}`,
        `http://127.0.0.1:${port}.evil.example`,
        "file://",
      ].map((Origin): [Record<string, string>] => [{ ...good, Origin }]),
      ...["cross-site", "same-site", "none", "", "SAME-ORIGIN"].map((site): [Record<string, string>] => [
        { ...good, "Sec-Fetch-Site": site },
      ]),
      ...["", "0".repeat(64), token.slice(1), `${token}0`, token.toUpperCase().replace(/[0-9]/g, "F"), owner].map(
        (wrong): [Record<string, string>] => [{ ...good, "X-Maillage-Token": wrong }],
      ),
      [without("Origin")],
      [without("Sec-Fetch-Site")],
      [without("X-Maillage-Token")],
      [{ ...good, "X-Maillage-Token": [token, token] }],
      [{ ...good, Origin: [good["Origin"] as string, "http://evil.example"] }],
      ...["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"].map((method): [Record<string, string>, string] => [
        good,
        method,
      ]),
      [good, "POST", "/bridge/app.info/"],
      [good, "POST", "/bridge/../bridge/app.info"],
      [good, "POST", "/bridge/APP.INFO"],
      [good, "POST", "//bridge/app.info"],
      [good, "POST", "/app.info"],
    ];
    expect(mixes.length).toBeGreaterThanOrEqual(40);
    for (const [headers, method, path] of mixes) {
      const answer = await call(headers, method, path);
      expect(answer.status, JSON.stringify([headers, method, path])).toBeGreaterThanOrEqual(400);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
    expect(accepted).toBe(0);
  });

  it("refuses two Host lines on a bare socket", async () => {
    const lines = [
      "POST /bridge/app.info HTTP/1.1",
      `Host: 127.0.0.1:${server.port}`,
      "Host: evil.example",
      "Connection: close",
      "",
      "",
    ];
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, "127.0.0.1", () => socket.write(lines.join("\r\n")));
      let text = "";
      socket.on("data", (chunk) => {
        text += String(chunk);
      });
      socket.on("close", () => resolve(text));
      socket.on("error", reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  it("exchanges a code once", async () => {
    const code = server.newAddress().split("#code=")[1] as string;
    const first = await rawRequest(server.port, "POST", "/token", ownHeaders(server.port), code);
    const second = await rawRequest(server.port, "POST", "/token", ownHeaders(server.port), code);
    expect([first.status, second.status]).toEqual([200, 403]);
    expect(first.body.toString()).toMatch(/^[0-9a-f]{64}$/);
    for (const wrong of ["", code.slice(0, 63), "x".repeat(5000)]) {
      expect((await rawRequest(server.port, "POST", "/token", ownHeaders(server.port), wrong)).status).toBe(403);
    }
  });

  it("gives a new code to the owner of the data folder alone", async () => {
    const asked = (secret: string) => rawRequest(server.port, "POST", "/code", ownHeaders(server.port), secret);
    expect((await asked(token)).status).toBe(403);
    const answer = await asked(owner);
    expect(answer.status).toBe(200);
    const spent = await rawRequest(server.port, "POST", "/token", ownHeaders(server.port), answer.body.toString());
    expect(spent.status).toBe(200);
  });

  it("answers garbage in the body with 400 and goes on", async () => {
    for (const body of [
      "",
      "garbage",
      encodeFrame("bytes", new Uint8Array(3)),
      encodeFrame("answer", "x").subarray(0, 6),
    ]) {
      const path = "/bridge/app.info";
      expect((await rawRequest(server.port, "POST", path, ownHeaders(server.port, token), body)).status).toBe(400);
    }
    expect((await call(ownHeaders(server.port, token))).status).toBe(200);
  });
});

describe("the loopback pages", () => {
  const page = (path: string, more: Record<string, string> = {}) =>
    rawRequest(server.port, "GET", path, { Host: `127.0.0.1:${server.port}`, ...more });

  it("are served with their type and the policy", async () => {
    const index = await page("/", { "Sec-Fetch-Site": "none" });
    expect(index.status).toBe(200);
    expect(index.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(index.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(index.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(index.headers["x-content-type-options"]).toBe("nosniff");
    const script = await page("/assets/main-1a2b.js");
    expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(script.headers["cache-control"]).toContain("immutable");
  });

  it.each([
    "/../outside.html",
    "/..%2foutside.html",
    "/%2e%2e/outside.html",
    "/assets/..%2f..%2foutside.html",
    "/..\\outside.html",
    "/%00index.html",
    "/%",
    "/.secret.html",
    "/link.html",
    "/notes.exe",
    "/assets",
    "/nothing.html",
  ])("refuse %s", async (path) => {
    const answer = await page(path);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).not.toMatch(/outside|hidden|program/);
  });

  it("are not shown to another site", async () => {
    expect((await page("/", { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
    expect((await rawRequest(server.port, "GET", "/", { Host: "evil.example" })).status).toBe(403);
  });
});
