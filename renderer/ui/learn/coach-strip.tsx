import { GraduationCap } from "lucide-react";
import { useLanguage } from "#ui/language.tsx";
import { lessonSteps } from "#ui/learn/lesson";
import { lesson } from "#ui/learn/lesson-state";
import { useObservable } from "#ui/use-observable";

/** The step in words at the head of a dialog that belongs to it, since the coach stands behind the dialog. */
export function CoachStrip() {
  const { speak } = useLanguage();
  const { on, step } = useObservable(lesson);
  const current = lessonSteps[step];
  if (!on || !current?.inDialog) return null;
  return (
    <p className="coach-strip" role="status">
      <GraduationCap aria-hidden="true" />
      <span>
        <strong>{speak("learn.step.number", { step: step + 1, all: lessonSteps.length })}</strong>{" "}
        {speak(`learn.step.${current.id}.dialog`)}
      </span>
    </p>
  );
}
