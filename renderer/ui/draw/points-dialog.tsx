import { FileInput } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { importBornes } from "#core/commands/import-bornes";
import { borneKinds, borneStates } from "#core/features/borne";
import { surveyMethods } from "#core/features/survey-methods";
import { type PointList, positionsOf } from "#core/formats/points/point-list";
import { readPoints } from "#core/formats/points/read-points";
import { projectionOf } from "#core/geometry/crs";
import type { Fields } from "#core/model/feature";
import { normValue } from "#core/model/referentiel";
import { type Refusal, RefusalError } from "#core/model/refusal";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { Note } from "#ui/controls/note.tsx";
import { NumberInput } from "#ui/controls/number-input.tsx";
import { codeSentence } from "#ui/failure";
import { chooseFile } from "#ui/files";
import { useLanguage } from "#ui/language.tsx";
import { useBench, useNorms } from "#ui/workbench/bench-context.tsx";

const ACCEPT = ".csv,.txt,.tsv,.gpx";
/** Longer lists belong to a file import, characters. */
const MOST = 20_000_000;
/** Lines shown of what was read, and of what was not. */
const SHOWN = 5;

/** Takes a list of points (a file, or pasted from a spreadsheet) or the waypoints of a GPS in as bornes. */
export function PointsDialog() {
  const bench = useBench();
  const norms = useNorms();
  const { speak, word } = useLanguage();
  const [source, setSource] = useState<{ text: string; file: string }>({ text: "", file: "" });
  const [method, setMethod] = useState("");
  const [kind, setKind] = useState("");
  const [state, setState] = useState("");
  const [withinCm, setWithinCm] = useState<number | undefined>(100 * normValue(norms, "borne.match"));
  const textId = useId();
  const close = () => bench.dialog.set(undefined);
  const { crs } = bench.session.project.meta;
  const list = useMemo(() => listOf(source), [source]);
  const isRead = "points" in list;
  const count = isRead ? list.points.length : 0;
  const choose = async () => {
    const file = await chooseFile(ACCEPT);
    if (file) setSource({ text: (await file.text()).slice(0, MOST), file: file.name });
  };
  const take = () => {
    if (!isRead) return;
    const fields: Fields = { ...(method && { method }), ...(kind && { kind }), ...(state && { state }) };
    const points = positionsOf(list, projectionOf(crs));
    const file = source.file || speak("draw.points.pasted");
    const refusal = bench.run(
      importBornes,
      { points, fields, withinMm: 10 * (withinCm ?? 0), file },
      { undoable: true },
    );
    if (refusal) return;
    const made = bench.session.snapshot().history.done.at(-1)?.change?.added ?? [];
    bench.show(made.map(({ id }) => id));
    close();
  };
  const choice = (label: string, value: string, set: (value: string) => void, choices: typeof borneKinds) => (
    <ChoiceInput
      label={speak(label)}
      value={value}
      onChange={set}
      choices={[
        { value: "", words: speak("draw.points.unknown") },
        ...choices.map((each) => ({ value: each.value, words: word(each.label) })),
      ]}
    />
  );
  return (
    <Modal
      title={speak("ui.action.points")}
      onClose={close}
      wide
      help="drawing"
      foot={
        <>
          <Button onClick={close}>{speak("ui.cancel")}</Button>
          <Button kind="primary" why={count > 0 ? undefined : speak("draw.points.why")} onClick={take}>
            {speak("draw.points.take", { count })}
          </Button>
        </>
      }
    >
      <div className="draw-form">
        <p>{speak("draw.points.how")}</p>
        <div className="row">
          <Button icon={FileInput} onClick={() => void choose()}>
            {speak("draw.points.choose")}
          </Button>
          {source.file ? <span className="quiet">{source.file}</span> : null}
        </div>
        <div className="field">
          <label htmlFor={textId}>{speak("draw.points.text")}</label>
          <textarea
            id={textId}
            className="input points-text"
            value={source.text.slice(0, 20_000)}
            spellCheck={false}
            onChange={(event) => setSource({ text: event.target.value, file: "" })}
          />
        </div>
        {isRead ? <Read list={list} /> : <Note kind="bad">{codeSentence(speak, list)}</Note>}
        <div className="points-fields">
          {choice("draw.points.method", method, setMethod, surveyMethods)}
          {choice("draw.points.kind", kind, setKind, borneKinds)}
          {choice("draw.points.state", state, setState, borneStates)}
          <NumberInput
            label={speak("draw.points.within")}
            value={withinCm}
            min={0}
            max={200}
            decimals={1}
            onChange={setWithinCm}
            hint={speak("draw.points.within.hint")}
          />
        </div>
      </div>
    </Modal>
  );
}

/** How a list was read, so that a wrong guess is seen before it is taken in. */
function Read({ list }: { list: PointList }) {
  const { speak, numbers } = useLanguage();
  const { points, unread, separator, decimal, unit } = list;
  if (points.length + unread.length === 0) return null;
  const decimals = unit === "deg" ? 6 : 3;
  const write = (value: number): string => (unit === "deg" ? value.toFixed(decimals) : numbers.fixed(value, 3));
  return (
    <>
      <p role="status">
        {list.format === "gpx"
          ? speak("draw.points.gpx", { count: points.length })
          : speak("draw.points.read", {
              count: points.length,
              separator: speak(
                `draw.separator.${separator === ";" ? "semicolon" : separator === "," ? "comma" : separator}`,
              ),
              decimal: speak(decimal === "," ? "draw.decimal.comma" : "draw.decimal.point"),
            })}
      </p>
      <table className="figures small">
        <thead>
          <tr>
            <th scope="col">{speak("draw.points.number")}</th>
            <th scope="col">{unit === "deg" ? speak("draw.points.lon") : speak("draw.entry.xMm")}</th>
            <th scope="col">{unit === "deg" ? speak("draw.points.lat") : speak("draw.entry.yMm")}</th>
          </tr>
        </thead>
        <tbody>
          {points.slice(0, SHOWN).map((point) => (
            <tr key={point.line}>
              <th scope="row">{point.number ?? "—"}</th>
              <td>{write(point.x)}</td>
              <td>{write(point.y)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {unread.length > 0 ? (
        <Note kind="warn">
          {speak("draw.points.unread", {
            count: unread.length,
            lines: unread
              .slice(0, SHOWN)
              .map(({ line, text }) => `${line} « ${text} »`)
              .join(" ; "),
          })}
        </Note>
      ) : null}
    </>
  );
}

function listOf({ text, file }: { text: string; file: string }): PointList | Refusal {
  try {
    return readPoints(text, file);
  } catch (thrown) {
    if (thrown instanceof RefusalError) return thrown.refusal;
    throw thrown;
  }
}
