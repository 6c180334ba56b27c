import { useState } from "react";
import { settledPlan } from "#core/derived/settled-plan";
import { Button } from "#ui/controls/button.tsx";
import { Note } from "#ui/controls/note.tsx";
import { useLanguage } from "#ui/language.tsx";
import { ReopenDialog } from "#ui/scenarios/reopen-dialog.tsx";
import { useDerived } from "#ui/workbench/bench-context.tsx";

/** Says that the plan is settled, since when and by which act, and offers to reopen it. */
export function SettledNote() {
  const { speak, numbers } = useLanguage();
  const act = useDerived(settledPlan);
  const [isAsked, setAsked] = useState(false);
  if (!act) return null;
  const { number, date, office } = act.fields;
  const params = { number: String(number), date: numbers.day(String(date)) };
  return (
    <Note kind="good">
      <p>
        {typeof office === "string"
          ? speak("scenarios.settled.by", { ...params, office })
          : speak("scenarios.settled", params)}
      </p>
      <Button onClick={() => setAsked(true)}>{speak("scenarios.reopen")}</Button>
      {isAsked ? <ReopenDialog onClose={() => setAsked(false)} /> : null}
    </Note>
  );
}
