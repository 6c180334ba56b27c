import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { BridgeError } from "#core/bridge/bridge-error";
import { readLayoutParams } from "#core/engines/layout/layout-types";
import { areasOf } from "#core/formats/content-areas";
import { parseWithLines } from "#core/formats/json-with-lines";
import { projectionOf } from "#core/geometry/crs";
import { speaker } from "#core/messages/catalogue";
import { decodeDocument, encodeDocument, recordOf } from "#core/model/document";
import { replay } from "#core/model/journal";
import { isRefusal, type Refusal, RefusalError } from "#core/model/refusal";
import { readGpkgContent } from "#services/gpkg/gpkg-content";
import { readProjectFile } from "#services/gpkg/read-project";
import type { JobContext } from "#services/jobs/job";
import { inspectOsmJob, readOsmJob } from "#services/jobs/osm-jobs";
import { surveyJob } from "#services/jobs/survey-job";
import { readGeoJsonAreas } from "#tests/helpers/geojson-areas";

/** How one way of reading a file ended. A crash is the stack of what was thrown. */
export interface Reading {
  readonly way: string;
  readonly refusal?: Refusal;
  readonly crash?: string;
}

const context: JobContext = { bytes: new Uint8Array(0), progress: () => undefined };

/** Reads a file in every way its name calls for, as the services do. Nothing is thrown. */
export async function readEveryWay(name: string, bytes: Uint8Array, folder: string): Promise<Reading[]> {
  const path = join(folder, `${randomUUID()}-${basename(name)}`);
  writeFileSync(path, bytes);
  try {
    const readings: Reading[] = [];
    for (const [way, read] of Object.entries(waysOf(name, path, bytes, folder))) {
      try {
        const answer = await read();
        readings.push(isRefusal(answer) ? { way, refusal: answer } : { way });
      } catch (thrown) {
        if (thrown instanceof RefusalError) readings.push({ way, refusal: thrown.refusal });
        else if (thrown instanceof BridgeError && thrown.kind === "refusal") {
          readings.push({ way, refusal: thrown.refusal });
        } else
          readings.push({ way, crash: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
      }
    }
    return readings;
  } finally {
    rmSync(path, { force: true });
  }
}

function waysOf(name: string, path: string, bytes: Uint8Array, temp: string): Record<string, () => unknown> {
  const file = { path, name };
  const projection = projectionOf("EPSG:32629");
  const survey = (): unknown => surveyJob({ ...file, temp }, context);
  if (name.startsWith("params")) {
    return {
      params: () => placed(readLayoutParams(parseWithLines(Buffer.from(bytes).toString("utf8"), name).value), name),
    };
  }
  if (name.endsWith(".geojson")) {
    return { survey, areas: () => readGeoJsonAreas(Buffer.from(bytes).toString("utf8"), name, projection) };
  }
  if (name.endsWith(".gpkg")) {
    const project = (): void => {
      const options = { name, temp, now: "2026-01-01T00:00:00.000Z", newId: randomUUID };
      const document = decodeDocument(encodeDocument(readProjectFile(path, options).document));
      replay(document.records.map(recordOf));
    };
    return { survey, areas: () => areasOf(readGpkgContent({ path, name, temp }), projection, name), project };
  }
  if (!/\.(osm|pbf)$|^overpass/.test(name)) return { survey };
  return {
    survey,
    inspect: () => inspectOsmJob(file, context),
    read: () => readOsmJob({ ...file, crs: "EPSG:32629" }, context),
  };
}

/** A refusal of the parameters, with the file as the command line adds it. */
function placed(answer: unknown, file: string): unknown {
  return isRefusal(answer) ? { ...answer, file } : answer;
}

/** Whether a refusal says where: line, layer, feature, byte, page of a database, or key; or is about the whole file. */
export function saysWhere({ code, line, layer, feature, params }: Refusal): boolean {
  if (code === "gpkg.not-project") return true;
  if (line !== undefined || layer !== undefined || feature !== undefined) return true;
  return params?.["byte"] !== undefined || params?.["page"] !== undefined || params?.["key"] !== undefined;
}

/** What is wrong with the words of a refusal, in both languages; empty when nothing is. */
export function faultOfWords({ code, params }: Refusal): string {
  for (const lang of ["fr", "en"] as const) {
    const said = speaker(lang)(`refusal.${code}`, params);
    if (said === "" || said.includes(`refusal.${code}`)) return `no ${lang} words for ${code}`;
    if (/\{\{\w+\}\}/.test(said)) return `a hole in the ${lang} words of ${code}: ${said}`;
  }
  return "";
}
