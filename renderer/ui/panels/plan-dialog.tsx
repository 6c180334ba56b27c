import { FileDown } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { PlanOptions } from "#core/bridge/bridge";
import { lotNames } from "#core/derived/lot-names";
import { offeredScales } from "#core/formats/plan/map-window";
import type { Feature } from "#core/model/feature";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { Button } from "#ui/controls/button.tsx";
import { CheckInput, ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { Note } from "#ui/controls/note.tsx";
import { notify } from "#ui/controls/notices.tsx";
import { codeSentence, failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { exportProject } from "#ui/panels/export";
import type { Bench } from "#ui/workbench/bench";
import { useBench } from "#ui/workbench/bench-context.tsx";

const papers = ["A4", "A3", "A2", "A1", "A0"] as const;
/** The preview is drawn anew this long after the last change, milliseconds. */
const QUIET_MS = 250;

/** The printed plan: its sheet and words on the left, the very sheet on the right, and the PDF at the foot. */
export function PlanDialog() {
  const bench = useBench();
  const { speak, lang, numbers } = useLanguage();
  const plots = useMemo(() => chosenPlots(bench), [bench]);
  const template = (kind: "plan" | "bornage"): Pick<PlanOptions, "paper" | "landscape" | "title" | "bornage"> => {
    const { project } = bench.session;
    const { name } = project.meta;
    // A cadastre that came as it is holds no operation.
    const key = project.countOf("perimeter") > 0 ? "ui.plan.default-title" : "ui.plan.parcels-title";
    if (kind === "plan") return { paper: "A3", landscape: true, title: speak(key, { name }) };
    const title = speak("plan.bornage.title", { count: plots.length, numbers: lotNames(plots), project: name });
    return { paper: "A4", landscape: false, title, bornage: plots.map(({ id }) => id) };
  };
  const [options, setOptions] = useState<PlanOptions>(() => ({
    lang,
    date: new Date().toISOString().slice(0, 10),
    // Where parcels are worked on, the plan of those chosen is what is asked for; elsewhere, that of the whole.
    ...template(plots.length > 0 && bench.stage.get() === "parcels" ? "bornage" : "plan"),
  }));
  const [refusal, setRefusal] = useState<Refusal>();
  const [making, setMaking] = useState(false);
  const change = (more: Partial<PlanOptions>) => setOptions((now) => ({ ...now, ...more }));
  const close = () => bench.dialog.set(undefined);

  const make = async () => {
    setMaking(true);
    try {
      const name = await exportProject(bench, { format: "pdf", plan: options });
      notify(speak("ui.export.done", { name }), { kind: "good" });
      close();
    } catch (error) {
      notify(failureSentence(speak, error), { kind: "bad" });
      setMaking(false);
    }
  };
  const why = refusal ? codeSentence(speak, refusal) : making ? speak("ui.export.making") : undefined;
  return (
    <Modal
      title={speak("ui.plan.title")}
      wide
      help="plan"
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{speak("ui.close")}</Button>
          <Button kind="primary" icon={FileDown} why={why} mark="plan.make" onClick={() => void make()}>
            {speak("ui.plan.make")}
          </Button>
        </>
      }
    >
      <div className="plan-form">
        <div className="stack">
          {plots.length > 0 ? (
            <ChoiceInput
              label={speak("divide.template")}
              value={options.bornage ? "bornage" : "plan"}
              choices={(["bornage", "plan"] as const).map((value) => ({
                value,
                words: speak(`divide.template.${value}`, { count: plots.length }),
              }))}
              onChange={(value) =>
                setOptions(({ bornage: _former, ...now }) => ({
                  ...now,
                  ...template(value === "bornage" ? "bornage" : "plan"),
                }))
              }
            />
          ) : null}
          <TextInput label={speak("ui.plan.heading")} value={options.title} onChange={(title) => change({ title })} />
          <TextInput
            label={speak("ui.plan.subtitle")}
            value={options.subtitle ?? ""}
            onChange={(subtitle) => change({ subtitle })}
          />
          <TextInput
            label={speak("ui.plan.place")}
            value={options.place ?? ""}
            onChange={(place) => change({ place })}
          />
          <TextInput
            label={speak("ui.plan.author")}
            value={options.author ?? ""}
            onChange={(author) => change({ author })}
          />
          <div className="two">
            <ChoiceInput
              label={speak("ui.plan.paper")}
              value={options.paper}
              choices={papers.map((value) => ({ value, words: value }))}
              onChange={(value) => change({ paper: papers.find((each) => each === value) ?? "A3" })}
            />
            <ChoiceInput
              label={speak("ui.plan.scale")}
              value={String(options.scale ?? "")}
              choices={[
                { value: "", words: speak("ui.plan.scale.auto") },
                ...offeredScales.map((value) => ({ value: String(value), words: `1/${numbers.number(value)}` })),
              ]}
              onChange={(value) =>
                setOptions(({ scale: _dropped, ...now }) => (value === "" ? now : { ...now, scale: Number(value) }))
              }
            />
            <TextInput
              label={speak("ui.plan.date")}
              type="date"
              value={options.date}
              onChange={(date) => change({ date })}
            />
          </div>
          <CheckInput checked={options.landscape} onChange={(landscape) => change({ landscape })}>
            {speak("ui.plan.landscape")}
          </CheckInput>
          {refusal ? <Note kind="bad">{codeSentence(speak, refusal)}</Note> : null}
        </div>
        <Preview options={options} onRefusal={setRefusal} />
      </div>
    </Modal>
  );
}

/** More parcels than this do not fit on one plan de bornage. */
const MOST_PLOTS = 20;

/** The chosen parcels, when nothing else is chosen: their plan de bornage can be printed. */
function chosenPlots({ session }: Bench): Feature[] {
  const chosen = [...session.selection.get()].flatMap((id) => session.project.get(id) ?? []);
  return chosen.length <= MOST_PLOTS && chosen.every((face) => face.class === "parcel") ? chosen : [];
}

function Preview({ options, onRefusal }: { options: PlanOptions; onRefusal: (refusal: Refusal | undefined) => void }) {
  const { watcher } = useBench();
  const { speak } = useLanguage();
  const host = useRef<HTMLDivElement>(null);
  const [sheet, setSheet] = useState<{ src: string; words: string }>();
  useEffect(() => () => URL.revokeObjectURL(sheet?.src ?? ""), [sheet]);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(async () => {
      const widthPx = Math.round((host.current?.clientWidth ?? 800) * devicePixelRatio);
      const drawn = await watcher.ask<"plan">({ kind: "plan", options, widthPx });
      if (!wanted) return;
      onRefusal(isRefusal(drawn) ? drawn : undefined);
      if (isRefusal(drawn)) return;
      setSheet({
        src: URL.createObjectURL(new Blob([drawn.png.slice()], { type: "image/png" })),
        words: drawn.description,
      });
    }, QUIET_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [watcher, options, onRefusal]);
  return (
    <section className="plan-sheet" aria-label={speak("ui.plan.preview")}>
      <div ref={host} className="sheet-host">
        {sheet ? <img src={sheet.src} alt={sheet.words} /> : null}
      </div>
    </section>
  );
}
