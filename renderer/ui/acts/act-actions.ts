import { CalendarClock, ScrollText } from "lucide-react";
import { daysOfActs } from "#core/derived/lineage";
import type { Action } from "#ui/actions/action";
import { lookBackTo } from "#ui/acts/look-back";
import { dayBefore, today } from "#ui/acts/today";

/** What is decided on parcels, and how the map was before. */
export const actActions: readonly Action[] = [
  {
    id: "acts",
    icon: ScrollText,
    keys: ["Shift+A"],
    unavailable: ({ session }) => (session.project.countOf("act") === 0 ? "no-acts" : undefined),
    run: ({ dialog }) => dialog.set("acts"),
  },
  {
    id: "look-back",
    icon: CalendarClock,
    keys: ["Shift+D"],
    unavailable: ({ session }) => (session.project.countOf("act") === 0 ? "no-acts" : undefined),
    pressed: ({ view }) => view.day.get() !== undefined,
    run: (bench) => {
      if (bench.view.day.get() !== undefined) return lookBackTo(bench, undefined);
      const days = daysOfActs(bench.session.project);
      // Before the last act: what it changed is what one comes to see.
      lookBackTo(bench, dayBefore(days.at(-1) ?? today()));
    },
  },
];
