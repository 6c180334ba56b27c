import type { Action } from "#ui/actions/action";
import { historyActions } from "#ui/actions/history-actions";
import { projectActions } from "#ui/actions/project-actions";
import { toolActions } from "#ui/actions/tool-actions";
import { viewActions } from "#ui/actions/view-actions";
import { actActions } from "#ui/acts/act-actions";
import { landActions } from "#ui/divide/land-actions";
import { documentActions } from "#ui/documents/document-actions";
import { drawActions } from "#ui/draw/draw-actions";
import { findActions } from "#ui/find/find-actions";
import { learnActions } from "#ui/learn/learn-actions";
import { lockActions } from "#ui/locks/lock-actions";
import { lookActions } from "#ui/look/look-actions";

/** Every action by group, as the shortcut sheet lists them. */
export const actionGroups: readonly { readonly id: string; readonly actions: readonly Action[] }[] = [
  { id: "tools", actions: toolActions },
  { id: "draw", actions: drawActions },
  { id: "land", actions: [...landActions, ...lockActions, ...actActions] },
  { id: "history", actions: historyActions },
  { id: "view", actions: viewActions },
  { id: "look", actions: lookActions },
  { id: "documents", actions: documentActions },
  { id: "find", actions: findActions },
  { id: "project", actions: projectActions },
  { id: "learn", actions: learnActions },
];

const byId = new Map(actionGroups.flatMap(({ actions }) => actions.map((action) => [action.id, action])));
const byKeys = new Map([...byId.values()].flatMap((action) => action.keys.map((keys) => [keys, action])));

/** The action of an id. @throws RangeError (a bug) when there is none */
export function actionNamed(id: string): Action {
  const action = byId.get(id);
  if (!action) throw new RangeError(`no action ${id}`);
  return action;
}

/** The action a key runs, if any. */
export function actionOfKeys(keys: string): Action | undefined {
  return byKeys.get(keys);
}
