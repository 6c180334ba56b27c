import { Check } from "lucide-react";
import { dock } from "#ui/docking/dock";
import { useLanguage } from "#ui/language.tsx";
import { chosenProfile, showsStage } from "#ui/profiles/profile";
import { useObservable } from "#ui/use-observable";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";
import { stages } from "#ui/workbench/stages";

/** The stages of the journey: what is done, where one is, what comes next. */
export function WorkflowBar() {
  const bench = useBench();
  const { speak } = useLanguage();
  const current = useObservable(bench.stage);
  const done = useDerived(doneStages);
  const profile = useObservable(chosenProfile);
  const shown = stages.filter(({ id }) => id === current || showsStage(id, profile));
  const next = shown.find((stage) => stage.isDone(bench.session.project) === false)?.id;
  return (
    <nav className="workflow" aria-label={speak("ui.workflow")}>
      <ol>
        {shown.map((stage, index) => {
          const isDone = done.has(stage.id);
          const state = isDone ? "done" : stage.id === next ? "next" : "later";
          return (
            <li key={stage.id} className={state}>
              <button
                type="button"
                title={speak(`ui.stage.${stage.id}`)}
                data-mark={`stage.${stage.id}`}
                aria-current={stage.id === current ? "step" : undefined}
                onClick={() => {
                  dock.panelOpen.set(true);
                  bench.stage.set(stage.id);
                }}
              >
                <span className="stage-mark" aria-hidden="true">
                  {isDone ? <Check size={12} strokeWidth={3} /> : index + 1}
                </span>
                <span className="stage-word">{speak(`ui.stage.${stage.id}`)}</span>
                {state === "later" ? null : <span className="unseen">{speak(`ui.stage.${state}`)}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function doneStages(project: Parameters<(typeof stages)[0]["isDone"]>[0]): ReadonlySet<string> {
  return new Set(stages.filter((stage) => stage.isDone(project)).map((stage) => stage.id));
}
