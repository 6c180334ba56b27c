import { LocateFixed, MapPinPlus, Maximize, Spline, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { importBornes } from "#core/commands/import-bornes";
import { normsOf } from "#core/features/norms-of";
import { emptyBox, growBox } from "#core/geometry/box";
import { WEAK_CROSSING_DEG } from "#core/geometry/cogo/intersections";
import { normValue } from "#core/model/referentiel";
import type { MapEditor } from "#editor/map-editor";
import { drawingSettings } from "#store/drawing-settings";
import { Button, IconButton } from "#ui/controls/button.tsx";
import { ChoiceInput, TextInput } from "#ui/controls/fields.tsx";
import { Note } from "#ui/controls/note.tsx";
import {
  emptyIntersection,
  type Intersection,
  type IntersectionDraft,
  intersectionOf,
  knownPosition,
  positionText,
} from "#ui/draw/intersection-draft";
import { useLanguage } from "#ui/language.tsx";
import { useObservable } from "#ui/use-observable";
import type { Bench } from "#ui/workbench/bench";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";

/** What the card covers of the map's left, pixels. */
const COVERED_PX = 390;

/** A point by two distances or two bearings from known positions, over the map on which they are picked. */
export function IntersectionCard({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  return useObservable(bench.intersecting) ? <Card editor={editor} /> : null;
}

function Card({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  const { speak, numbers } = useLanguage();
  const { session, view } = bench;
  const titleId = useId();
  const form = useRef<HTMLFormElement>(null);
  const unit = useObservable(drawingSettings.angleUnit);
  useObservable(editor.drawn);
  useSnapshot();
  const [draft, setDraft] = useState<IntersectionDraft>(() => startedWith(bench));
  const [picking, setPicking] = useState<"a" | "b" | undefined>(() => firstEmpty(startedWith(bench)));
  const change = (more: Partial<IntersectionDraft>) => setDraft((now) => ({ ...now, ...more }));
  const result = intersectionOf(draft, session.project, unit);
  const done = "at" in result ? result : undefined;
  const close = () => bench.intersecting.set(false);
  const leave = () => {
    close();
    editor.focus();
  };

  useEffect(() => {
    form.current?.querySelector("select")?.focus();
    // The map shows one draft at a time.
    return bench.land.subscribe(() => bench.land.get() && bench.intersecting.set(false));
  }, [bench]);
  useEffect(() => {
    const known = (["a", "b"] as const).flatMap((key) => {
      const at = knownPosition(draft, key, session.project);
      return "fault" in at ? [] : [at];
    });
    view.marks.set({
      snaps: picking !== undefined,
      lines: done ? linesOf(done) : [],
      grips: [...known, ...(done?.places ?? [])].map((at) => ({ at, drag: () => undefined })),
      click: (at, toleranceMm) => {
        if (picking) {
          const next = { ...draft, [picking]: positionText(at) };
          setDraft(next);
          setPicking(firstEmpty(next));
          return true;
        }
        const side = done?.places.findIndex(([x, y]) => Math.hypot(at[0] - x, at[1] - y) <= toleranceMm) ?? -1;
        if (side !== 0 && side !== 1) return false;
        change({ side });
        return true;
      },
      cancel: close,
    });
  });
  useEffect(() => () => view.marks.set(undefined), [view]);

  const why = done ? undefined : speak("draw.intersection.why");
  const noTool = editor.constructs ? undefined : speak("draw.traverse.no-tool");
  const draw = () => {
    if (!done) return;
    close();
    editor.addVertices(done.at);
    editor.focus();
  };
  const place = () => {
    if (!done) return;
    const withinMm = 1000 * normValue(normsOf(session.project), "borne.match");
    const input = { points: [{ at: done.at }], fields: { state: "a-poser" }, withinMm };
    if (!bench.run(importBornes, { ...input, file: speak("draw.intersection.source") }, { undoable: true })) leave();
  };
  const show = () => {
    if (!done) return;
    const box = emptyBox();
    for (const at of [done.a, done.b, ...done.places]) growBox(box, at);
    editor.fitBox(box, COVERED_PX);
  };
  return (
    <form
      ref={form}
      className="look-card intersection"
      noValidate
      aria-labelledby={titleId}
      data-help="drawing"
      onKeyDown={(event) => {
        if (event.defaultPrevented) return;
        if (event.key === "Escape") leave();
        else if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
        else if (editor.constructs) draw();
        else place();
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <header className="spread">
        <h2 id={titleId}>{speak("ui.action.intersection")}</h2>
        <IconButton icon={X} name={speak("ui.close")} side="left" onClick={leave} />
      </header>
      <ChoiceInput
        label={speak("draw.intersection.method")}
        value={draft.method}
        choices={(["distances", "bearings"] as const).map((value) => ({
          value,
          words: speak(`draw.intersection.method.${value}`),
        }))}
        onChange={(value) => change({ method: value === "bearings" ? "bearings" : "distances" })}
      />
      {(["a", "b"] as const).map((key) => (
        <div key={key} className="intersection-known">
          <TextInput
            label={speak(`draw.intersection.${key}`)}
            value={draft[key]}
            onChange={(text) => {
              change({ [key]: text });
              setPicking(undefined);
            }}
          />
          <Button
            icon={LocateFixed}
            pressed={picking === key}
            onClick={() => {
              setPicking(picking === key ? undefined : key);
              editor.focus();
            }}
          >
            {speak(`draw.intersection.pick.${key}`)}
          </Button>
          <TextInput
            label={speak(`draw.intersection.from.${draft.method === "distances" ? "distance" : unit}.${key}`)}
            value={key === "a" ? draft.fromA : draft.fromB}
            onChange={(text) => change(key === "a" ? { fromA: text } : { fromB: text })}
          />
        </div>
      ))}
      <p className="quiet small" role="status">
        {picking
          ? speak(`draw.intersection.picking.${picking}`)
          : done
            ? speak("draw.intersection.at", {
                x: numbers.number(done.at[0] / 1000, 3),
                y: numbers.number(done.at[1] / 1000, 3),
                angle: numbers.number(done.crossingDeg, 1),
              })
            : speak(`draw.intersection.lacks.${"fault" in result ? result.fault : ""}`, {
                number: "fault" in result ? (result.number ?? "") : "",
                gap: numbers.number("fault" in result ? (result.gapM ?? 0) : 0, 3),
              })}
      </p>
      {done && done.places.length > 1 ? (
        <ChoiceInput
          label={speak("draw.intersection.side")}
          value={String(draft.side)}
          choices={["left", "right"].map((side, i) => ({
            value: String(i),
            words: speak(`draw.intersection.${side}`),
          }))}
          onChange={(value) => change({ side: value === "1" ? 1 : 0 })}
        />
      ) : null}
      {done && done.crossingDeg < WEAK_CROSSING_DEG ? (
        <Note kind="warn">{speak("draw.intersection.weak", { angle: numbers.number(done.crossingDeg, 1) })}</Note>
      ) : null}
      <div className="row wrap">
        <Button icon={Spline} why={why ?? noTool} kind={noTool ? "plain" : "primary"} onClick={draw}>
          {speak("draw.intersection.draw")}
        </Button>
        <Button icon={MapPinPlus} why={why} kind={noTool ? "primary" : "plain"} onClick={place}>
          {speak("draw.intersection.place")}
        </Button>
        <Button icon={Maximize} kind="quiet" why={why} onClick={show}>
          {speak("draw.intersection.show")}
        </Button>
      </div>
    </form>
  );
}

/** From both known positions to each place; to the one not meant faintly. */
function linesOf({ a, b, places, at }: Intersection): { readonly run: readonly number[]; readonly faint?: true }[] {
  return places.map((place) => ({
    run: [...a, ...place, ...b],
    ...(place[0] === at[0] && place[1] === at[1] ? {} : { faint: true as const }),
  }));
}

function firstEmpty({ a, b }: IntersectionDraft): "a" | "b" | undefined {
  return a.trim() === "" ? "a" : b.trim() === "" ? "b" : undefined;
}

/** A draft that starts from the bornes chosen. */
function startedWith({ session }: Bench): IntersectionDraft {
  const places = [...session.selection.get()].flatMap((id) => {
    const chosen = session.project.get(id);
    return chosen?.class === "borne" && chosen.geometry?.kind === "point" ? [positionText(chosen.geometry.at)] : [];
  });
  return { ...emptyIntersection, a: places[0] ?? "", b: places[1] ?? "" };
}
