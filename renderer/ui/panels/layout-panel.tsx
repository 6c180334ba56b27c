import { Check, Columns3, Grid2x2, MapPin, Save, Square, X } from "lucide-react";
import { useEffect, useState } from "react";
import { settledPlan } from "#core/derived/settled-plan";
import type { LayoutParams, LayoutRemark, LayoutScore } from "#core/engines/layout/layout-types";
import { remarkSentence } from "#core/engines/layout/remark-words";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { CheckInput } from "#ui/controls/fields.tsx";
import { Note } from "#ui/controls/note.tsx";
import { notifyRefusal } from "#ui/controls/notices.tsx";
import { NumberInput } from "#ui/controls/number-input.tsx";
import { codeSentence, failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { WhatStays } from "#ui/locks/what-stays.tsx";
import { Programme } from "#ui/norms/programme.tsx";
import type { DraftPlan, DraftState } from "#ui/panels/layout-draft";
import { LayoutScoreTable } from "#ui/panels/layout-score-table.tsx";
import { Group, NextStage, Panel } from "#ui/panels/panel.tsx";
import { AlternativesGroup } from "#ui/scenarios/alternatives-group.tsx";
import { CompareDialog } from "#ui/scenarios/compare-dialog.tsx";
import { NameDialog } from "#ui/scenarios/name-dialog.tsx";
import { ReviewButton } from "#ui/scenarios/review-button.tsx";
import { ScenariosFold } from "#ui/scenarios/scenarios-fold.tsx";
import { ScoreStrip } from "#ui/scenarios/score-strip.tsx";
import { SettledNote } from "#ui/scenarios/settled-note.tsx";
import { useObservable } from "#ui/use-observable";
import { useAnswer, useBench, useDerived, useNorms } from "#ui/workbench/bench-context.tsx";

/** What the planner asks of the maillage, the plan as it comes, its figures, and the act that makes it real. */
export function LayoutPanel() {
  const bench = useBench();
  const { draft } = bench;
  const { speak } = useLanguage();
  const params = useObservable(draft.params);
  const state = useObservable(draft.state);
  const hasPerimeter = useDerived((project) => project.countOf("perimeter") > 0);
  const hasPlan = useDerived((project) => project.countOf("parcel") > 0);
  const settled = useDerived(settledPlan);
  useEffect(() => {
    draft.show(true);
    return () => draft.show(false);
  }, [draft]);

  if (!hasPerimeter) {
    return (
      <Panel stage="layout">
        <div className="empty">
          <p>{speak("ui.layout.no-perimeter")}</p>
          <Button kind="primary" onClick={() => bench.stage.set("perimeter")}>
            {speak("ui.layout.to-perimeter")}
          </Button>
        </div>
      </Panel>
    );
  }
  return (
    <Panel stage="layout" foot={<LayoutFoot state={state} hasPlan={hasPlan} />}>
      <CompareDialog />
      <SettledNote />
      <AlternativesGroup />
      <ReviewButton />
      <ScenariosFold />
      {state.kind === "idle" && !settled ? (
        <p className="quiet">{speak(hasPlan ? "ui.layout.again" : "ui.layout.words")}</p>
      ) : null}
      {hasPlan ? <WhatStays /> : null}
      <ParamsForm params={params} score={shownPlan(state)?.result.score} onChange={(more) => draft.change(more)} />
      <Outcome state={state} />
    </Panel>
  );
}

function LayoutFoot({ state, hasPlan }: { state: DraftState; hasPlan: boolean }) {
  const bench = useBench();
  const { draft, desk } = bench;
  const { speak } = useLanguage();
  const standing = useAnswer("score");
  const trying = useObservable(desk.alternatives.state).kind === "running";
  const settled = useDerived(settledPlan);
  const [naming, setNaming] = useState(false);
  const plan = draft.plan;
  const figures = plan ? { score: plan.result.score, params: plan.params } : standing;
  const strip = figures ? <ScoreStrip figures={figures} /> : null;
  // What runs beside the window says so in the body.
  if (trying) return strip;
  if (state.kind === "running") {
    return (
      <>
        {strip}
        <Running state={state} />
        <Button icon={X} wide onClick={() => draft.stop()}>
          {speak("ui.layout.stop")}
        </Button>
      </>
    );
  }
  const why = settled ? speak("scenarios.settled.why") : undefined;
  if (state.kind === "done") {
    const accept = () => {
      const refusal = draft.accept();
      if (refusal) return notifyRefusal(refusal);
      // The former plan is gone: it can be had back at once.
      if (hasPlan) bench.offerUndo();
      bench.stage.set("parcels");
    };
    return (
      <>
        {strip}
        <div className="row">
          <Button kind="primary" icon={Check} wide big why={why} mark="layout.accept" onClick={accept}>
            {speak("ui.layout.accept")}
          </Button>
          <IconButton icon={Save} name={speak("scenarios.save")} side="top" onClick={() => setNaming(true)} />
        </div>
        <Button kind="quiet" icon={X} wide onClick={() => draft.discard()}>
          {speak("ui.layout.discard")}
        </Button>
        {naming && plan ? <NameDialog plan={plan} onClose={() => setNaming(false)} /> : null}
      </>
    );
  }
  return (
    <>
      {strip}
      <Button
        kind={hasPlan ? "plain" : "primary"}
        icon={Grid2x2}
        wide
        big
        why={why}
        mark="layout.compute"
        onClick={() => void draft.compute()}
      >
        {speak(hasPlan ? "ui.layout.compute-again" : "ui.layout.compute")}
      </Button>
      <Button icon={Columns3} wide why={why} mark="layout.alternatives" onClick={() => void desk.alternatives.start()}>
        {speak("scenarios.alternatives.start")}
      </Button>
      {hasPlan ? <NextStage after="layout" /> : null}
    </>
  );
}

function Running({ state }: { state: Extract<DraftState, { kind: "running" }> }) {
  const { speak } = useLanguage();
  const { progress } = state;
  const words = progress ? speak(`progress.layout.${progress.stage}`) : speak("ui.layout.running");
  return (
    <div className="running" role="status">
      <span className="small">{words}</span>
      <progress aria-label={words} max={1} value={progress?.share ?? 0} />
    </div>
  );
}

function ParamsForm(props: {
  params: LayoutParams;
  score: LayoutScore | undefined;
  onChange: (more: Partial<LayoutParams>) => void;
}) {
  const { params, score, onChange } = props;
  const { speak, numbers } = useLanguage();
  const norms = useNorms();
  const widths = params.streetWidthM;
  const norm = (key: string): string | undefined => {
    const held = norms.norms[key];
    return held ? speak("ui.norm", { value: `${numbers.number(held.value, 2)} ${held.unit}` }) : undefined;
  };
  const setWidth = (rank: keyof typeof widths) => (value: number | undefined) => {
    if (value !== undefined) onChange({ streetWidthM: { ...widths, [rank]: value } });
  };
  return (
    <>
      <Group title={speak("ui.layout.parcels")}>
        <div className="two">
          <NumberInput
            label={speak("ui.layout.area")}
            value={params.parcelAreaM2}
            min={60}
            max={20_000}
            step={50}
            onChange={(value) => value !== undefined && onChange({ parcelAreaM2: value })}
          />
          <NumberInput
            label={speak("ui.layout.frontage")}
            value={params.frontageM}
            min={4}
            max={150}
            onChange={(value) => value !== undefined && onChange({ frontageM: value })}
          />
          <NumberInput
            label={speak("ui.layout.row")}
            value={params.lotsPerIlotRow}
            min={1}
            max={60}
            decimals={0}
            onChange={(value) => value !== undefined && onChange({ lotsPerIlotRow: Math.round(value) })}
          />
          <NumberInput
            label={speak("ui.layout.public-share")}
            value={Math.round(params.publicShare * 1000) / 10}
            min={0}
            max={60}
            onChange={(value) => value !== undefined && onChange({ publicShare: value / 100 })}
            hint={
              norm("share.public") &&
              speak("ui.norm", { value: numbers.share(norms.norms["share.public"]?.value ?? 0) })
            }
          />
        </div>
      </Group>
      <Group title={speak("ui.layout.widths")}>
        <div className="three" data-mark="layout.widths">
          {(["primary", "secondary", "access"] as const).map((rank) => (
            <NumberInput
              key={rank}
              label={speak(`ui.layout.width.${rank}`)}
              value={widths[rank]}
              min={3}
              max={80}
              onChange={setWidth(rank)}
              hint={norm(`street.${rank}.width`)}
            />
          ))}
        </div>
      </Group>
      <Group title={speak("ui.layout.facilities")}>
        <Programme facilities={params.facilities} score={score} onChange={(facilities) => onChange({ facilities })} />
        <CheckInput
          checked={params.keepBuildings === "hard"}
          onChange={(checked) => onChange({ keepBuildings: checked ? "hard" : "soft" })}
        >
          {speak("ui.layout.keep")}
        </CheckInput>
      </Group>
    </>
  );
}

function Outcome({ state }: { state: DraftState }) {
  const { speak } = useLanguage();
  if (state.kind === "refused") return <Note kind="bad">{codeSentence(speak, state.refusal)}</Note>;
  if (state.kind === "failed") return <Note kind="bad">{failureSentence(speak, state.error)}</Note>;
  const plan = shownPlan(state);
  if (!plan) return null;
  const { result } = plan;
  return (
    <>
      <Group title={speak("ui.layout.balance")}>
        <LayoutScoreTable score={result.score} params={plan.params} />
      </Group>
      <Remarks remarks={result.remarks} />
    </>
  );
}

/** The plan shown: the one worked out, or the one before it while another is. */
function shownPlan(state: DraftState): DraftPlan | undefined {
  return state.kind === "done" ? state.plan : state.kind === "running" ? state.before : undefined;
}

function Remarks({ remarks }: { remarks: readonly LayoutRemark[] }) {
  const bench = useBench();
  const { speak, word } = useLanguage();
  if (remarks.length === 0) return null;
  const look = (remark: LayoutRemark) => {
    if (remark.ids) bench.show(remark.ids);
    else if (remark.at) bench.lookAt(remark.at);
  };
  return (
    <Group title={speak("ui.layout.remarks", { count: remarks.length })}>
      <ul className="lines">
        {remarks.map((remark, index) => {
          const hasPlace = remark.at !== undefined || remark.ids !== undefined;
          const Icon = hasPlace ? MapPin : Square;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: remarks have no names, and come anew with each plan
            <li key={index}>
              <button type="button" className="list-button" onClick={() => look(remark)}>
                <Icon aria-hidden="true" className={remark.level === "info" ? "quiet" : "severity-warning"} />
                <span>{remarkSentence(remark, speak, word)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </Group>
  );
}
