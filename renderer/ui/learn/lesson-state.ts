import { remembered } from "#store/preferences";
import { lessonSteps } from "#ui/learn/lesson";

/** The guided lotissement as it is kept on this machine. */
export interface LessonState {
  /** Whether the coach is shown. */
  readonly on: boolean;
  /** Step reached, from 0; the number of steps when all is done. */
  readonly step: number;
  /** Project it is followed in; empty until one is made. */
  readonly project: string;
}

function isLessonState(value: unknown): value is LessonState {
  if (typeof value !== "object" || value === null) return false;
  const { on, step, project } = value as Record<string, unknown>;
  return typeof on === "boolean" && Number.isInteger(step) && (step as number) >= 0 && typeof project === "string";
}

const BEFORE: LessonState = { on: false, step: 0, project: "" };

/** Where the planner is in the guided lotissement, remembered on this machine. */
export const lesson = remembered<LessonState>("lesson", BEFORE, isLessonState);

/** Begins it anew, from the first step. */
export function beginLesson(): void {
  lesson.set({ ...BEFORE, on: true });
}

/** Puts the coach away; the place is kept. */
export function stopLesson(): void {
  lesson.update((state) => ({ ...state, on: false }));
}

/** Whether there is something to go on with in a project. */
export function canResume({ step, project }: LessonState): boolean {
  return project !== "" && step > 0 && step < lessonSteps.length;
}
