import { existsSync } from "node:fs";
import { basename } from "node:path";
import type { ImportWarning } from "#core/bridge/bridge";
import { importFeatures } from "#core/commands/import-features";
import { featureClasses } from "#core/features/classes";
import { isRefusal, RefusalError } from "#core/model/refusal";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { crsOfOsm, readOutside } from "#shells/cli/read-outside";
import { neededOption, textOption, type Verb } from "#shells/cli/verb";

/** `import FILE… --project P.gpkg`: outside data into a project, made when it is not there. */
export const importVerb: Verb = {
  options: { project: { type: "string" }, crs: { type: "string" } },
  words: [1, 1000],
  async run(files, options, context) {
    const path = neededOption(options, "project");
    const [first = ""] = files;
    const asked = textOption(options, "crs");
    const created = !existsSync(path);
    const held = created
      ? ProjectOnDisk.found(path, asked ?? (await crsOfOsm(first, context)), context)
      : await ProjectOnDisk.open(path, context);
    const { crs } = held.project.meta;
    const warnings: (ImportWarning & { file: string })[] = [];
    let added = 0;
    let skipped = 0;
    for (const file of files) {
      const outside = await readOutside(file, crs, context);
      warnings.push(...outside.warnings.map((warning) => ({ file, ...warning })));
      const before = held.project.size;
      const { features, attributions } = outside;
      const done = held.ledger.run(importFeatures, { features, attributions, file: basename(file) });
      // A file that brings nothing new is no fault.
      if (isRefusal(done) && done.code !== "command.nothing-to-do") throw new RefusalError({ ...done, file });
      added += held.project.size - before;
      skipped += features.length - (held.project.size - before);
    }
    await held.save(path);
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
    };
  },
};
