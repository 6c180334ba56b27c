import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { ImportWarning } from "#core/bridge/bridge";
import { mappingFile } from "#core/bridge/outside";
import { importFeatures } from "#core/commands/import-features";
import { shortened } from "#core/engines/cleaning/clean-features";
import { featureClasses } from "#core/features/classes";
import type { LayerMapping } from "#core/formats/import-mapping";
import { fitControl } from "#core/geometry/control-fit";
import { isRefusal, RefusalError, refuse } from "#core/model/refusal";
import { writeBytesDurably } from "#services/durable-file";
import { fitOfFile, type ToldFit } from "#shells/cli/control-points";
import { inputPath, outputPath } from "#shells/cli/paths";
import { isPhoto, takePhotos } from "#shells/cli/photos";
import { isPoints, takePoints } from "#shells/cli/points";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import {
  cleaningOptions,
  crsOfFile,
  isOsm,
  type OutsideFeatures,
  readOsmFile,
  readOutside,
} from "#shells/cli/read-outside";
import { neededOption, type OptionValues, textOption, type Verb } from "#shells/cli/verb";

/** `import FILE… --project P.gpkg`: outside data, photos and points into a project, made when it is not there. */
export const importVerb: Verb = {
  options: {
    project: { type: "string" },
    crs: { type: "string" },
    class: { type: "string" },
    layer: { type: "string" },
    snap: { type: "string" },
    sliver: { type: "string" },
    report: { type: "string" },
    from: { type: "string" },
    control: { type: "string" },
    method: { type: "string" },
    mapping: { type: "string" },
    annex: { type: "boolean" },
  },
  words: [1, 1000],
  async run(files, options, context) {
    const path = neededOption(options, "project");
    const [first = ""] = files;
    const asked = textOption(options, "crs");
    const report = textOption(options, "report");
    const cleaning = cleaningOptions(options);
    const laid = controlOf(options);
    const created = !existsSync(path);
    // A list of points is bornes, unless the planner says what its columns are.
    const isMapped = ["class", "layer", "mapping"].some((option) => textOption(options, option) !== undefined);
    if (created && asked === undefined && isPoints(first) && !isMapped) {
      throw new RefusalError(refuse("points.no-crs", { file: first }));
    }
    // A new project takes the zone of its first file: OpenStreetMap data tell it as they are read.
    const osm =
      created && asked === undefined && isOsmData(first) ? await readOsmFile(first, undefined, context) : undefined;
    const found = async (): Promise<string> =>
      asked ?? osm?.crs ?? (await crsOfFile(first, context, textOption(options, "from")));
    const held = created ? ProjectOnDisk.found(path, await found(), context) : await ProjectOnDisk.open(path, context);
    const { crs } = held.project.meta;
    const warnings: (ImportWarning & { file: string })[] = [];
    const annex = options["annex"] === true;
    let added = 0;
    let skipped = 0;
    const take = (file: string, outside: OutsideFeatures): void => {
      warnings.push(...outside.warnings.map((warning) => ({ file, ...warning })));
      const before = held.project.size;
      const { features, attributions } = outside;
      const done = held.ledger.run(importFeatures, {
        features,
        attributions,
        file: basename(file),
        ...(annex ? { over: "annex" } : {}),
      });
      // A file that brings nothing new is no fault.
      if (isRefusal(done) && done.code !== "command.nothing-to-do") throw new RefusalError({ ...done, file });
      added += held.project.size - before;
      skipped += features.length - (held.project.size - before);
    };
    const photos = files.filter(isPhoto);
    const lists = files.filter((file) => !photos.includes(file) && isPoints(file) && !isMapped);
    const data = files.filter((file) => !photos.includes(file) && !lists.includes(file));
    for (const file of data.filter(isOsm)) {
      take(file, osm && file === first ? osm : await readOsmFile(file, crs, context));
    }
    const sheets = data.filter((file) => !isOsm(file));
    let outside: OutsideFeatures | undefined;
    if (sheets.length > 0) {
      const how = {
        as: textOption(options, "class"),
        layer: textOption(options, "layer"),
        from: textOption(options, "from"),
        mappings: mappingsIn(textOption(options, "mapping")),
        annex,
        control: laid?.fit,
        cleaning,
        wholeReport: report !== undefined,
      };
      outside = await readOutside(sheets, crs, how, context);
      take(sheets.join(", "), outside);
    }
    const taken = photos.length > 0 ? takePhotos(held, photos) : undefined;
    const points = lists.length > 0 ? takePoints(held, lists) : undefined;
    await held.save(path);
    if (report !== undefined) {
      const mapping = { maillage: "mapping", layers: outside?.mappings ?? [] };
      writeReport(report, { cleaning: outside?.cleaning, warnings, refused: outside?.refused ?? [], mapping });
    }
    const counts = featureClasses.map(({ table, id }) => [table, held.project.countOf(id)] as const);
    return {
      project: path,
      created,
      crs,
      added,
      skipped,
      counts: Object.fromEntries(counts.filter(([, count]) => count > 0)),
      attributions: held.project.meta.attributions,
      warnings,
      ...(laid ? { control: laid.told } : {}),
      ...(taken ? { photos: taken } : {}),
      ...(points ? { points } : {}),
      ...(outside?.cleaning ? { cleaning: shortened(outside.cleaning) } : {}),
    };
  },
};

/** Whether a file is OpenStreetMap data, and neither a photo nor a list of points. */
function isOsmData(file: string): boolean {
  return !isPhoto(file) && !isPoints(file) && isOsm(file);
}

/**
 * How an old plan in a system of its own is laid on the ground: `--control` names its control points (x, y, X, Y).
 *
 * @throws RefusalError `cli.missing-option` when a new project would have no CRS to lay it in
 */
function controlOf(options: OptionValues): ToldFit | undefined {
  const path = textOption(options, "control");
  if (path === undefined) return undefined;
  if (!existsSync(neededOption(options, "project"))) neededOption(options, "crs");
  return fitOfFile(path, options, (points, method) =>
    fitControl(
      points.map(({ pixel, ground }) => ({ from: pixel, to: ground })),
      method,
    ),
  );
}

/** The mappings of a mapping file, or of the report of another import. @throws RefusalError `import.bad-mapping` */
function mappingsIn(path: string | undefined): readonly LayerMapping[] | undefined {
  if (path === undefined) return undefined;
  try {
    const held = JSON.parse(readFileSync(inputPath(path), "utf8")) as { mapping?: unknown };
    return mappingFile.parse(held.mapping ?? held).layers;
  } catch (thrown) {
    if (thrown instanceof RefusalError) throw thrown;
    throw new RefusalError(refuse("import.bad-mapping", { file: path }));
  }
}

function writeReport(path: string, report: object): void {
  writeBytesDurably(outputPath(path), `${JSON.stringify(report, undefined, 2)}\n`, 0o666);
}
