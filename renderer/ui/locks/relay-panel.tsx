import { Check } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { remarkSentence } from "#core/engines/layout/remark-words";
import { Button } from "#ui/controls/button.tsx";
import { CheckInput } from "#ui/controls/fields.tsx";
import { Note } from "#ui/controls/note.tsx";
import { SliderInput } from "#ui/controls/slider-input.tsx";
import { codeSentence, failureSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import { RelayDraft, type RelayFigures, WHOLE_ROWS } from "#ui/locks/relay-draft";
import type { RelayWork } from "#ui/locks/relay-work";
import { useObservable } from "#ui/use-observable";
import { useBench } from "#ui/workbench/bench-context.tsx";

/**
 * Îlots taken up again beside the map: sliders, the draft that follows them on the map, and what it keeps and changes.
 * Enter makes it, one step of the history; Escape leaves no trace.
 */
export function RelayPanel({ work }: { work: RelayWork }) {
  const bench = useBench();
  const [draft, setDraft] = useState<RelayDraft | undefined>(undefined);
  useEffect(() => {
    const made = new RelayDraft(bench, work);
    setDraft(made);
    return () => made.dispose();
  }, [bench, work]);
  return draft ? <Relay draft={draft} /> : null;
}

function Relay({ draft }: { draft: RelayDraft }) {
  const bench = useBench();
  const { speak, numbers, word } = useLanguage();
  const params = useObservable(draft.params);
  const state = useObservable(draft.state);
  const form = useRef<HTMLFormElement>(null);
  const close = () => {
    bench.relay.set(undefined);
    bench.editor.get()?.focus();
  };
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("input[type=range]")?.focus();
  }, []);
  const { refusal } = state;
  const title = speak("locks.relay.title", { count: draft.work.ilots.length, ilots: draft.work.ilots.join(", ") });
  return (
    <form
      ref={form}
      className="stack"
      noValidate
      aria-label={title}
      data-help="locks"
      onSubmit={(event) => {
        event.preventDefault();
        draft.accept(close);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        close();
      }}
    >
      <h3>{title}</h3>
      {draft.street ? <p className="quiet small">{speak("locks.relay.street")}</p> : null}
      <SliderInput
        label={speak("ui.layout.area")}
        value={params.parcelAreaM2}
        min={100}
        max={Math.max(1500, params.parcelAreaM2)}
        step={10}
        words={numbers.area(params.parcelAreaM2)}
        onChange={(parcelAreaM2) => draft.change({ parcelAreaM2 })}
      />
      <SliderInput
        label={speak("ui.layout.frontage")}
        value={params.frontageM}
        min={8}
        max={Math.max(40, params.frontageM)}
        step={0.5}
        words={numbers.length(params.frontageM)}
        onChange={(frontageM) => draft.change({ frontageM })}
      />
      <SliderInput
        label={speak("locks.relay.rows")}
        value={Math.min(params.lotsPerIlotRow, 31)}
        min={3}
        max={31}
        step={1}
        words={params.lotsPerIlotRow > 30 ? speak("locks.relay.whole") : numbers.number(params.lotsPerIlotRow)}
        onChange={(rows) => draft.change({ lotsPerIlotRow: rows > 30 ? WHOLE_ROWS : rows })}
      />
      <CheckInput
        checked={params.keepBuildings === "hard"}
        onChange={(checked) => draft.change({ keepBuildings: checked ? "hard" : "soft" })}
      >
        {speak("ui.layout.keep")}
      </CheckInput>
      {refusal ? <Note kind="warn">{codeSentence(speak, refusal)}</Note> : null}
      {state.error === undefined ? null : <Note kind="bad">{failureSentence(speak, state.error)}</Note>}
      {state.made?.remarks.map((remark) => (
        <Note key={remark.code} kind="warn">
          {remarkSentence(remark, speak, word)}
        </Note>
      ))}
      {state.figures ? <Figures figures={state.figures} /> : null}
      <div className="row wrap">
        <Button
          kind="primary"
          icon={Check}
          submit
          why={refusal ? codeSentence(speak, refusal) : undefined}
          onClick={() => undefined}
        >
          {speak("locks.relay.do")}
        </Button>
        <Button onClick={close}>{speak("ui.cancel")}</Button>
      </div>
      <p className="quiet small">{speak("locks.relay.how")}</p>
    </form>
  );
}

function Figures({ figures }: { figures: RelayFigures }) {
  const { speak, numbers } = useLanguage();
  const lines: readonly (readonly [key: string, value: string])[] = [
    ["lots", numbers.number(figures.lots)],
    ["mean", numbers.area(figures.meanM2)],
    ["within", numbers.share(figures.within)],
    ["kept", numbers.number(figures.kept)],
    ["changed", numbers.number(figures.changed)],
    ["added", numbers.number(figures.added)],
    ["gone", numbers.number(figures.gone)],
    ...(figures.closed > 0 ? [["closed", numbers.number(figures.closed)] as const] : []),
  ];
  return (
    <table className="figures" aria-live="polite">
      <caption className="unseen">{speak("locks.relay.figures")}</caption>
      <tbody>
        {lines.map(([key, value]) => (
          <tr key={key}>
            <th scope="row">{speak(`locks.figure.${key}`)}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
