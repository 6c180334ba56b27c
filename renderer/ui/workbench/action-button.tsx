import { keyWords, reasonAgainst } from "#ui/actions/action";
import { actionNamed } from "#ui/actions/all-actions";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import { chosenProfile, showsAction } from "#ui/profiles/profile";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/**
 * A declared action as a button: an icon alone, or with its words; nothing where the profile leaves it out. The component around it is drawn again when what
 * the action depends on changes.
 */
export function ActionButton(props: {
  id: string;
  words?: boolean;
  kind?: "plain" | "primary" | "quiet" | "danger";
  side?: "top" | "right" | "bottom" | "left";
}) {
  const bench = useBench();
  const { speak, lang } = useLanguage();
  const profile = useObservable(chosenProfile);
  // While another day is looked at, what edits says so.
  useObservable(bench.view.day);
  if (!showsAction(props.id, profile)) return null;
  const action = actionNamed(props.id);
  const reason = reasonAgainst(action, bench);
  const shared = {
    icon: action.icon,
    onClick: () => action.run(bench),
    why: reason ? speak(`ui.why.${reason}`) : undefined,
    shortcut: keyWords(action.keys[0], lang),
    pressed: action.pressed?.(bench),
    mark: `action.${props.id}`,
  };
  return props.words ? (
    <Button {...shared} kind={props.kind ?? "plain"}>
      {speak(`ui.action.${props.id}`)}
    </Button>
  ) : (
    <IconButton {...shared} name={speak(`ui.action.${props.id}`)} side={props.side ?? "bottom"} />
  );
}
