import type { Command } from "#core/model/command";
import { refuse } from "#core/model/refusal";

/** Gives the project another name. */
export const renameProject: Command<{ readonly name: string }> = {
  id: "rename-project",
  plan({ meta }, input) {
    const name = input.name.trim();
    if (name === "") return refuse("project.no-name");
    if (name === meta.name) return refuse("command.nothing-to-do");
    return { change: { added: [], updated: [], removed: [], meta: [meta, { ...meta, name }] }, params: { name } };
  },
};
