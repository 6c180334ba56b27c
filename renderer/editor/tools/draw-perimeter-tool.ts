import { drawPerimeter } from "#core/commands/draw-perimeter";
import { oriented, signedAreaMm2 } from "#core/geometry/ring";
import { act, type Tool } from "#editor/tool";
import { type Draft, draftSketch, draftStep, drawnPoints, emptyDraft } from "#editor/tools/drafting";

/** Draws the limit of the operation, vertex by vertex. */
export const drawPerimeterTool: Tool<Draft> = {
  id: "draw-perimeter",
  start: emptyDraft,
  snaps: true,
  step(state, event) {
    const { draft, finished } = draftStep(state, event, { closes: true, least: 3 });
    return finished
      ? { state: draft, retry: state, act: act(drawPerimeter, { rings: oriented([finished]) }) }
      : { state: draft };
  },
  sketch(state) {
    const sketch = draftSketch(state, true);
    const ring = sketch.lines[0]?.run ?? [];
    if (ring.length < 6 || !sketch.measures) return sketch;
    return { ...sketch, measures: { ...sketch.measures, areaM2: Math.abs(signedAreaMm2(ring)) / 1e6 } };
  },
  points: drawnPoints,
  path: ({ path }) => path,
};
