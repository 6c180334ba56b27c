import { BookOpen, GraduationCap, Palette } from "lucide-react";
import type { Action } from "#ui/actions/action";
import { charter, openHelp } from "#ui/learn/help-place";
import { beginLesson, canResume, lesson } from "#ui/learn/lesson-state";

export const learnActions: readonly Action[] = [
  { id: "help", icon: BookOpen, keys: ["F1"], run: () => openHelp() },
  {
    id: "lesson",
    icon: GraduationCap,
    keys: [],
    run: ({ session, leave }) => {
      const state = lesson.get();
      if (canResume(state) && state.project === session.project.meta.id) lesson.set({ ...state, on: true });
      else {
        beginLesson();
        leave();
      }
    },
  },
  { id: "charter", icon: Palette, keys: [], run: () => charter.set(true) },
];
