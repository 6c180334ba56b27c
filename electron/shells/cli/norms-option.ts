import { readFileSync } from "node:fs";
import { setReferentiel } from "#core/commands/set-referentiel";
import { readReferentiel } from "#core/features/norm-limits";
import { parseWithLines } from "#core/formats/json-with-lines";
import { isRefusal, RefusalError } from "#core/model/refusal";
import { inputPath } from "#shells/cli/paths";
import type { ProjectOnDisk } from "#shells/cli/project-on-disk";

/** `--norms FILE`: lets the project go by a référentiel of its own. @throws RefusalError `norms.*`, with the file */
export function goBy(path: string | undefined, held: ProjectOnDisk): void {
  if (path === undefined) return;
  const referentiel = readReferentiel(parseWithLines(readFileSync(inputPath(path), "utf8"), path).value);
  if (isRefusal(referentiel)) throw new RefusalError({ ...referentiel, file: path });
  const done = held.ledger.run(setReferentiel, { referentiel });
  if (isRefusal(done) && done.code !== "command.nothing-to-do") throw new RefusalError(done);
}
