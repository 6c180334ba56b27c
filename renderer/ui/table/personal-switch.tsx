import { CheckInput } from "#ui/controls/fields.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/** Shows fields that name persons, until the project is closed (law 2013-015). */
export function PersonalSwitch() {
  const bench = useBench();
  const { speak } = useLanguage();
  const shown = useObservable(bench.personal);
  return (
    <CheckInput checked={shown} onChange={(checked) => bench.personal.set(checked)}>
      {speak("table.personal")}
    </CheckInput>
  );
}
