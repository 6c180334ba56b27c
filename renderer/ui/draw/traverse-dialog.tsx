import { MapPinPlus, Plus, Spline } from "lucide-react";
import { useState } from "react";
import { importBornes } from "#core/commands/import-bornes";
import { normsOf } from "#core/features/norms-of";
import type { TraverseResult } from "#core/geometry/cogo/traverse";
import type { Position } from "#core/geometry/geometry";
import { GON_PER_DEGREE } from "#core/geometry/polar";
import { normValue } from "#core/model/referentiel";
import { type AngleUnit, drawingSettings } from "#store/drawing-settings";
import { Button } from "#ui/controls/button.tsx";
import { CheckInput, ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { Modal } from "#ui/controls/modal.tsx";
import { Note } from "#ui/controls/note.tsx";
import {
  type DraftFault,
  type DraftStation,
  emptyTraverse,
  pasted,
  resultOf,
  type TraverseDraft,
  verdictOf,
} from "#ui/draw/traverse-draft";
import { useLanguage } from "#ui/language.tsx";
import type { Numbers } from "#ui/numbers";
import { useObservable } from "#ui/use-observable";
import type { Bench } from "#ui/workbench/bench";
import { useBench, useNorms } from "#ui/workbench/bench-context.tsx";

/** What was typed stays while its project is open. */
const drafts = new WeakMap<Bench, TraverseDraft>();

const CELLS: readonly (keyof DraftStation)[] = ["name", "angle", "distance"];

/** A field book of a traverse (cheminement): typed or pasted, worked out as one types, handed on as bornes or a line. */
export function TraverseDialog() {
  const bench = useBench();
  const { speak } = useLanguage();
  const unit = useObservable(drawingSettings.angleUnit);
  const [draft, setDraft] = useState<TraverseDraft>(() => drafts.get(bench) ?? startedAt(bench));
  const change = (more: Partial<TraverseDraft>) => {
    const next = { ...draft, ...more };
    drafts.set(bench, next);
    setDraft(next);
  };
  const close = () => bench.dialog.set(undefined);
  const result = resultOf(draft, unit);
  const isDone = "points" in result;
  const why = isDone ? undefined : speak("draw.traverse.why");
  const editor = bench.editor.get();
  const placePoints = () => {
    if (!isDone) return;
    const points = result.points.map(({ name, at }) => ({ number: name, at }));
    const withinMm = 1000 * normValue(normsOf(bench.session.project), "borne.match");
    const input = { points, fields: { state: "a-poser" }, withinMm, file: speak("draw.traverse.source") };
    if (!bench.run(importBornes, input, { undoable: true })) close();
  };
  const draw = () => {
    if (!isDone || !editor) return;
    editor.addVertices(result.points.flatMap(({ at }) => at.map(Math.round)));
    close();
    editor.focus();
  };
  const text = (key: "startX" | "startY" | "bearing" | "endX" | "endY" | "endBearing") => (
    <TextInput
      label={speak(`draw.traverse.${key}${/earing/.test(key) ? `.${unit}` : ""}`)}
      value={draft[key]}
      onChange={(value) => change({ [key]: value })}
    />
  );
  return (
    <Modal
      title={speak("ui.action.traverse")}
      onClose={close}
      wide
      help="drawing"
      foot={
        <>
          <Button onClick={close}>{speak("ui.close")}</Button>
          <Button
            icon={Spline}
            why={why ?? (editor?.constructs ? undefined : speak("draw.traverse.no-tool"))}
            onClick={draw}
          >
            {speak("draw.traverse.draw")}
          </Button>
          <Button icon={MapPinPlus} kind="primary" why={why} onClick={placePoints}>
            {speak("draw.traverse.place")}
          </Button>
        </>
      }
    >
      <div className="draw-form">
        <p className="quiet small">{speak("draw.traverse.how")}</p>
        <div className="points-fields">
          {text("startX")}
          {text("startY")}
          {text("bearing")}
          <ChoiceInput
            label={speak("draw.traverse.closing")}
            value={draft.closing}
            choices={(["start", "known", "open"] as const).map((value) => ({
              value,
              words: speak(`draw.traverse.closing.${value}`),
            }))}
            onChange={(value) => change({ closing: value === "known" || value === "open" ? value : "start" })}
          />
          {draft.closing === "known" ? (
            <>
              {text("endX")}
              {text("endY")}
              {text("endBearing")}
            </>
          ) : null}
        </div>
        <Book draft={draft} unit={unit} onChange={change} />
        <CheckInput checked={draft.compensates} onChange={(compensates) => change({ compensates })}>
          {speak("draw.traverse.compensates")}
        </CheckInput>
        {isDone ? <Closure result={result} /> : <Lack fault={result} />}
      </div>
    </Modal>
  );
}

function Book(props: { draft: TraverseDraft; unit: AngleUnit; onChange: (more: Partial<TraverseDraft>) => void }) {
  const { draft, unit, onChange } = props;
  const { speak } = useLanguage();
  const label = (key: keyof DraftStation): string => speak(`draw.traverse.${key}${key === "angle" ? `.${unit}` : ""}`);
  const write = (i: number, more: Partial<DraftStation>) =>
    onChange({ stations: draft.stations.map((each, k) => (k === i ? { ...each, ...more } : each)) });
  return (
    <>
      <table className="figures traverse-book">
        <thead>
          <tr>
            <th scope="col">{speak("draw.traverse.line")}</th>
            {CELLS.map((key) => (
              <th key={key} scope="col">
                {label(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {draft.stations.map((station, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are named by their number
            <tr key={i}>
              <th scope="row">{i + 1}</th>
              {CELLS.map((key) => (
                <td key={key}>
                  <input
                    className="input"
                    aria-label={speak("draw.traverse.cell", { what: label(key), line: i + 1 })}
                    value={station[key]}
                    onChange={(event) => write(i, { [key]: event.target.value })}
                    onPaste={(event) => {
                      const block = event.clipboardData.getData("text/plain");
                      if (!/[\t\n;]/.test(block)) return;
                      event.preventDefault();
                      onChange(pasted(draft, i, block));
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        icon={Plus}
        kind="quiet"
        onClick={() => onChange({ stations: [...draft.stations, { name: "", angle: "", distance: "" }] })}
      >
        {speak("draw.traverse.add")}
      </Button>
    </>
  );
}

/** Closure errors against the référentiel, and the points. */
function Closure({ result }: { result: TraverseResult }) {
  const { speak, numbers } = useLanguage();
  const { angularErrorDeg, linearError, precision } = result;
  const norms = useNorms();
  const unit = useObservable(drawingSettings.angleUnit);
  const verdict = verdictOf(result, norms);
  const isGood = verdict.angle !== false && verdict.precision !== false;
  const source = norms.norms["traverse.precision"]?.source ?? "";
  return (
    <>
      <div role="status">
        {linearError && precision !== undefined ? (
          <Note kind={isGood ? "good" : "warn"}>
            <p>
              {angularErrorDeg === undefined
                ? speak("draw.traverse.no-angle")
                : speak("draw.traverse.angular", {
                    error: smallAngle(angularErrorDeg, unit, numbers),
                    most: smallAngle(verdict.angleGon / GON_PER_DEGREE, unit, numbers),
                  })}
            </p>
            <p>
              {speak("draw.traverse.linear", {
                mm: numbers.number(linearError.m * 1000, 1),
                dx: numbers.number(linearError.dxM * 1000, 1),
                dy: numbers.number(linearError.dyM * 1000, 1),
                length: numbers.number(result.lengthM, 2),
                precision: Number.isFinite(precision) ? `1/${numbers.number(precision)}` : "—",
              })}
            </p>
            <p>
              <strong>{speak(isGood ? "draw.traverse.good" : "draw.traverse.bad")}</strong>{" "}
              {speak("draw.traverse.norm", { least: `1/${numbers.number(verdict.least)}`, source })}
            </p>
          </Note>
        ) : (
          <Note>{speak("draw.traverse.is-open", { length: numbers.number(result.lengthM, 2) })}</Note>
        )}
      </div>
      <table className="figures small">
        <thead>
          <tr>
            <th scope="col">{speak("draw.traverse.name")}</th>
            <th scope="col">{speak("draw.entry.xMm")}</th>
            <th scope="col">{speak("draw.entry.yMm")}</th>
          </tr>
        </thead>
        <tbody>
          {result.points.map(({ name, at }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: points are listed in their order
            <tr key={i}>
              <th scope="row">{name}</th>
              {at.map((mm, k) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: X, then Y
                <td key={k}>{numbers.fixed(mm / 1000, 3)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** An angle of closure in the unit observations are written in: from 1 unit on in it, below in its small one. */
function smallAngle(angleDeg: number, unit: AngleUnit, numbers: Numbers): string {
  const angle = unit === "gon" ? angleDeg * GON_PER_DEGREE : angleDeg;
  const isLarge = Math.abs(angle) >= 1;
  if (unit === "gon")
    return `${isLarge ? numbers.number(angle, 3) : numbers.number(angle * 1000, 1)} ${isLarge ? "gon" : "mgon"}`;
  return isLarge ? `${numbers.number(angle, 3)}°` : `${numbers.number(angle * 3600)}″`;
}

function Lack({ fault }: { fault: DraftFault }) {
  const { speak } = useLanguage();
  return (
    <p className="quiet" role="status">
      {speak(`draw.traverse.lacks.${fault.fault}`, { line: (fault.station ?? 0) + 1 })}
    </p>
  );
}

/** A draft that starts at the chosen borne, or at the last vertex drawn. */
function startedAt(bench: Bench): TraverseDraft {
  const [id] = bench.session.selection.get();
  const geometry = bench.session.project.get(id ?? "")?.geometry;
  const drawn = bench.editor.get()?.drawn.get() ?? [];
  const at: Position | undefined =
    geometry?.kind === "point"
      ? geometry.at
      : drawn.length >= 2
        ? [drawn.at(-2) as number, drawn.at(-1) as number]
        : undefined;
  if (!at) return emptyTraverse;
  return { ...emptyTraverse, startX: (at[0] / 1000).toFixed(3), startY: (at[1] / 1000).toFixed(3) };
}
