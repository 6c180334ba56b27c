import { actionNamed } from "#ui/actions/all-actions";
import { HelpMenu } from "#ui/learn/help-menu.tsx";
import { learnActions } from "#ui/learn/learn-actions";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Help on the workbench: the guide, the guided lotissement, the keys, the visual language. */
export function BenchHelpMenu() {
  const bench = useBench();
  const entries = [...learnActions.slice(0, 2), actionNamed("shortcuts"), ...learnActions.slice(2)];
  return <HelpMenu entries={entries} onChosen={(action) => action.run(bench)} />;
}
