import type { LessonView } from "#ui/learn/lesson";
import type { Bench } from "#ui/workbench/bench";

/** What the lesson sees of a workbench now. */
export function lessonViewOf(bench: Bench): LessonView {
  const { session, draft, stage, filesMade } = bench;
  const { project } = session;
  const selection = session.selection.get();
  const state = draft.state.get().kind;
  let boreholes = 0;
  for (const { fields } of project.ofClass("waterPoint")) {
    if (fields["kind"] === "forage" && fields["state"] === "projete") boreholes++;
  }
  return {
    houses: project.countOf("building"),
    perimeters: project.countOf("perimeter"),
    parcels: project.countOf("parcel"),
    boreholes,
    splits: session.snapshot().history.done.filter(({ command }) => command === "split-face").length,
    onStage: stage.get(),
    proposal: state === "done" ? "ready" : state === "running" ? "running" : "none",
    widths: JSON.stringify(draft.params.get().streetWidthM),
    selection,
    selectedParcels: [...selection].filter((id) => project.get(id)?.class === "parcel").length,
    handedOver: filesMade.get(),
  };
}

/** Calls back at each change of what the lesson sees. Gives the way to stop. */
export function watchLesson(bench: Bench, seen: () => void): () => void {
  const stops = [
    bench.session.subscribe(seen),
    bench.session.selection.subscribe(seen),
    bench.draft.state.subscribe(seen),
    bench.draft.params.subscribe(seen),
    bench.stage.subscribe(seen),
    bench.filesMade.subscribe(seen),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
