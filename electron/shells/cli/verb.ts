import type { ParseArgsConfig } from "node:util";
import type { Progress } from "#core/bridge/bridge";
import type { Lang } from "#core/messages/catalogue";
import { RefusalError, refuse } from "#core/model/refusal";

/** What a verb is given beside its own words. */
export interface CliContext {
  readonly lang: Lang;
  /** A folder that goes when the command ends. */
  readonly temp: string;
  /** The same seed and input give the same ids and the same plan; ids are random without one. */
  readonly seed: string | undefined;
  readonly progress: (progress: Progress) => void;
}

/** Options of one verb, as they were written. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** One verb of the command line. */
export interface Verb {
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** Least and most words beside the options. */
  readonly words: readonly [least: number, most: number];
  /** Does the work. The answer is printed as one JSON object. */
  run(words: readonly string[], options: OptionValues, context: CliContext): Promise<object>;
}

/** The text of an option. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** The text of an option that must be there. @throws RefusalError `cli.missing-option` */
export function neededOption(options: OptionValues, name: string): string {
  const value = textOption(options, name);
  if (value === undefined) throw new RefusalError(refuse("cli.missing-option", { params: { option: `--${name}` } }));
  return value;
}
