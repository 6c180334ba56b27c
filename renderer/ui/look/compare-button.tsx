import { GitCompare } from "lucide-react";
import { IconButton } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import { compareWith } from "#ui/look/compare";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Shows on the map what has changed since a step of the history; pressed while it does. */
export function CompareButton({ seq }: { seq: number }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const compared = useObservable(bench.view.compared);
  const pressed = compared?.seq === seq;
  return (
    <IconButton
      icon={GitCompare}
      name={speak("look.compare.do")}
      pressed={pressed}
      side="left"
      onClick={() => {
        if (pressed) bench.view.compared.set(undefined);
        else void compareWith(bench, seq, speak);
      }}
    />
  );
}
