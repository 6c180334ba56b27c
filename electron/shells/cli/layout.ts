import { readFileSync } from "node:fs";
import { acceptLayout } from "#core/commands/accept-layout";
import { drawPerimeter } from "#core/commands/draw-perimeter";
import { layOut } from "#core/engines/layout/lay-out";
import { layoutInputOf } from "#core/engines/layout/layout-input";
import { type LayoutParams, readLayoutParams } from "#core/engines/layout/layout-types";
import { normsOf } from "#core/features/norms-of";
import { parseWithLines } from "#core/formats/json-with-lines";
import { isRefusal, RefusalError, refuse } from "#core/model/refusal";
import { inputPath, outputPath } from "#shells/cli/paths";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { readSite } from "#shells/cli/site";
import { neededOption, textOption, type Verb } from "#shells/cli/verb";

/** `layout P.gpkg --site SITE --out OUT.gpkg`: draws the perimeter, lays the village out, keeps the plan. */
export const layoutVerb: Verb = {
  options: { site: { type: "string" }, params: { type: "string" }, out: { type: "string" } },
  words: [1, 1],
  async run([path = ""], options, context) {
    const site = neededOption(options, "site");
    const out = outputPath(neededOption(options, "out"));
    const params = readParams(textOption(options, "params"));
    const held = await ProjectOnDisk.open(path, context);
    const rings = readSite(site, held.project, context);
    const drawn = held.ledger.run(drawPerimeter, { rings });
    // The perimeter may be there already, just so.
    if (isRefusal(drawn) && drawn.code !== "command.nothing-to-do") throw new RefusalError(drawn);
    const input = layoutInputOf(held.project, rings, params, seedNumber(context.seed), normsOf(held.project));
    const started = performance.now();
    const result = layOut(input, {
      progress: (stage, share) => context.progress({ stage: `layout.${stage}`, share }),
    });
    if (isRefusal(result)) throw new RefusalError(result);
    const ms = Math.round(performance.now() - started);
    held.run(acceptLayout, { result, params, site: rings });
    await held.save(out);
    return {
      project: out,
      crs: held.project.meta.crs,
      ...result.score,
      ms,
      remarks: result.remarks.map(({ at, ...remark }) => ({
        ...remark,
        ...(at ? { at: [at[0] / 1000, at[1] / 1000] } : {}),
      })),
    };
  },
};

function readParams(path: string | undefined): LayoutParams {
  const value = path === undefined ? {} : parseWithLines(readFileSync(inputPath(path), "utf8"), path).value;
  const params = readLayoutParams(value);
  if (isRefusal(params)) throw new RefusalError(path === undefined ? params : { ...params, file: path });
  return params;
}

/** The engine's seed: a whole number as it is, 1 when none was given. */
function seedNumber(seed: string | undefined): number {
  if (seed === undefined) return 1;
  const value = Number(seed);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RefusalError(refuse("cli.bad-option", { params: { option: "--seed", value: seed, expected: "0, 1, 2…" } }));
}
