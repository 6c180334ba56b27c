import { Check } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { sideNear, sidesOf } from "#core/derived/divide/sides";
import { PlanarGraph } from "#core/derived/planar-graph";
import type { PolygonGeometry, Position } from "#core/geometry/geometry";
import { footOnSegment } from "#core/geometry/path";
import { isRefusal, type Refusal } from "#core/model/refusal";
import { ActFields } from "#ui/acts/act-fields.tsx";
import { Button } from "#ui/controls/button.tsx";
import { ChoiceInput } from "#ui/controls/fields.tsx";
import { Note } from "#ui/controls/note.tsx";
import { draggedCut, gripOf } from "#ui/divide/drag-cut";
import {
  firstSettings,
  kindsFor,
  type LandOutcome,
  type LandSettings,
  type LandWork,
  landCommand,
  landOutcome,
} from "#ui/divide/land-draft";
import { LandFields } from "#ui/divide/land-fields.tsx";
import { codeSentence } from "#ui/failure";
import { useLanguage } from "#ui/language.tsx";
import type { Numbers } from "#ui/numbers";
import { useBench } from "#ui/workbench/bench-context.tsx";
import "./divide.css";

/**
 * An act on chosen parcels beside the map: what it asks, the parts it would make, and the map showing them at once.
 * Enter makes it, one step of the history; Escape, or choosing something else, leaves no trace.
 */
export function LandPanel({ work }: { work: LandWork }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const { session, view } = bench;
  const [settings, setSettings] = useState<LandSettings>(firstSettings);
  const form = useRef<HTMLFormElement>(null);
  const change = (more: Partial<LandSettings>) => setSettings((now) => ({ ...now, ...more }));
  const polygon = useMemo(() => shapeOf(session.project.get(work.ids[0] ?? "")?.geometry), [session, work]);
  const sides = useMemo(() => (polygon ? sidesOf(polygon) : []), [polygon]);
  const outcome = useMemo(() => {
    const coverage = session.coverage ?? PlanarGraph.build(session.project);
    return landOutcome(session.project, coverage, work, settings);
  }, [session, work, settings]);
  const close = () => bench.land.set(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another act begins at its own first field
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>("[data-first] input, [data-first] select");
    first?.focus();
    // What is typed takes the place of what is proposed: `3` is three parts, not twenty-three.
    if (first instanceof HTMLInputElement) first.select();
  }, [work.kind]);
  useEffect(() => {
    const made: LandOutcome | undefined = isRefusal(outcome) ? undefined : outcome;
    const { division } = made ?? {};
    const asked = usesSide(work, settings)
      ? sides.find(({ number }) => number === Math.max(1, settings.side))
      : undefined;
    view.preview.set(made?.preview);
    view.marks.set({
      lines: [
        ...(made?.lines ?? []).map((run) => ({ run })),
        ...(asked ? [{ run: asked.path, faint: true as const }] : []),
      ],
      grips:
        polygon && division?.angleRad !== undefined
          ? division.cuts.map((cut, i) => ({
              at: gripOf(cut),
              drag: (to: Position) => {
                const dragged = draggedCut(polygon, division, i, to);
                if (dragged) change(dragged);
              },
            }))
          : [],
      click: (at, toleranceMm) => {
        const side = polygon ? sideNear(sides, at) : undefined;
        if (!side || !isNear(side.path, at, toleranceMm)) return false;
        change(sideChosen(work, settings, side.number, at));
        return true;
      },
      cancel: close,
    });
  });
  useEffect(
    () => () => {
      view.preview.set(undefined);
      view.marks.set(undefined);
    },
    [view],
  );

  const commit = () => {
    const made = landCommand(work, settings);
    if (isRefusal(made)) return;
    // What was typed stays when the act is refused: a number that another act bears.
    if (bench.run(made.command, made.input as never, { undoable: true })) return;
    close();
    const added = session.snapshot().history.done.at(-1)?.change?.added ?? [];
    const faces = added.filter((face) => face.class === "parcel" || face.class === "reserve").map(({ id }) => id);
    session.selection.select(faces.length > 0 ? faces : work.ids);
    bench.editor.get()?.focus();
  };
  const kinds = kindsFor(session.project, work.ids);
  const refusal = isRefusal(outcome) ? outcome : undefined;
  return (
    <form
      ref={form}
      className="stack land-panel"
      noValidate
      aria-label={speak(`divide.kind.${work.kind}`)}
      data-help="divide"
      onSubmit={(event) => {
        event.preventDefault();
        if (!refusal) commit();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        close();
        bench.editor.get()?.focus();
      }}
    >
      {kinds.length > 1 ? (
        <ChoiceInput
          label={speak("divide.act")}
          value={work.kind}
          choices={kinds.map((value) => ({ value, words: speak(`divide.kind.${value}`) }))}
          onChange={(value) => {
            const kind = kinds.find((each) => each === value);
            if (kind) bench.land.set({ ...work, kind });
          }}
        />
      ) : (
        <h3>{speak(`divide.kind.${work.kind}`)}</h3>
      )}
      <LandFields work={work} settings={settings} sides={sides} onChange={change} />
      {work.ids.some((id) => session.project.get(id)?.class === "parcel") ? (
        <details>
          <summary>{speak("acts.fields")}</summary>
          <div className="stack">
            <ActFields words={settings.act} onChange={(act) => change({ act })} />
          </div>
        </details>
      ) : null}
      {refusal ? <RefusalNote refusal={refusal} /> : null}
      {isRefusal(outcome) ? null : <Parts work={work} outcome={outcome} />}
      <div className="row wrap">
        <Button
          kind="primary"
          icon={Check}
          submit
          why={refusal ? codeSentence(speak, refusal) : undefined}
          onClick={() => undefined}
        >
          {speak(`divide.do.${work.kind}`)}
        </Button>
        <Button onClick={close}>{speak("ui.cancel")}</Button>
      </div>
      <p className="quiet small">{speak("divide.how")}</p>
    </form>
  );
}

function RefusalNote({ refusal }: { refusal: Refusal }) {
  const bench = useBench();
  const { speak } = useLanguage();
  const { at } = refusal;
  return (
    <Note kind="warn">
      <p role="status">{codeSentence(speak, refusal)}</p>
      {at ? (
        <Button kind="quiet" onClick={() => bench.lookAt(at)}>
          {speak("divide.show-place")}
        </Button>
      ) : null}
    </Note>
  );
}

function Parts({ work, outcome }: { work: LandWork; outcome: LandOutcome }) {
  const { speak, numbers } = useLanguage();
  const withFront = outcome.rows.some((row) => row.frontageM !== undefined);
  const withRest = outcome.rows.some((row) => row.residualM2 !== undefined);
  return (
    <table className="figures">
      <caption className="unseen">{speak("divide.parts.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{speak("divide.part")}</th>
          <th scope="col">m²</th>
          {withFront ? <th scope="col">{speak("divide.front")}</th> : null}
          {withRest ? <th scope="col">{speak(work.kind === "adjust" ? "divide.gain" : "divide.residual")}</th> : null}
        </tr>
      </thead>
      <tbody>
        {outcome.rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have their place alone
          <tr key={i}>
            <th scope="row">{row.number ?? (work.kind === "cede" ? speak("divide.strip") : "—")}</th>
            <td>{numbers.fixed(row.areaM2, 2)}</td>
            {withFront ? <td>{row.frontageM === undefined ? "" : numbers.fixed(row.frontageM, 2)}</td> : null}
            {withRest ? <td>{row.residualM2 === undefined ? "" : signed(row.residualM2, numbers)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A difference to the square decimetre's tenth, its sign told; nothing is no difference. */
function signed(valueM2: number, numbers: Numbers): string {
  const rounded = Math.round(valueM2 * 1000) / 1000;
  if (rounded === 0) return "0";
  return `${rounded > 0 ? "+" : ""}${numbers.number(rounded, 3)}`;
}

function shapeOf(geometry: unknown): PolygonGeometry | undefined {
  const shape = geometry as PolygonGeometry | null | undefined;
  return shape?.kind === "polygon" ? shape : undefined;
}

/** Whether one side of the parcel is asked for by number. */
function usesSide({ kind }: LandWork, { method, direction, side }: LandSettings): boolean {
  if (kind === "cede") return side > 0;
  if (kind !== "divide" || method === "point") return false;
  return method === "parallel" || direction === "across" || direction === "parallel";
}

/** What clicking a side of the parcel means. */
function sideChosen(work: LandWork, settings: LandSettings, side: number, at: Position): Partial<LandSettings> {
  if (work.kind === "divide" && settings.method === "point") return { at };
  const turned = settings.direction === "across" || settings.direction === "parallel";
  return work.kind === "divide" && settings.method !== "parallel" && !turned
    ? { side, direction: "parallel" }
    : { side };
}

function isNear(path: readonly number[], [x, y]: Position, reachMm: number): boolean {
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
    if (footOnSegment(ax, ay, bx, by, x, y).distanceMm <= reachMm) return true;
  }
  return false;
}
