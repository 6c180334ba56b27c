import { proposeSite } from "#core/engines/layout/propose-site";
import { areasOf } from "#core/formats/content-areas";
import { inMetres } from "#core/formats/drawn-metres";
import { projectionOf } from "#core/geometry/crs";
import type { Ring } from "#core/geometry/geometry";
import type { ProjectView } from "#core/model/project";
import { isRefusal, RefusalError, refuse } from "#core/model/refusal";
import { gdalDoor } from "#services/gdal/gdal-door";
import { readOutsideContent } from "#services/outside/read-content";
import { inputPath } from "#shells/cli/paths";
import type { CliContext } from "#shells/cli/verb";

/**
 * The perimeter `--site` names: `auto`, or an outside file of any format with one surface (or a layer `perimetre`).
 *
 * @throws RefusalError when there is none, or more than one
 */
export async function readSite(site: string, project: ProjectView, { temp }: CliContext): Promise<readonly Ring[]> {
  if (site === "auto") {
    const proposed = proposeSite(project);
    if (isRefusal(proposed)) throw new RefusalError(proposed);
    return proposed;
  }
  const tools = { temp, gdal: gdalDoor().ask };
  const content = inMetres(await readOutsideContent({ path: inputPath(site), name: site }, {}, tools));
  const areas = areasOf(content, projectionOf(project.meta.crs), site);
  const [first] = areas;
  if (!first || areas.length > 1) {
    throw new RefusalError(refuse("cli.not-one-site", { file: site, params: { found: areas.length } }));
  }
  return first;
}
