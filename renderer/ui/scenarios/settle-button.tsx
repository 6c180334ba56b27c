import { Stamp } from "lucide-react";
import { useState } from "react";
import { settledPlan } from "#core/derived/settled-plan";
import { Button } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import { SettleDialog } from "#ui/scenarios/settle-dialog.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";

/** Opens the act that settles the plan, or what stands against it. */
export function SettleButton() {
  const bench = useBench();
  const { speak } = useLanguage();
  const { isKnown } = useObservable(bench.watcher.watched);
  const settled = useDerived(settledPlan);
  const [isAsked, setAsked] = useState(false);
  if (settled) return null;
  const why = isKnown ? undefined : speak("ui.checks.working");
  return (
    <>
      <Button icon={Stamp} wide big why={why} mark="checks.settle" onClick={() => setAsked(true)}>
        {speak("scenarios.settle")}
      </Button>
      {isAsked ? <SettleDialog onClose={() => setAsked(false)} /> : null}
    </>
  );
}
