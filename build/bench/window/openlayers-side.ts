import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { Feature } from "#core/model/feature";

const PAGE = `<!doctype html><meta charset="utf-8"><title>OpenLayers</title>
<style>html,body,#map{margin:0;width:100%;height:100%}</style><div id="map"></div><script type="module" src="page.js"></script>`;

/** A plain OpenLayers page with some features, served on this machine. */
export interface OpenLayersSide {
  readonly address: string;
  close(): void;
}

/** Builds the page into a folder and serves it. */
export async function serveOpenLayers(folder: string, features: readonly Feature[]): Promise<OpenLayersSide> {
  mkdirSync(folder, { recursive: true });
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: "chrome140",
      lib: {
        entry: fileURLToPath(new URL("openlayers-page.ts", import.meta.url)),
        formats: ["es"],
        fileName: () => "page.js",
      },
    },
  });
  writeFileSync(join(folder, "index.html"), PAGE);
  writeFileSync(join(folder, "features.json"), geoJsonInMetres(features));
  const types: Readonly<Record<string, string>> = {
    "/": "text/html",
    "/page.js": "text/javascript",
    "/features.json": "application/json",
  };
  const server: Server = createServer((request, response) => {
    const path = request.url ?? "/";
    const type = types[path];
    if (!type) response.writeHead(404).end();
    else {
      response.setHeader("Content-Type", type);
      response.end(readFileSync(join(folder, path === "/" ? "index.html" : path.slice(1))));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no port");
  return { address: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

function geoJsonInMetres(features: readonly Feature[]): string {
  const pairs = (run: readonly number[], closed: boolean): number[][] => {
    const out: number[][] = [];
    for (let i = 0; i < run.length; i += 2) out.push([(run[i] as number) / 1000, (run[i + 1] as number) / 1000]);
    if (closed && out[0]) out.push(out[0]);
    return out;
  };
  const lines: string[] = [];
  for (const { id, class: kind, geometry } of features) {
    if (geometry?.kind !== "polygon" && geometry?.kind !== "line") continue;
    const shape =
      geometry.kind === "polygon"
        ? { type: "Polygon", coordinates: geometry.rings.map((ring) => pairs(ring, true)) }
        : { type: "LineString", coordinates: pairs(geometry.path, false) };
    lines.push(JSON.stringify({ type: "Feature", id, properties: { class: kind }, geometry: shape }));
  }
  return `{"type":"FeatureCollection","features":[${lines.join(",\n")}]}`;
}
