import { Check, GraduationCap, X } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import { openHelp } from "#ui/learn/help-place";
import { followLesson, type LessonView, lessonSteps, nothingYet } from "#ui/learn/lesson";
import { lesson, stopLesson } from "#ui/learn/lesson-state";
import { lessonViewOf, watchLesson } from "#ui/learn/lesson-view";
import { focusMarked } from "#ui/learn/light";
import { useLight } from "#ui/learn/use-light";
import { useObservable } from "#ui/use-observable";
import type { Bench } from "#ui/workbench/bench";
import "./learn.css";

/** Follows the guided lotissement on a workbench, where it belongs to the open project. */
export function BenchCoach({ bench }: { bench: Bench }) {
  const state = useObservable(lesson);
  const project = bench.session.project.meta.id;
  // The project just made from the sample becomes the one of the lesson.
  useEffect(() => {
    const { on, project: followed } = lesson.get();
    const now = lessonViewOf(bench);
    if (on && followed === "" && now.houses > 0 && now.perimeters === 0) {
      lesson.update((kept) => ({ ...kept, project, step: 1 }));
    }
  }, [bench, project]);
  const mine = state.on && state.project === project;
  return mine ? <Followed bench={bench} step={state.step} /> : null;
}

function Followed({ bench, step }: { bench: Bench; step: number }) {
  const [view, setView] = useState(() => lessonViewOf(bench));
  const place = useRef({ step, begun: view });
  if (place.current.step !== step) place.current = { step, begun: view };
  const look = useCallback(() => {
    const now = lessonViewOf(bench);
    const next = followLesson(place.current, now);
    const moved = next.step !== place.current.step;
    place.current = next;
    setView(now);
    if (moved) lesson.update((kept) => ({ ...kept, step: next.step }));
  }, [bench]);
  useEffect(() => {
    // Two acts of one hand may come in one tick; the last of them is looked at.
    let waiting = false;
    return watchLesson(bench, () => {
      if (waiting) return;
      waiting = true;
      queueMicrotask(() => {
        waiting = false;
        look();
      });
    });
  }, [bench, look]);
  return <Coach step={step} view={view} />;
}

/** The coach on the first screen, before there is a project. */
export function StartCoach() {
  const state = useObservable(lesson);
  return state.on && state.project === "" ? <Coach step={0} view={nothingYet} /> : null;
}

function Coach({ step, view }: { step: number; view: LessonView }) {
  const { speak } = useLanguage();
  const current = lessonSteps[step];
  useLight(current, view);
  const all = lessonSteps.length;
  return (
    <section className="coach" aria-label={speak("learn.lesson")}>
      <header>
        <GraduationCap aria-hidden="true" size={18} />
        <h2>{speak("learn.lesson")}</h2>
        <IconButton icon={X} name={speak("learn.stop")} onClick={stopLesson} side="top" />
      </header>
      <ol className="coach-dots" aria-hidden="true">
        {lessonSteps.map((each, index) => (
          <li key={each.id} className={index < step ? "done" : index === step ? "now" : ""} />
        ))}
      </ol>
      <div role="status" className="stack">
        {current ? (
          <>
            <p className="quiet small">{speak("learn.step.number", { step: step + 1, all })}</p>
            <h3>{speak(`learn.step.${current.id}`)}</h3>
            <p>{speak(`learn.step.${current.id}.how`)}</p>
          </>
        ) : (
          <>
            <h3 className="row">
              <Check aria-hidden="true" size={16} className="severity-good" />
              {speak("learn.over")}
            </h3>
            <p>{speak("learn.over.how")}</p>
          </>
        )}
      </div>
      <footer className="row">
        {current ? (
          <>
            <Button kind="primary" onClick={() => focusMarked(current.marks(view))}>
              {speak("learn.show")}
            </Button>
            {step > 0 ? (
              <Button onClick={() => lesson.update((kept) => ({ ...kept, step: kept.step + 1 }))}>
                {speak("learn.skip")}
              </Button>
            ) : null}
            <Button kind="quiet" onClick={() => openHelp()}>
              {speak("learn.more")}
            </Button>
          </>
        ) : (
          <Button kind="primary" onClick={stopLesson}>
            {speak("learn.end")}
          </Button>
        )}
      </footer>
    </section>
  );
}
