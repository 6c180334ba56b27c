import { z } from "zod";
import { mergeFaces } from "#core/commands/merge-faces";
import { numberParcels } from "#core/commands/number-parcels";
import { actInput, readInput, saved } from "#shells/cli/command-input";
import { parcelNamed } from "#shells/cli/parcel-named";
import { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { neededOption, textOption, type Verb } from "#shells/cli/verb";

const out = { out: { type: "string" } } as const;

const mergeInput = z.strictObject({
  ids: z.array(z.string()),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  act: actInput,
});

/** `merge P.gpkg --ids A,B` or `--input {"ids","fields","act"}`: merges faces that hang together. */
export const mergeVerb: Verb = {
  options: { ids: { type: "string" }, input: { type: "string" }, ...out },
  words: [1, 1],
  async run([path = ""], options, context) {
    const given = "input" in options ? readInput(options, mergeInput) : { ids: listed(neededOption(options, "ids")) };
    const held = await ProjectOnDisk.open(path, context);
    const ids = given.ids.map((name) => parcelNamed(held.project, name).id);
    return saved(held, held.run(mergeFaces, { ...given, ids }), path, options);
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
  commune: z.string().max(500).optional(),
  keepIlots: z.boolean().optional(),
  act: actInput,
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
