import { ArrowRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button } from "#ui/controls/button.tsx";
import { useLanguage } from "#ui/language.tsx";
import type { HelpSection } from "#ui/learn/help-place";
import { chosenProfile, showsStage } from "#ui/profiles/profile";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";
import { type StageId, stages } from "#ui/workbench/stages";

/** The left panel of a stage: its name, its body, and its acts at the foot. */
export function Panel(props: { stage: StageId; children: ReactNode; foot?: ReactNode }) {
  const { speak } = useLanguage();
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id} data-help={props.stage}>
      <header>
        <h2 id={id}>{speak(`ui.stage.${props.stage}.title`)}</h2>
      </header>
      <div className="panel-body">{props.children}</div>
      {props.foot ? <div className="panel-foot">{props.foot}</div> : null}
    </section>
  );
}

/** A part of a panel, with its heading. */
export function Group(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className="group" aria-labelledby={id}>
      <h3>
        <span id={id}>{props.title}</span>
        {props.aside}
      </h3>
      {props.children}
    </section>
  );
}

/** A part of a panel that is wanted now and then: folded, its heading opens it. */
export function Fold(props: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  mark?: string;
  /** Section of the guide that speaks of it; that of the stage when absent. */
  help?: HelpSection;
}) {
  return (
    <details className="fold" data-mark={props.mark} data-help={props.help}>
      <summary>
        <h3>
          {props.title}
          {props.aside}
        </h3>
      </summary>
      <div className="group">{props.children}</div>
    </details>
  );
}

/** Goes on to the stage after this one. */
export function NextStage({ after, kind = "primary" }: { after: StageId; kind?: "primary" | "plain" }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const profile = useObservable(chosenProfile);
  const behind = stages.slice(stages.findIndex((stage) => stage.id === after) + 1);
  const next = behind.find(({ id }) => showsStage(id, profile));
  if (!next) return null;
  return (
    <Button kind={kind} icon={ArrowRight} wide onClick={() => bench.stage.set(next.id)}>
      {speak("ui.next-stage", { stage: speak(`ui.stage.${next.id}`) })}
    </Button>
  );
}
