import { addFeature } from "#core/commands/add-feature";
import { pointAt } from "#core/geometry/geometry";
import { act, emptySketch, type Tool, type ToolOptions } from "#editor/tool";

/** Where the next point would stand. */
export interface PlaceState {
  readonly next?: readonly [x: number, y: number];
}

/** Places points of one class, one a click. */
export function placePointTool({ class: id = "facility", fields = {} }: ToolOptions): Tool<PlaceState> {
  return {
    id: "place-point",
    start: {},
    snaps: true,
    step(state, event) {
      if (event.type === "move") return { state: { next: event.at } };
      if (event.type !== "click") return { state };
      return { state, act: act(addFeature, { class: id, geometry: pointAt(event.at[0], event.at[1]), fields }) };
    },
    sketch: ({ next }) => (next ? { ...emptySketch, points: [next] } : emptySketch),
    points: () => 0,
  };
}
