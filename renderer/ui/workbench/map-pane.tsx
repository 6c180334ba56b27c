import { useEffect, useRef } from "react";
import { MapEditor } from "#editor/map-editor";
import { DayBar } from "#ui/acts/day-bar.tsx";
import { ProfilePanel } from "#ui/backdrop/profile-panel.tsx";
import { ScanCard } from "#ui/backdrop/scan-card.tsx";
import { SwipeDivider } from "#ui/backdrop/swipe-divider.tsx";
import { notifyRefusal } from "#ui/controls/notices.tsx";
import { MapDocuments } from "#ui/documents/map-documents.tsx";
import { IntersectionCard } from "#ui/draw/intersection-card.tsx";
import { VertexEntry } from "#ui/draw/vertex-entry.tsx";
import { useLanguage } from "#ui/language.tsx";
import { ComparePanel } from "#ui/look/compare-panel.tsx";
import { MeasurePanel } from "#ui/look/measure-panel.tsx";
import { openPlacedNote } from "#ui/look/place-note";
import { chosenProfile, showsAction } from "#ui/profiles/profile";
import { ReviewCard } from "#ui/scenarios/review-card.tsx";
import { useObservable } from "#ui/use-observable";
import { ActionButton } from "#ui/workbench/action-button.tsx";
import { useBench, useSnapshot } from "#ui/workbench/bench-context.tsx";
import { keepOverview } from "#ui/workbench/keep-overview";

const tools = [
  "select",
  "split",
  "merge",
  "move-vertex",
  "-",
  "measure",
  "ground-profile",
  "place-note",
  "-",
  "delete",
];
/** Commands that take something away: the planner is offered to take them back at once. */
const destructive = new Set(["delete-features", "merge-faces", "split-face", "draw-perimeter"]);

/** The map, with its tools to the left and its view buttons to the right. */
export function MapPane() {
  const bench = useBench();
  const { speak } = useLanguage();
  const target = useRef<HTMLDivElement>(null);
  const editor = useObservable(bench.editor);

  useEffect(() => {
    if (!target.current) return;
    const made = new MapEditor({
      target: target.current,
      session: bench.session,
      view: bench.view,
      first: bench.opening.picture,
      draughtsman: bench.opening.draughtsman,
      backdrops: bench.backdrops,
      onRefusal: notifyRefusal,
      onDone: (command) => {
        if (destructive.has(command)) bench.offerUndo();
        if (command === "add-feature") openPlacedNote(bench);
      },
    });
    bench.editor.set(made);
    // A project is opened from a screen that has gone: the keys are the map's.
    if (document.activeElement === document.body) made.focus();
    const stopKeeping = keepOverview(bench, made);
    return () => {
      stopKeeping();
      bench.editor.set(undefined);
      made.dispose();
    };
  }, [bench]);

  return (
    <section className="map-pane" aria-label={speak("ui.map")} data-mark="map" data-help="data">
      <div className="map" ref={target} />
      <DayBar />
      {editor ? <VertexEntry editor={editor} /> : null}
      <SwipeDivider />
      {editor ? <ToolColumn editor={editor} /> : null}
      {editor ? <ViewColumn editor={editor} /> : null}
      {editor ? <MapDocuments editor={editor} /> : null}
      {editor ? (
        <div className="look-stack">
          <IntersectionCard editor={editor} />
          <MeasurePanel editor={editor} />
          <ComparePanel editor={editor} />
          <ReviewCard />
        </div>
      ) : null}
      {editor ? <ProfilePanel editor={editor} /> : null}
      {editor ? <ScanCard editor={editor} /> : null}
    </section>
  );
}

function ToolColumn({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  const { speak } = useLanguage();
  useObservable(editor.tool);
  useObservable(bench.session.selection);
  useSnapshot();
  const profile = useObservable(chosenProfile);
  // A line stands between two tools, never beside another line or at an end.
  const shown = tools
    .filter((id) => showsAction(id, profile))
    .filter((id, index, all) => id !== "-" || (index < all.length - 1 && all[index + 1] !== "-"));
  return (
    <div className="tools float-bar" role="toolbar" aria-orientation="vertical" aria-label={speak("ui.tools")}>
      {shown.map((id, index) =>
        id === "-" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name
          <span key={index} className="bar-line" />
        ) : (
          <ActionButton key={id} id={id} side="right" />
        ),
      )}
    </div>
  );
}

function ViewColumn({ editor }: { editor: MapEditor }) {
  const bench = useBench();
  useSnapshot();
  const { speak } = useLanguage();
  useObservable(bench.view.labels);
  useObservable(editor.tool);
  return (
    <div className="views float-bar" role="toolbar" aria-orientation="vertical" aria-label={speak("ui.views")}>
      {["zoom-in", "zoom-out", "fit", "fit-plan", "labels"].map((id) => (
        <ActionButton key={id} id={id} side="left" />
      ))}
    </div>
  );
}
