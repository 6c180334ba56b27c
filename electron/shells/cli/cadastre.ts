import { readFileSync } from "node:fs";
import { z } from "zod";
import { mergeFaces } from "#core/commands/merge-faces";
import { numberParcels } from "#core/commands/number-parcels";
import { splitFace } from "#core/commands/split-face";
import { recordOf } from "#core/model/document";
import type { SealedRecord } from "#core/model/journal";
import { RefusalError, refuse } from "#core/model/refusal";
import { inputPath } from "#shells/cli/paths";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { neededOption, type OptionValues, textOption, type Verb } from "#shells/cli/verb";

const out = { out: { type: "string" } } as const;

const text = z.string().max(500);
const act = z.strictObject({ type: text, number: text, date: text, office: text, reason: text }).partial().optional();
const divideInput = z.strictObject({ id: z.string(), path: z.array(z.number()).min(4), act });
const mergeInput = z.strictObject({
  ids: z.array(z.string()),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  act,
});

/** `divide P.gpkg --input {"id","path","act"}`: splits a face along a line, as the window does. */
export const divideVerb: Verb = {
  options: { input: { type: "string" }, ...out },
  words: [1, 1],
  async run([path = ""], options, context) {
    const input = readInput(options, divideInput);
    const held = await ProjectOnDisk.open(path, context);
    return saved(held, held.run(splitFace, input), path, options);
  },
};

/** `merge P.gpkg --ids A,B` or `--input {"ids","fields","act"}`: merges faces that hang together. */
export const mergeVerb: Verb = {
  options: { ids: { type: "string" }, input: { type: "string" }, ...out },
  words: [1, 1],
  async run([path = ""], options, context) {
    const input = "input" in options ? readInput(options, mergeInput) : { ids: listed(neededOption(options, "ids")) };
    const held = await ProjectOnDisk.open(path, context);
    return saved(held, held.run(mergeFaces, input), path, options);
  },
};

function listed(ids: string): string[] {
  return ids
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

const numberInput = z.strictObject({
  ilot: z.string().optional(),
  order: z.enum(["serpentine", "path"]).default("serpentine"),
  path: z.array(z.number()).optional(),
  bearingDeg: z.number().optional(),
  start: z.number().optional(),
  template: z.string().optional(),
  per: z.enum(["ilot", "section", "all"]).optional(),
  commune: text.optional(),
  keepIlots: z.boolean().optional(),
  act,
});

/** `number P.gpkg`: numbers the parcels of one îlot, or of all, or those a path runs through. */
export const numberVerb: Verb = {
  options: {
    ilot: { type: "string" },
    start: { type: "string" },
    template: { type: "string" },
    input: { type: "string" },
    ...out,
  },
  words: [1, 1],
  async run([path = ""], options, context) {
    const given = "input" in options ? readInput(options, numberInput) : { order: "serpentine" as const };
    const ilot = textOption(options, "ilot");
    const start = textOption(options, "start");
    const template = textOption(options, "template");
    const held = await ProjectOnDisk.open(path, context);
    const input = {
      ...given,
      ...(ilot !== undefined ? { ilot } : {}),
      ...(start !== undefined ? { start: Number(start) } : {}),
      ...(template !== undefined ? { template } : {}),
    };
    return saved(held, held.run(numberParcels, input), path, options);
  },
};

/** The `--input` of a command: JSON itself, or a file that holds it. */
function readInput<Input>(options: OptionValues, schema: z.ZodType<Input>): Input {
  const given = neededOption(options, "input");
  const inline = given.trimStart().startsWith("{");
  const text = inline ? given : readFileSync(inputPath(given), "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RefusalError(
      refuse("cli.bad-json", { ...(inline ? {} : { file: given }), params: { option: "--input" } }),
    );
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new RefusalError(
    refuse("cli.bad-input", {
      ...(inline ? {} : { file: given }),
      params: { where: issue?.path.join(".") || "--input", why: issue?.message ?? "" },
    }),
  );
}

async function saved(held: ProjectOnDisk, record: SealedRecord, path: string, options: OptionValues): Promise<object> {
  const to = textOption(options, "out") ?? path;
  await held.save(to);
  const { command, change } = recordOf(record);
  return {
    project: to,
    command,
    seq: record.seq,
    added: change?.added.map(({ id }) => id) ?? [],
    updated: change?.updated.map(([, { id }]) => id) ?? [],
    removed: change?.removed.map(({ id }) => id) ?? [],
  };
}
