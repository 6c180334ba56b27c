import { Check } from "lucide-react";
import { useMemo } from "react";
import { errorsByStage } from "#ui/checks/rule-stages";
import { dock } from "#ui/docking/dock";
import { useLanguage } from "#ui/language.tsx";
import { chosenProfile, showsStage } from "#ui/profiles/profile";
import { useObservable } from "#ui/use-observable";
import { useBench, useDerived } from "#ui/workbench/bench-context.tsx";
import { holdsPlan, isCadastre, stages } from "#ui/workbench/stages";
import "../checks/checks.css";

/** The stages of the journey: what is done, where one is, what comes next. */
export function WorkflowBar() {
  const bench = useBench();
  const { speak } = useLanguage();
  const current = useObservable(bench.stage);
  const done = useDerived(doneStages);
  const hasPlan = useDerived(holdsPlan);
  const profile = useObservable(chosenProfile);
  const { issues, isKnown } = useObservable(bench.watcher.watched);
  const cadastre = useDerived(isCadastre);
  const errors = useMemo(() => errorsByStage(issues, cadastre), [issues, cadastre]);
  const shown = stages.filter(({ id }) => id === current || showsStage(id, profile));
  const next = shown.find((stage) => stage.isDone(bench.session.project) === false)?.id;
  return (
    <nav className="workflow" aria-label={speak("ui.workflow")}>
      <ol>
        {shown.map((stage, index) => {
          const failing = hasPlan ? (errors.get(stage.id) ?? 0) : 0;
          // Checked, and nothing to mend: the one stage that no object tells of.
          const isDone = stage.id === "checks" ? isKnown && failing === 0 && hasPlan : done.has(stage.id);
          const state = failing > 0 ? "failing" : isDone ? "done" : stage.id === next ? "next" : "later";
          return (
            <li key={stage.id} className={state}>
              <button
                type="button"
                title={
                  failing > 0
                    ? speak("checks.stage", { stage: speak(`ui.stage.${stage.id}`), count: failing })
                    : speak(`ui.stage.${stage.id}`)
                }
                data-mark={`stage.${stage.id}`}
                aria-current={stage.id === current ? "step" : undefined}
                onClick={() => {
                  dock.panelOpen.set(true);
                  bench.stage.set(stage.id);
                }}
              >
                <span className="stage-mark" aria-hidden="true">
                  {failing > 0 ? "!" : isDone ? <Check size={12} strokeWidth={3} /> : index + 1}
                </span>
                <span className="stage-word">{speak(`ui.stage.${stage.id}`)}</span>
                {failing > 0 ? (
                  <span className="unseen">{speak("checks.stage.errors", { count: failing })}</span>
                ) : state === "later" ? null : (
                  <span className="unseen">{speak(`ui.stage.${state}`)}</span>
                )}
                {failing > 0 && stage.id === "checks" ? (
                  <span className="stage-errors" aria-hidden="true">
                    {failing > 999 ? "999+" : failing}
                  </span>
                ) : null}
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
