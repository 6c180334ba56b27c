import { splitFace } from "#core/commands/split-face";
import { coverageClasses } from "#core/features/classes";
import type { Position } from "#core/geometry/geometry";
import { act, type Tool, type ToolView } from "#editor/tool";
import { type Draft, draftSketch, draftStep, drawnPoints, emptyDraft } from "#editor/tools/drafting";

/** Draws a line across a face of the plan: the face becomes two. */
export const splitTool: Tool<Draft> = {
  id: "split",
  start: emptyDraft,
  snaps: true,
  step(state, event, view) {
    const { draft, finished } = draftStep(state, event, { closes: false, least: 2 });
    if (!finished) return { state: draft };
    const id = faceToSplit(finished, view);
    return id ? { state: draft, retry: state, act: act(splitFace, { id, path: finished }) } : { state: draft };
  },
  sketch: (state) => draftSketch(state, false),
  points: drawnPoints,
  path: ({ path }) => path,
};

/** The one face chosen, else the face that most of the line's segments have their middle in. */
function faceToSplit(path: readonly number[], view: ToolView): string | undefined {
  const isFace = (id: string): boolean => coverageClasses.includes(view.get(id)?.class ?? "building");
  const chosen = [...view.selected].filter(isFace);
  if (chosen.length === 1) return chosen[0];
  const lengths = new Map<string, number>();
  for (let i = 0; i + 3 < path.length; i += 2) {
    const [ax, ay, bx, by] = path.slice(i, i + 4) as [number, number, number, number];
    const middle: Position = [Math.round((ax + bx) / 2), Math.round((ay + by) / 2)];
    const id = view.pick(middle, 0).find(isFace);
    if (id) lengths.set(id, (lengths.get(id) ?? 0) + Math.hypot(bx - ax, by - ay));
  }
  return [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0];
}
