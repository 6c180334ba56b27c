import { drawRoute } from "#core/commands/draw-route";
import { act, type Tool, type ToolOptions } from "#editor/tool";
import { type Draft, draftSketch, draftStep, drawnPoints, emptyDraft } from "#editor/tools/drafting";

/** Draws a line of a network or a street axis, vertex by vertex. */
export function drawRouteTool({ class: id = "powerLine", fields = {}, withPoles = false }: ToolOptions): Tool<Draft> {
  return {
    id: "draw-route",
    start: emptyDraft,
    snaps: true,
    step(state, event) {
      const { draft, finished } = draftStep(state, event, { closes: false, least: 2 });
      if (!finished) return { state: draft };
      return { state: draft, retry: state, act: act(drawRoute, { class: id, points: finished, fields, withPoles }) };
    },
    sketch: (state) => draftSketch(state, false),
    points: drawnPoints,
  };
}
