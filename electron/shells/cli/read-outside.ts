import { closeSync, openSync, readSync } from "node:fs";
import type { ImportWarning } from "#core/bridge/bridge";
import type { Feature } from "#core/model/feature";
import { RefusalError, refuse } from "#core/model/refusal";
import { formatOf } from "#services/jobs/survey-job";
import { runJob } from "#services/run-job";
import { inputPath } from "#shells/cli/paths";
import type { CliContext } from "#shells/cli/verb";

/** Outside data, ready for a project. */
export interface OutsideFeatures {
  readonly features: Feature[];
  readonly attributions: string[];
  readonly warnings: ImportWarning[];
}

/** The CRS that holds most of an OSM file. */
export async function crsOfOsm(path: string, context: CliContext): Promise<string> {
  osmOnly(path);
  const { value } = await runJob("osm.inspect", { path, name: path }, { onProgress: context.progress });
  return value.crs[0]?.code ?? "";
}

/** Reads outside data through the class mappings. @throws RefusalError `format.*`, `import.*` */
export async function readOutside(path: string, crs: string, context: CliContext): Promise<OutsideFeatures> {
  osmOnly(path);
  const { value, bytes } = await runJob("osm.read", { path, name: path, crs }, { onProgress: context.progress });
  const features = JSON.parse(new TextDecoder().decode(bytes)) as Feature[];
  return { features, attributions: value.attributions, warnings: value.warnings };
}

/** Whether a file is a GeoPackage or another SQLite database, by its first bytes. */
export function isDatabase(path: string): boolean {
  const head = Buffer.alloc(15);
  const file = openSync(inputPath(path), "r");
  readSync(file, head, 0, 15, 0);
  closeSync(file);
  return head.toString("latin1") === "SQLite format 3";
}

function osmOnly(path: string): void {
  if (isDatabase(path))
    throw new RefusalError(refuse("cli.only-osm", { file: path, params: { format: "GeoPackage" } }));
  const format = formatOf(inputPath(path), path);
  if (format !== "osm") throw new RefusalError(refuse("cli.only-osm", { file: path, params: { format: "GeoJSON" } }));
}
