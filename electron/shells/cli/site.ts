import { readFileSync } from "node:fs";
import { proposeSite } from "#core/engines/layout/propose-site";
import { readGeoJsonAreas } from "#core/formats/geojson-read";
import { projectionOf } from "#core/geometry/crs";
import type { Ring } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";
import { isRefusal, RefusalError, refuse } from "#core/model/refusal";
import { readGpkgAreas } from "#services/gpkg/read-areas";
import { inputPath } from "#shells/cli/paths";
import { isDatabase } from "#shells/cli/read-outside";
import type { CliContext } from "#shells/cli/verb";

/**
 * The perimeter `--site` names: `auto`, a GeoJSON file, or a GeoPackage's table `perimetre`.
 *
 * @throws RefusalError when there is none, or more than one
 */
export function readSite(site: string, project: ProjectView, { temp }: CliContext): readonly Ring[] {
  if (site === "auto") {
    const proposed = proposeSite(project);
    if (isRefusal(proposed)) throw new RefusalError(proposed);
    return proposed;
  }
  const projection = projectionOf(project.meta.crs);
  const areas = isDatabase(site)
    ? readGpkgAreas(site, site, temp, projection)
    : readGeoJsonAreas(readFileSync(inputPath(site), "utf8"), site, projection);
  if (isRefusal(areas)) throw new RefusalError(areas);
  const [first] = areas;
  if (!first || areas.length > 1) {
    throw new RefusalError(refuse("cli.not-one-site", { file: site, params: { found: areas.length } }));
  }
  return first;
}
