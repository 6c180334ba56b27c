import { addFeature } from "#core/commands/add-feature";
import { drawRoute } from "#core/commands/draw-route";
import { lineOf, type Position } from "#core/geometry/geometry";
import { type Act, act, type Tool, type ToolOptions } from "#editor/tool";
import { type Draft, draftSketch, draftStep, drawnPoints, emptyDraft } from "#editor/tools/drafting";

/**
 * Draws a line, vertex by vertex. A power line or a pipe then follows the streets between its vertices; any other
 * line stays as it was drawn.
 */
export function drawRouteTool(options: ToolOptions): Tool<Draft> {
  return {
    id: "draw-route",
    start: emptyDraft,
    snaps: true,
    step(state, event) {
      const { draft, finished } = draftStep(state, event, { closes: false, least: 2 });
      return finished ? { state: draft, retry: state, act: actOf(finished, options) } : { state: draft };
    },
    sketch: (state) => draftSketch(state, false),
    points: drawnPoints,
    path: ({ path }) => path,
  };
}

function actOf(path: readonly number[], { class: id = "powerLine", fields = {}, withPoles = false }: ToolOptions): Act {
  if (id !== "powerLine" && id !== "pipe") return act(addFeature, { class: id, geometry: lineOf(path), fields });
  const points: Position[] = [];
  for (let i = 0; i < path.length; i += 2) points.push([path[i] as number, path[i + 1] as number]);
  return act(drawRoute, { class: id, points, fields, withPoles });
}
