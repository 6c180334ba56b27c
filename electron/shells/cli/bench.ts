import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { RefusalError, refuse } from "#core/model/refusal";
import { rootFolder } from "#services/program";
import { textOption, type Verb } from "#shells/cli/verb";

/** What `build/bench/run.ts` gives. */
interface BenchModule {
  readonly benchNames: readonly string[];
  runBench(name: string, size?: number): Promise<object>;
}

/** `bench NAME`: one benchmark. Benches are recipes: they are there in a clone, not in an installed program. */
export const benchVerb: Verb = {
  options: { size: { type: "string" } },
  words: [1, 1],
  async run([name = ""], options) {
    const path = join(rootFolder, "build", "bench", "run.ts");
    if (!existsSync(path)) throw new RefusalError(refuse("cli.no-benches"));
    const { benchNames, runBench } = (await import(pathToFileURL(path).href)) as BenchModule;
    if (!benchNames.includes(name)) {
      throw new RefusalError(refuse("cli.no-such-bench", { params: { name, names: benchNames.join(", ") } }));
    }
    const size = textOption(options, "size");
    if (size === undefined) return runBench(name);
    if (!/^[1-9]\d{0,8}$/.test(size)) {
      throw new RefusalError(
        refuse("cli.bad-option", { params: { option: "--size", value: size, expected: "1, 1000, 100000…" } }),
      );
    }
    return runBench(name, Number(size));
  },
};
