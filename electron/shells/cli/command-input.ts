import { readFileSync } from "node:fs";
import { z } from "zod";
import { recordOf } from "#core/model/document";
import type { SealedRecord } from "#core/model/journal";
import { RefusalError, refuse } from "#core/model/refusal";
import { schemaFault } from "#core/model/schema-fault";
import { inputPath } from "#shells/cli/paths";
import type { ProjectOnDisk } from "#shells/cli/project-on-disk";
import { neededOption, type OptionValues, textOption } from "#shells/cli/verb";

const text = z.string().max(500);

/** What is known of an act, in the `--input` of a cadastre command. */
export const actInput = z
  .strictObject({ type: text, number: text, date: text, office: text, reason: text })
  .partial()
  .optional();

/** The `--input` of a command: JSON itself, or a file that holds it. @throws RefusalError `cli.bad-json`, `cli.bad-input` */
export function readInput<Input>(options: OptionValues, schema: z.ZodType<Input>): Input {
  const given = neededOption(options, "input");
  const inline = given.trimStart().startsWith("{");
  const held = inline ? given : readFileSync(inputPath(given), "utf8");
  let value: unknown;
  try {
    value = JSON.parse(held);
  } catch {
    throw new RefusalError(
      refuse("cli.bad-json", { ...(inline ? {} : { file: given }), params: { option: "--input" } }),
    );
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new RefusalError(
    refuse("cli.bad-input", {
      ...(inline ? {} : { file: given }),
      params: schemaFault(value, read.error, "--input"),
    }),
  );
}

/** Saves a project after a command, and tells what the command did. */
export async function saved(
  held: ProjectOnDisk,
  record: SealedRecord,
  path: string,
  options: OptionValues,
): Promise<object> {
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

/** Numbers of an option, `300,400`. @throws RefusalError `cli.bad-option` */
export function numbersOption(options: OptionValues, name: string): number[] | undefined {
  const given = textOption(options, name);
  if (given === undefined) return undefined;
  const values = given.split(/[\s,;]+/).filter((word) => word !== "");
  const numbers = values.map(Number);
  if (numbers.length === 0 || numbers.some((value) => !Number.isFinite(value))) {
    throw new RefusalError(
      refuse("cli.bad-option", { params: { option: `--${name}`, value: given, expected: "300,400.5" } }),
    );
  }
  return numbers;
}

/** One number of an option. @throws RefusalError `cli.bad-option` */
export function numberOption(options: OptionValues, name: string): number | undefined {
  const [value] = numbersOption(options, name) ?? [];
  return value;
}
