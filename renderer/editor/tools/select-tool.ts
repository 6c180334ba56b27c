import type { Box } from "#core/geometry/box";
import type { Position } from "#core/geometry/geometry";
import { emptySketch, type Tool } from "#editor/tool";

/** Nothing, a box being drawn, or the last click: a second one there asks for what lies below. */
export type SelectState =
  | { readonly kind: "idle"; readonly last?: { readonly at: Position; readonly id: string } }
  | { readonly kind: "boxing"; readonly from: Position; readonly to: Position };

/**
 * Chooses features: click takes the topmost, another click in the same place the one below; Shift-click adds or
 * takes out; Shift-drag adds all that lie wholly in a box.
 */
export const selectTool: Tool<SelectState> = {
  id: "select",
  start: { kind: "idle" },
  snaps: false,
  step(state, event, view) {
    if (state.kind === "boxing") {
      if (event.type === "drag") return { state: { ...state, to: event.raw } };
      if (event.type !== "release") return { state: { kind: "idle" } };
      const box = boxBetween(state.from, event.raw);
      const idle = { kind: "idle" } as const;
      if (box[2] - box[0] < event.toleranceMm / 2 && box[3] - box[1] < event.toleranceMm / 2) return { state: idle };
      return { state: idle, select: { ids: view.within(box), mode: "add" } };
    }
    if (event.type === "press" && event.more) {
      return { state: { kind: "boxing", from: event.raw, to: event.raw }, grab: true };
    }
    if (event.type !== "click") return { state };
    const ids = view.pick(event.raw, event.toleranceMm);
    const [top] = ids;
    if (event.more) return top ? { state, select: { ids: [top], mode: "toggle" } } : { state };
    if (!top) return { state: { kind: "idle" }, select: { ids: [], mode: "replace" } };
    const { last } = state;
    const again =
      last !== undefined &&
      view.selected.size === 1 &&
      view.selected.has(last.id) &&
      Math.hypot(last.at[0] - event.raw[0], last.at[1] - event.raw[1]) <= event.toleranceMm / 2;
    const id = again ? (ids[(ids.indexOf(last.id) + 1) % ids.length] as string) : top;
    return { state: { kind: "idle", last: { at: event.raw, id } }, select: { ids: [id], mode: "replace" } };
  },
  sketch(state) {
    return state.kind === "boxing" ? { ...emptySketch, box: boxBetween(state.from, state.to) } : emptySketch;
  },
  points: () => 0,
};

function boxBetween(a: Position, b: Position): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
}
