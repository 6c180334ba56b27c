import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { RefusalError, refuse } from "#core/model/refusal";
import { homePath } from "#services/home";
import { fileHash } from "#services/packs/file-hash";
import { homePacks } from "#services/packs/pack-folders";
import { CARD, readCard } from "#services/packs/pack-shelf";
import { runJob } from "#services/run-job";
import { inputPath } from "#shells/cli/paths";
import { neededOption, textOption, type Verb } from "#shells/cli/verb";

/**
 * `pack FILE… --name N`: makes a regional pack of files at hand, on this machine or, with `--out`, in a folder such as
 * `maillage-packs` of a stick. `pack FOLDER --check` reads one back, byte by byte.
 */
export const packVerb: Verb = {
  options: { name: { type: "string" }, date: { type: "string" }, out: { type: "string" }, check: { type: "boolean" } },
  words: [1, 500],
  async run(words, options, { temp, progress }) {
    const began = performance.now();
    if (options["check"] === true) return checked(words[0] as string);
    const name = neededOption(options, "name");
    const date = textOption(options, "date") ?? new Date().toISOString().slice(0, 10);
    if (!z.iso.date().safeParse(date).success) {
      const params = { option: "--date", value: date, expected: "2026-11-22" };
      throw new RefusalError(refuse("cli.bad-option", { params }));
    }
    const out = textOption(options, "out") ?? join(homePacks(homePath()), folderName(name, date));
    if (textOption(options, "out") === undefined) mkdirSync(dirname(out), { recursive: true, mode: 0o700 });
    if (!existsSync(dirname(out))) throw new RefusalError(refuse("cli.no-such-folder", { file: out }));
    const files = words.map(inputPath);
    const { value } = await runJob("pack.build", { files, out, name, date, temp }, { onProgress: progress });
    const { members, places, attributions } = value;
    const bytes = members.reduce((sum, member) => sum + member.bytes, 0);
    return { pack: out, name, date, members, places, attributions, bytes, ms: Math.round(performance.now() - began) };
  },
};

/** `Kayes nord`, `2026-11-22` → `kayes-nord-2026-11-22`. */
function folderName(name: string, date: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return `${plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "pack"}-${date}`;
}

/** Whether every file of a pack is there as it was packed. @throws RefusalError `pack.no-card`, `pack.altered` */
function checked(folder: string): object {
  const card = readCard(folder);
  if (!card) throw new RefusalError(refuse("pack.no-card", { file: join(folder, CARD) }));
  for (const { file, sha256 } of card.members) {
    const path = join(folder, file);
    const whole = existsSync(path) && fileHash(path) === sha256;
    if (!whole) throw new RefusalError(refuse("pack.altered", { file: path }));
  }
  return { pack: folder, ...card, whole: true };
}
