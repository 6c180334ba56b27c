import { insertVertex } from "#core/commands/insert-vertex";
import { moveFeature } from "#core/commands/move-feature";
import { moveVertex } from "#core/commands/move-vertex";
import { moveVertexOf } from "#core/commands/move-vertex-of";
import { removeVertex } from "#core/commands/remove-vertex";
import type { Position } from "#core/geometry/geometry";
import {
  type Act,
  act,
  emptySketch,
  type Hand,
  type Handle,
  type Tool,
  type ToolEvent,
  type ToolView,
} from "#editor/tool";

/** Nothing in the hand, or a handle carried: with the button held, or from one click to the next. */
export type MoveState =
  | { readonly kind: "idle" }
  | {
      readonly kind: "carrying";
      readonly handle: Handle;
      /** Where it was taken: for a whole feature, where the hand was. */
      readonly from: Position;
      readonly to: Position;
      readonly by: "drag" | "click";
    };

const idle: MoveState = { kind: "idle" };

/**
 * Moves what is chosen: a shared vertex with all faces that meet there, a vertex of a building or line, or a whole
 * thing that stands by itself. Drag and release, or click to take and click to drop. Shift-click takes a vertex out,
 * or puts one into an edge.
 */
export const moveVertexTool: Tool<MoveState> = {
  id: "move-vertex",
  start: idle,
  snaps: true,
  step(state, event, view) {
    if (state.kind === "idle") return take(event, view);
    if (event.type === "finish") return { state: idle, ...dropped(state) };
    if (event.type === "back") return { state: idle };
    if (event.type === "move" || event.type === "drag") return { state: { ...state, to: event.at } };
    if (state.by === "drag") {
      if (event.type !== "release") return { state };
      // A press that was never dragged only touched the handle.
      return { state: idle, ...(state.to === state.from ? {} : dropped({ ...state, to: event.at })) };
    }
    return event.type === "click" ? { state: idle, ...dropped({ ...state, to: event.at }) } : { state };
  },
  sketch(state) {
    if (state.kind === "idle") return emptySketch;
    const { handle, from, to } = state;
    const dx = to[0] - from[0];
    const dy = to[1] - from[1];
    const lines = handle.runs.map(({ run, closed }) => ({
      run: run.map((value, i) => {
        const moves =
          handle.kind === "whole" || (run[i - (i % 2)] === handle.at[0] && run[i - (i % 2) + 1] === handle.at[1]);
        return moves ? value + (i % 2 === 0 ? dx : dy) : value;
      }),
      closed,
    }));
    return {
      lines,
      points: [[handle.at[0] + dx, handle.at[1] + dy]],
      measures: { at: to, lastM: Math.hypot(dx, dy) / 1000 },
    };
  },
  points: (state) => (state.kind === "idle" ? 0 : 1),
  held: (state) => (state.kind === "idle" ? undefined : state.handle),
};

function take(event: ToolEvent, view: ToolView): ReturnType<typeof moveVertexTool.step> {
  if (event.type !== "press" && event.type !== "click") return { state: idle };
  if (event.more) return event.type === "click" ? mend(event, view) : { state: idle };
  const handle = view.handleAt(event.raw, event.toleranceMm);
  if (handle) {
    const from = handle.kind === "whole" ? event.at : handle.at;
    const by = event.type === "press" ? "drag" : "click";
    return { state: { kind: "carrying", handle, from, to: from, by }, ...(by === "drag" ? { grab: true } : {}) };
  }
  if (event.type === "press") return { state: idle };
  const [top] = view.pick(event.raw, event.toleranceMm);
  return { state: idle, select: { ids: top ? [top] : [], mode: "replace" } };
}

/** Shift-click: takes a vertex of the selection out, puts one into its edge, else adds to the selection. */
function mend(event: Hand, view: ToolView): ReturnType<typeof moveVertexTool.step> {
  const handle = view.handleAt(event.raw, event.toleranceMm);
  if (handle && handle.kind !== "whole") {
    const input = handle.kind === "own" ? { at: handle.at, id: handle.id } : { at: handle.at };
    return { state: idle, act: act(removeVertex, input) };
  }
  const edge = view.edgeAt(event.raw, event.toleranceMm);
  if (edge) return { state: idle, act: act(insertVertex, edge) };
  const [top] = view.pick(event.raw, event.toleranceMm);
  return top ? { state: idle, select: { ids: [top], mode: "toggle" } } : { state: idle };
}

/** The command of a drop; none when it is dropped where it was taken. */
function dropped(state: Extract<MoveState, { kind: "carrying" }>): { act?: Act } {
  const { handle, from, to } = state;
  if (from[0] === to[0] && from[1] === to[1]) return {};
  if (handle.kind === "shared") return { act: act(moveVertex, { from, to }) };
  if (handle.kind === "own") return { act: act(moveVertexOf, { id: handle.id, from, to }) };
  return { act: act(moveFeature, { id: handle.id, dx: to[0] - from[0], dy: to[1] - from[1] }) };
}
