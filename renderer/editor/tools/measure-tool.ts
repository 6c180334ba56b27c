import { lengthM } from "#core/geometry/path";
import { signedAreaMm2 } from "#core/geometry/ring";
import { emptySketch, type MeasuredRun, type Tool, type ToolEvent } from "#editor/tool";
import { type Draft, draftSketch, draftStep, emptyDraft } from "#editor/tools/drafting";

/** What is being measured, or what was: a finished measure stays until the next click. */
export interface MeasureState {
  readonly draft: Draft;
  /** What has been drawn so far, or was finished. */
  readonly measured?: MeasuredRun;
  readonly done?: true;
}

/**
 * Measures lengths, bearings, and the area that the run encloses. A click on the first vertex closes it. Changes
 * nothing.
 */
export const measureTool: Tool<MeasureState> = {
  id: "measure",
  start: { draft: emptyDraft },
  snaps: true,
  step(state, event) {
    if (state.done && event.type !== "click") return { state };
    const before = state.done ? emptyDraft : state.draft;
    const { draft, finished } = draftStep(before, event, { closes: before.path.length >= 6, least: 2 });
    if (finished) {
      return { state: { draft, measured: { run: finished, closed: isClosing(finished, event) }, done: true } };
    }
    if (draft.path.length === 0) return { state: { draft } };
    // Only the hand moved: what was drawn is the same.
    const measured = state.measured?.run === draft.path ? state.measured : { run: draft.path, closed: false };
    return { state: { draft, measured } };
  },
  sketch({ draft, measured, done }) {
    if (!measured) return emptySketch;
    const sketch = draftSketch(done ? { path: measured.run } : draft, measured.closed);
    const run = sketch.lines[0]?.run ?? measured.run;
    if (run.length < 6 || !sketch.measures) return sketch;
    const [x, y] = run as [number, number];
    const back = [run.at(-2) as number, run.at(-1) as number, x, y];
    return {
      ...sketch,
      lines: measured.closed ? sketch.lines : [...sketch.lines, { run: back, closed: false, faint: true }],
      measures: {
        ...sketch.measures,
        ...(measured.closed ? { lastM: 0 } : {}),
        totalM: lengthM(measured.closed ? [...run, x, y] : run),
        areaM2: Math.abs(signedAreaMm2(run)) / 1e6,
      },
    };
  },
  points: ({ draft, measured, done }) => (done ? (measured?.run ?? []) : draft.path).length / 2,
  path: ({ draft, done }) => (done ? [] : draft.path),
  measured: ({ measured }) => measured,
};

/** Whether the event that finished a run was a click on its first vertex rather than on its last. */
function isClosing(run: readonly number[], event: ToolEvent): boolean {
  if (event.type !== "click" || run.length < 6) return false;
  const far = (i: number): number =>
    Math.hypot((run.at(i) as number) - event.at[0], (run.at(i + 1) as number) - event.at[1]);
  return far(0) < far(-2);
}
