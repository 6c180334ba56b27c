import { useEffect } from "react";
import type { LessonStep, LessonView } from "#ui/learn/lesson";
import { lightMarks } from "#ui/learn/light";

/** Lights the control a step speaks of, as long as the component stands. */
export function useLight(step: LessonStep | undefined, view: LessonView): void {
  const marks = step?.marks(view).join() ?? "";
  useEffect(() => (marks ? lightMarks(marks.split(",")) : undefined), [marks]);
}
