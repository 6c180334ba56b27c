import { importFeatures } from "#core/commands/import-features";
import { featureClasses } from "#core/features/classes";
import { classesAsked, writeExport } from "#shells/cli/export";
import { formatAsked } from "#shells/cli/format-asked";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { cleaningOptions, crsOfFile, isOsm, readOsmFile, readOutside } from "#shells/cli/read-outside";
import { type CliContext, type OptionValues, textOption } from "#shells/cli/verb";

/** A file into a project of its own through our classes, and that into a file. @param as table of the class of it all */
export async function throughClasses(
  path: string,
  out: string,
  as: string | undefined,
  options: OptionValues,
  context: CliContext,
): Promise<object> {
  const crs = textOption(options, "crs");
  const osm = isOsm(path) ? await readOsmFile(path, crs, context) : undefined;
  const held = ProjectOnDisk.found(path, crs ?? osm?.crs ?? (await crsOfFile(path, context)), context);
  const into = held.project.meta.crs;
  const how = { as, from: textOption(options, "from"), cleaning: cleaningOptions({}) };
  const read = osm ?? (await readOutside([path], into, how, context));
  held.run(importFeatures, { features: read.features, attributions: read.attributions, file: path });
  const classes = classesAsked(options, "layer", path);
  const wish = { profile: "interne", classes, crs, keepFormulas: options["formulas"] === true } as const;
  const written = await writeExport(out, held.encoded(), wish, context);
  const counts = featureClasses.map(({ id, table }) => [table, held.project.countOf(id)] as const);
  return {
    out,
    format: formatAsked(out).id,
    ...written,
    crs: into,
    features: written.again.objects,
    counts: Object.fromEntries(counts.filter(([, count]) => count > 0)),
  };
}
