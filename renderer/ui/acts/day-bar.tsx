import { CalendarClock, X } from "lucide-react";
import { useEffect, useId, useMemo } from "react";
import { daysOfActs } from "#core/derived/lineage";
import { lookBackTo } from "#ui/acts/look-back";
import { dayBefore, today } from "#ui/acts/today";
import { Button } from "#ui/controls/button.tsx";
import { DateBox } from "#ui/controls/date-box.tsx";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";
import "./acts.css";

/** Says that the map shows another day, and takes one from act to act; nothing while it shows today. */
export function DayBar() {
  const bench = useBench();
  const day = useObservable(bench.view.day);
  // Leaving the project with the map lets go of it.
  useEffect(() => () => lookBackTo(bench, undefined), [bench]);
  return day === undefined ? null : <Shown day={day} />;
}

function Shown({ day }: { day: string }) {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const titleId = useId();
  /** The beginning, then the day of each act. The last stop is today. */
  const days = useMemo(() => ["", ...daysOfActs(bench.session.project)], [bench]);
  const stops = days.length;
  const stop = days.reduce((at, each, i) => (each <= day ? i : at), 0);
  const go = (index: number) => {
    if (index >= stops) return lookBackTo(bench, undefined);
    const first = days[1] ?? today();
    lookBackTo(bench, days[index] || dayBefore(first));
  };
  return (
    <section className="day-bar" aria-labelledby={titleId} data-help="acts">
      <div>
        <CalendarClock aria-hidden="true" size={18} />
        <h2 id={titleId}>{speak("acts.day.title", { day: numbers.day(day) })}</h2>
        <Button kind="primary" icon={X} onClick={() => lookBackTo(bench, undefined)}>
          {speak("acts.day.leave")}
        </Button>
      </div>
      <div>
        <p className="quiet small">{speak("acts.day.words")}</p>
        <input
          type="range"
          min={0}
          max={stops}
          step={1}
          value={stop}
          aria-label={speak("acts.day.slider")}
          aria-valuetext={speak("acts.day.title", { day: numbers.day(day) })}
          onChange={(event) => go(Number(event.target.value))}
        />
        <DateBox
          name={speak("acts.day.date")}
          value={day}
          max={today()}
          onChange={(typed) => {
            if (typed) lookBackTo(bench, typed);
          }}
        />
      </div>
    </section>
  );
}
