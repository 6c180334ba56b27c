import { closeSliver } from "#core/commands/close-sliver";
import { fillGap } from "#core/commands/fill-gap";
import { giveNumber } from "#core/commands/give-number";
import { placeBornes } from "#core/commands/place-bornes";
import { shareVertex } from "#core/commands/share-vertex";
import { tidyOutline } from "#core/commands/tidy-outline";
import type { Command, CommandEnv, Edit } from "#core/model/command";
import type { ProjectView } from "#core/model/project";
import type { Refusal } from "#core/model/refusal";

/** A command whose input an issue carries as data. */
type Fixing = Omit<Command<never>, "plan"> & {
  plan(project: ProjectView, input: never, env: CommandEnv): Edit | Refusal;
};

/** The commands that mend issues of the check, by id. */
const byId: ReadonlyMap<string, Fixing> = new Map(
  [shareVertex, closeSliver, fillGap, tidyOutline, giveNumber, placeBornes].map((command): [string, Fixing] => [
    command.id,
    command,
  ]),
);

/**
 * The command that mends an issue; it takes the input that the issue carries, written by its rule for this command.
 *
 * @throws Error (a bug) when an issue names a command that is none of ours
 */
export function fixingCommand(id: string): Command<unknown> {
  const found = byId.get(id);
  if (!found) throw new Error(`no such fix: ${id}`);
  return { id, plan: (project, input, env) => found.plan(project, input as never, env) };
}
