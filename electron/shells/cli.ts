import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Progress } from "#core/bridge/bridge";
import { type Lang, speaker } from "#core/messages/catalogue";
import { RefusalError, refuse } from "#core/model/refusal";
import { keepCompiled } from "#shells/cli/compile-cache";
import { failureReport } from "#shells/cli/failure-report";
import type { OptionValues, Verb } from "#shells/cli/verb";
import { verbs } from "#shells/cli/verbs";

/**
 * The command line: one verb, one JSON object on stdout. Exit 0 done, 2 refused input, 3 failure of the machine,
 * 1 a bug; for the last three, one JSON object on stderr says what and where.
 */
async function main(words: readonly string[]): Promise<void> {
  const lang: Lang = languageOf(words);
  const temp = mkdtempSync(join(tmpdir(), "maillage-cli-"));
  const clean = (): void => rmSync(temp, { recursive: true, force: true });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      clean();
      process.exit(3);
    });
  }
  const [name, ...rest] = words;
  let file = "";
  try {
    if (name === "help" || name === "--help" || name === "-h") {
      process.stdout.write(`${JSON.stringify({ usage: verbs.map(({ usage }) => `maillage ${usage}`) })}\n`);
      return;
    }
    const entry = verbs.find((one) => one.name === name);
    if (!entry) throw usageError(name === undefined ? "cli.no-verb" : "cli.unknown-verb", { verb: name ?? "" });
    const verb = await entry.load();
    const { values, positionals } = parse(verb, entry.usage, rest);
    file = positionals[0] ?? "";
    const seed = typeof values["seed"] === "string" ? values["seed"] : undefined;
    const answer = await verb.run(positionals, values, {
      lang,
      temp,
      seed,
      progress: progressTeller(lang),
    });
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  } catch (thrown) {
    const { code, json } = failureReport(thrown, file, lang);
    process.stderr.write(`${JSON.stringify(json)}\n`);
    if (code === 1 && process.env["MAILLAGE_DEBUG"]) console.error(thrown);
    process.exitCode = code;
  } finally {
    clean();
  }
}

const COMMON = { lang: { type: "string" }, seed: { type: "string" } } as const;

function parse(verb: Verb, usage: string, words: readonly string[]): { values: OptionValues; positionals: string[] } {
  const options = { ...verb.options, ...COMMON };
  let read: { values: Record<string, unknown>; positionals: string[] };
  try {
    read = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (thrown) {
    // Node names the option between quotes; the rest of its sentence is English.
    const { code, message } = thrown as Error & { code?: string };
    const [, option = ""] = /'(-[^ '<=]*)/.exec(message) ?? [];
    const unknown = code === "ERR_PARSE_ARGS_UNKNOWN_OPTION";
    throw usageError(unknown ? "cli.unknown-option" : "cli.option-value", { option, usage });
  }
  const [least, most] = verb.words;
  const { length } = read.positionals;
  if (length < least || length > most) throw usageError("cli.wrong-words", { usage });
  return { values: read.values as OptionValues, positionals: read.positionals };
}

function usageError(code: string, params: Record<string, string>): RefusalError {
  return new RefusalError(
    refuse(code, { params: { ...params, usages: verbs.map((entry) => `maillage ${entry.usage}`).join("\n") } }),
  );
}

function languageOf(words: readonly string[]): Lang {
  const at = words.indexOf("--lang");
  return words[at + 1] === "en" && at >= 0 ? "en" : words.includes("--lang=en") ? "en" : "fr";
}

/** Tells how far the work is, on a terminal only: elsewhere stderr holds the error and nothing more. */
function progressTeller(lang: Lang): (progress: Progress) => void {
  if (!process.stderr.isTTY) return () => undefined;
  const speak = speaker(lang);
  return ({ stage, share }) =>
    process.stderr.write(`\r\u001b[K${speak(`progress.${stage}`)} ${Math.round(share * 100)} %`);
}

// npm runs scripts in the program's folder; files are named from where the planner stands.
const from = process.env["npm_lifecycle_event"] === "maillage" ? process.env["INIT_CWD"] : undefined;
if (from) process.chdir(from);
keepCompiled();
await main(process.argv.slice(2));
