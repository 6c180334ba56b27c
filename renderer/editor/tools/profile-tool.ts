import type { Tool } from "#editor/tool";
import { draftSketch, draftStep, emptyDraft } from "#editor/tools/drafting";
import type { MeasureState } from "#editor/tools/measure-tool";

/** Draws the line that a profile of the ground is taken along: as measuring does, but never closed. Changes nothing. */
export const profileTool: Tool<MeasureState> = {
  id: "profile",
  start: { draft: emptyDraft },
  snaps: true,
  step(state, event) {
    if (state.done && event.type !== "click") return { state };
    const before = state.done ? emptyDraft : state.draft;
    const { draft, finished } = draftStep(before, event, { closes: false, least: 2 });
    if (finished) return { state: { draft, measured: { run: finished, closed: false }, done: true } };
    if (draft.path.length === 0) return { state: { draft } };
    // Only the hand moved: what was drawn is the same.
    const measured = state.measured?.run === draft.path ? state.measured : { run: draft.path, closed: false };
    return { state: { draft, measured } };
  },
  sketch({ draft, measured, done }) {
    const sketch = draftSketch(done && measured ? { path: measured.run } : draft, false);
    // Once it is drawn, its panel tells its length.
    if (!done) return sketch;
    return { lines: sketch.lines, points: sketch.points };
  },
  points: ({ draft, measured, done }) => (done ? (measured?.run ?? []) : draft.path).length / 2,
  path: ({ draft, done }) => (done ? [] : draft.path),
  measured: ({ measured }) => measured,
};
