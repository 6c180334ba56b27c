import { lengthM } from "#core/geometry/path";
import { signedAreaMm2 } from "#core/geometry/ring";
import { emptySketch, type Tool } from "#editor/tool";
import { type Draft, draftSketch, draftStep, emptyDraft } from "#editor/tools/drafting";

/** What is being measured, or what was: a finished measure stays until the next click. */
export interface MeasureState {
  readonly draft: Draft;
  readonly kept?: readonly number[];
}

/** Measures lengths, and the plan area of what the run encloses. Changes nothing. */
export const measureTool: Tool<MeasureState> = {
  id: "measure",
  start: { draft: emptyDraft },
  snaps: true,
  step(state, event) {
    if (state.kept && event.type !== "click") return { state };
    const { draft, finished } = draftStep(state.draft, event, { closes: false, least: 2 });
    return { state: finished ? { draft, kept: finished } : { draft } };
  },
  sketch({ draft, kept }) {
    const path = kept ?? draft.path;
    if (path.length === 0) return emptySketch;
    const sketch = draftSketch(kept ? { path: kept } : draft, false);
    const run = sketch.lines[0]?.run ?? path;
    if (run.length < 6 || !sketch.measures) return sketch;
    const [x, y] = run;
    return {
      ...sketch,
      lines: [
        ...sketch.lines,
        { run: [run.at(-2) as number, run.at(-1) as number, x as number, y as number], closed: false, faint: true },
      ],
      measures: { ...sketch.measures, totalM: lengthM(run), areaM2: Math.abs(signedAreaMm2(run)) / 1e6 },
    };
  },
  points: ({ draft, kept }) => (kept ?? draft.path).length / 2,
};
